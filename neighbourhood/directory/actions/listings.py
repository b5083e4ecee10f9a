"""Being listed, saying it otherwise, leaving."""

from dataclasses import dataclass, fields
from typing import Any

from neighbourhood.directory import kinds, policies
from neighbourhood.directory.models import Listing, Since
from neighbourhood.directory.queries import listings
from neighbourhood.directory.subjects import DIRECTORY
from neighbourhood.foundation.errors import DomainError, NotVerified
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.web.switches import require_offered
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.mandates.kinds import Deed
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.neighbours import called

MINE = "/voisins/ma-fiche"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a listing says."""

    words: str
    interests: tuple[str, ...] = ()
    own_interests: str = ""
    languages: tuple[str, ...] = ()
    gives: str = ""
    since: Since = Since.UNSAID
    in_building: bool = False
    is_greeted: bool = True


def say(actor: Actor, *, wording: Wording) -> Listing:
    """Be listed in one’s quartier, or say it otherwise; what was taken down begins anew."""
    resident = hold(Resident, actor.id)  # one listing each, in however many tabs it is written
    require(policies.may_be_listed(actor), NotVerified)
    require_offered(DIRECTORY, actor.resident.switched_off)
    listing = listings.listing_of(actor.id)
    edited = listing is not None and listing.stands
    if listing is None:
        listing = Listing(resident_id=actor.id)
        db.session.add(listing)
    if edited:
        listing.edited_at = now()
    else:
        _begin(listing)
    _word(listing, wording, resident)
    listing.agent_id = actor.agent_id
    db.session.flush()
    _note(actor, kinds.EDITED if edited else kinds.LISTED)
    return listing


def _begin(listing: Listing) -> None:
    # What moderation hides stays hidden, also from who leaves and comes back at once.
    listing.created_at, listing.edited_at, listing.left_at = now(), None, None
    if listing.id is not None:
        undoing.forget(Listing.ABOUT, listing.id)


def _word(listing: Listing, wording: Wording, resident: Resident) -> None:
    said: dict[str, Any] = {one.name: getattr(wording, one.name) for one in fields(wording)}
    in_building = said.pop("in_building")
    for name, value in said.items():
        setattr(listing, name, list(value) if isinstance(value, tuple) else value)
    listing.quartier_id = resident.quartier_id or 0
    listing.address_id = resident.address_id if in_building else None
    listing.search = listings.search_of(listing)


def _note(actor: Actor, deed: Deed) -> None:
    note_deed(actor, deed, title=called(actor.resident, None), path=MINE)


def leave(actor: Actor, listing: Listing) -> None:
    """Leave the directory; after ten minutes nothing of it is kept."""
    listing = hold(Listing, listing.id)
    require(policies.may_leave(actor, listing), DomainError)
    undoing.keep(actor.id, Listing.ABOUT, listing.id)
    listing.left_at = now()
    db.session.flush()
    _note(actor, kinds.LEFT)


def come_back(actor: Actor, listing: Listing) -> None:
    """Go back on having left, for ten minutes."""
    listing = hold(Listing, listing.id)
    require(policies.may_come_back(actor, listing), DomainError)
    undoing.take(actor.id, Listing.ABOUT, listing.id)
    listing.left_at = None
    db.session.flush()
    _note(actor, kinds.CAME_BACK)


def forget(listing_id: int) -> None:
    """Leave nothing of a listing that was taken down, unless its author came back."""
    listing = hold(Listing, listing_id)
    if listing.left_at is not None and listing.left_at <= now() - undoing.LASTS:
        undoing.forget(Listing.ABOUT, listing.id)
        db.session.delete(listing)


def move(resident: Resident) -> None:
    """Leave the building that somebody lives in no more."""
    listing = listings.listing_of(resident.id)
    if listing is not None and listing.address_id != resident.address_id:
        listing.address_id = None
        db.session.flush()
