"""Reading calendars of loans by their secret address."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.tokens import fingerprint
from neighbourhood.foundation.web.keeping import today
from neighbourhood.loans.models.loans import Loan
from neighbourhood.loans.models.waiting import LoanCalendar
from neighbourhood.loans.queries.loans import all_of
from neighbourhood.residents.models.residents import Resident

KEPT_FOR = timedelta(days=183)


def owner_of(token: str) -> Resident:
    """Return whose calendar has this address; `Missing` when nobody’s, or an account is closed."""
    known = LoanCalendar.fingerprint == fingerprint(token)
    found: Resident | None = db.session.scalar(select(Resident).join(LoanCalendar).where(known))
    if found is None or not found.is_active:
        raise Missing
    return found


def address_of(resident_id: int) -> LoanCalendar | None:
    """Return since when the calendar of a resident has an address."""
    return db.session.get(LoanCalendar, resident_id)


def to_write(resident: Resident) -> Sequence[Loan]:
    """Return the loans that stand in the calendar of a resident."""
    return all_of(resident, since=today() - KEPT_FOR)
