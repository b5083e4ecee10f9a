"""Secret addresses of calendars: made, ended, put back for ten minutes."""

from collections.abc import Iterable

from neighbourhood.agenda import policies
from neighbourhood.agenda.models.addresses import WHOSE, CalendarAddress
from neighbourhood.feed.circles import is_circle, may_speak_in
from neighbourhood.foundation.errors import DomainError, Forbidden
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.storing.tokens import fingerprint, random_token
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident


def make(actor: Actor, *, shows: Iterable[str]) -> tuple[CalendarAddress, str]:
    """Make a secret address that shows some of what somebody may read; its secret is said once."""
    hold(Resident, actor.id)  # one at a time: they are counted
    require(policies.may_have_addresses(actor), Forbidden)
    require(policies.has_room(actor), policies.EnoughAddresses)
    wanted = set(shows)
    circles = sorted(one for one in wanted if is_circle(one) and may_speak_in(actor.id, one))
    token = random_token()
    address = CalendarAddress(
        resident_id=actor.id,
        shows=[*(one for one in WHOSE if one in wanted), *circles],
        fingerprint=fingerprint(token),
        created_at=now(),
    )
    db.session.add(address)
    db.session.flush()
    return address, token


def revoke(actor: Actor, address: CalendarAddress) -> None:
    """Let nobody read anything by an address any more."""
    address = hold(CalendarAddress, address.id)
    require(actor.is_oneself and address.resident_id == actor.id, Forbidden)
    require(address.revoked_at is None, DomainError)
    undoing.keep(actor.id, CalendarAddress.ABOUT, address.id)
    address.revoked_at = now()
    db.session.flush()


def put_back(actor: Actor, address: CalendarAddress) -> None:
    """Go back on the end of an address, for ten minutes, unless another took its place."""
    hold(Resident, actor.id)
    address = hold(CalendarAddress, address.id)
    require(actor.is_oneself and address.resident_id == actor.id, Forbidden)
    require(policies.has_room(actor), policies.EnoughAddresses)
    undoing.take(actor.id, CalendarAddress.ABOUT, address.id)
    address.revoked_at = None
    db.session.flush()


def forget(address_id: int) -> None:
    """Leave nothing of an address that was ended."""
    address = hold(CalendarAddress, address_id)
    if address.revoked_at is not None and address.revoked_at <= now() - undoing.LASTS:
        db.session.delete(address)
