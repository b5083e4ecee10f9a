"""Reading secret addresses of calendars, and who may still be shown one."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from neighbourhood.agenda.models.addresses import CalendarAddress, CalendarEntry
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.tokens import fingerprint
from neighbourhood.foundation.storing.undoing import LASTS
from neighbourhood.residents.models.residents import Resident


def of(resident_id: int) -> Sequence[CalendarAddress]:
    """Return the addresses of a resident: those that show something, and those just ended."""
    lately = or_(CalendarAddress.revoked_at.is_(None), CalendarAddress.revoked_at > now() - LASTS)
    mine = select(CalendarAddress).where(CalendarAddress.resident_id == resident_id, lately)
    return db.session.scalars(mine.order_by(CalendarAddress.id)).all()


def own(resident: Resident, address_id: int) -> CalendarAddress:
    """Return an address of `resident`; `Missing` for anyone else’s."""
    found = db.session.get(CalendarAddress, address_id)
    if found is None or found.resident_id != resident.id:
        raise Missing
    return found


def behind(token: str) -> CalendarAddress:
    """Return the address that a token opens, with whose it is; `Missing` when it shows nothing.

    Not to whoever has left, moved away from any quartier, or is kept out for a while.
    """
    known = CalendarAddress.fingerprint == fingerprint(token)
    whose = joinedload(CalendarAddress.resident).joinedload(Resident.quartier)
    shown = select(CalendarAddress).options(whose)
    found = db.session.scalar(shown.where(known, CalendarAddress.revoked_at.is_(None)))
    if found is None or not may_be_shown(found.resident):
        raise Missing
    return found


def may_be_shown(owner: Resident) -> bool:
    """Tell whether a calendar may still be read for somebody."""
    return owner.is_active and owner.may_read and not owner.is_barred


def revoked_for_good() -> Sequence[int]:
    """Return the ids of the addresses that nobody can put back any more."""
    gone = CalendarAddress.revoked_at <= now() - LASTS
    return db.session.scalars(select(CalendarAddress.id).where(gone)).all()


def editions(keys: Sequence[str]) -> dict[str, CalendarEntry]:
    """Return what calendars were told last of some events, by key."""
    told = select(CalendarEntry).where(CalendarEntry.key.in_(keys))
    return {entry.key: entry for entry in db.session.scalars(told)}
