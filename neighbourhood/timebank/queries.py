"""Reading the time of one resident: nobody reads that of another."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.residents.models.residents import Resident
from neighbourhood.timebank import ledger
from neighbourhood.timebank.models import TimeNote

MOST_LINES = 100


def balance_of(resident: Resident) -> int:
    """Return the minutes of a resident."""
    return ledger.balance(ledger.held_by(resident.id))


def lines_of(resident: Resident) -> Sequence[TimeNote]:
    """Return what a resident noted, and what was noted for them, newest first."""
    either = or_(TimeNote.giver_id == resident.id, TimeNote.receiver_id == resident.id)
    found = select(TimeNote).where(either).order_by(TimeNote.noted_at.desc(), TimeNote.id.desc())
    sides = joinedload(TimeNote.giver), joinedload(TimeNote.receiver)
    return db.session.scalars(found.options(*sides).limit(MOST_LINES)).all()


def note_about(about: str, about_id: int) -> TimeNote | None:
    """Return what was noted about one thing."""
    one = TimeNote.about == about, TimeNote.about_id == about_id
    return db.session.scalar(select(TimeNote).where(*one))


def get_received(resident: Resident, note_id: int) -> TimeNote:
    """Return what was noted for a resident; `Missing` for anybody else’s."""
    mine = TimeNote.id == note_id, TimeNote.receiver_id == resident.id
    found = db.session.scalar(select(TimeNote).where(*mine))
    if found is None:
        raise Missing
    return found
