"""Who is in the directory, as far as its reader may know: newest first.

The order says nothing of where anybody lives, and whoever has just come is met first.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, not_, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from neighbourhood.directory.households import FEWEST, households_among
from neighbourhood.directory.models import Listing, Said, Welcome
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.paging import Cursor, Page, page_of
from neighbourhood.foundation.storing.undoing import LASTS
from neighbourhood.foundation.words.search import MOST_WORDS, normalise
from neighbourhood.moderation.policies.reporting import NoLongerVisible
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.blocks import apart
from neighbourhood.residents.queries.standing import free_hands

PAGE_SIZE = 20
MOST_IN_BUILDING = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom its reader looks for: an interest, a language, words."""

    interest: str = ""
    language: str = ""
    words: str = ""

    @property
    def is_anything(self) -> bool:
        """Whether it asks for some only."""
        return bool(self.interest or self.language or self.words)


def search_of(listing: Listing) -> str:
    """Return what a listing is found by: codes with a mark, then its words as people ask."""
    marks = [f"i:{code}" for code in listing.interests]
    marks += [f"l:{code}" for code in listing.languages]
    said = normalise(f"{listing.words} {listing.own_interests} {listing.gives}")
    return f" {' '.join(f'[{mark}]' for mark in marks)} {said} "


def shown_in(said: type[Said], viewer: Resident) -> ColumnElement[bool]:
    """Tell in SQL what is shown to `viewer` of what people say to their quartier.

    `Resident` is joined. Of those who live there by now, whose account is open and under no
    measure; of nobody kept apart from who reads, nor by whose hand it was written.
    """
    standing = and_(said.left_at.is_(None), said.hidden_at.is_(None))
    lives_here = and_(
        said.quartier_id == viewer.quartier_id,
        Resident.quartier_id == said.quartier_id,
        Resident.verified_at.is_not(None),
        free_hands(),
    )
    away = or_(apart(viewer.id, said.resident_id), apart(viewer.id, said.agent_id))
    return and_(standing, lives_here, or_(said.resident_id == viewer.id, not_(away)))


def _shown(viewer: Resident) -> Select[Listing]:
    whose = contains_eager(Listing.resident)
    statement = select(Listing).join(Listing.resident).options(whose, joinedload(Listing.agent))
    return statement.where(shown_in(Listing, viewer))


def neighbours(viewer: Resident, asked: Asked, after: Cursor | None = None) -> Page[Listing]:
    """Return a page of those listed in the quartier of `viewer`, newest first."""
    statement = _shown(viewer).where(*_wanted(asked))
    return page_of(statement, (Listing.created_at, Listing.id), after, size=PAGE_SIZE)


def _wanted(asked: Asked) -> list[ColumnElement[bool]]:
    marks = [f"[{letter}:{code}]" for letter, code in _codes(asked) if code]
    words = [f" {word}" for word in normalise(asked.words).split()[:MOST_WORDS]]
    return [Listing.search.contains(one, autoescape=True) for one in (*marks, *words)]


def _codes(asked: Asked) -> tuple[tuple[str, str], ...]:
    return ("i", asked.interest), ("l", asked.language)


def get_listing(viewer: Resident, listing_id: int) -> Listing:
    """Return a listing that `viewer` may read, one’s own always; `Missing` for any other."""
    found = db.session.scalar(_shown(viewer).where(Listing.id == listing_id))
    if found is None:
        own = Listing.id == listing_id, Listing.resident_id == viewer.id
        found = db.session.scalar(select(Listing).where(*own))
    if found is None and _is_hidden(listing_id, viewer):
        raise NoLongerVisible
    if found is None:
        raise Missing
    return found


def _is_hidden(listing_id: int, viewer: Resident) -> bool:
    here = Listing.id == listing_id, Listing.quartier_id == viewer.quartier_id
    away = apart(viewer.id, Listing.resident_id)
    hidden = select(Listing.id).where(*here, Listing.hidden_at.is_not(None), not_(away))
    return viewer.may_read and db.session.scalar(hidden) is not None


def listing_of(resident_id: int) -> Listing | None:
    """Return the listing of a resident, taken down or not."""
    return db.session.scalar(select(Listing).where(Listing.resident_id == resident_id))


def listed(viewer: Resident, resident_id: int) -> Listing | None:
    """Return the listing of somebody as `viewer` may read it, None where they may not."""
    return db.session.scalar(_shown(viewer).where(Listing.resident_id == resident_id))


def in_my_building(viewer: Resident) -> Sequence[Listing]:
    """Return who is listed behind the same door; nobody where that is too few households.

    It says no more than that: not how many are missing.
    """
    if viewer.address_id is None or not viewer.may_read:
        return ()
    behind = Listing.address_id == viewer.address_id, Resident.address_id == Listing.address_id
    statement = _shown(viewer).where(*behind)
    newest = statement.order_by(Listing.created_at.desc(), Listing.id.desc())
    found = db.session.scalars(newest.limit(MOST_IN_BUILDING)).all()
    return found if households_among([each.resident for each in found]) >= FEWEST else ()


def left_for_good(of: type[Listing] | type[Welcome]) -> Sequence[int]:
    """Return the ids of what was taken down, and whose author cannot come back any more."""
    return db.session.scalars(select(of.id).where(of.left_at <= now() - LASTS)).all()
