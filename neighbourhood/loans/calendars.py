"""What one lends and borrows, as calendars read it (iCalendar, RFC 5545).

An event lasts whole days, keeps its name for good, and names the other by the first name that its
reader may read. Nothing else of anybody is in it: its address may end up in many hands.
"""

from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext

from neighbourhood.foundation.outside import calendars
from neighbourhood.foundation.outside.calendars import CONFIRMED, Event
from neighbourhood.loans.days import A_DAY, last_kept
from neighbourhood.loans.models.loans import Loan, LoanStatus
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.neighbours import name_for

_STATUSES = {
    LoanStatus.ASKED: calendars.TENTATIVE,
    LoanStatus.ACCEPTED: CONFIRMED,
    LoanStatus.HANDED: CONFIRMED,
    LoanStatus.RETURNED: CONFIRMED,
    LoanStatus.NOT_RETURNED: CONFIRMED,
}


def calendar_of(reader: Resident, loans: Iterable[Loan]) -> bytes:
    """Write the calendar of some loans of `reader`."""
    return calendars.written(gettext("Mes prêts"), [_event(reader, loan) for loan in loans])


def _event(reader: Resident, loan: Loan) -> Event:
    return Event(
        key=f"loan-{loan.id}",
        starts=loan.first_day,
        # The end of an event of whole days is the day after it.
        ends=last_kept(loan) + A_DAY,
        title=_summary(reader, loan),
        changed_at=_changed_at(loan),
        status=_STATUSES.get(loan.status, calendars.CANCELLED),
        sequence=_sequence(loan),
        path=loan.path,
        fills_time=False,
    )


def _summary(reader: Resident, loan: Loan) -> str:
    other = name_for(loan.other_than(reader.id), reader).split(" ")[0]
    said = {"title": loan.item.title, "name": other}
    if loan.borrower_id == reader.id:
        return str(gettext("J’emprunte « %(title)s » (%(name)s)", **said))
    return str(gettext("Je prête « %(title)s » (%(name)s)", **said))


def _changed_at(loan: Loan) -> datetime:
    moments = (loan.asked_at, loan.answered_at, loan.handed_at, loan.returned_at)
    return max(moment for moment in moments if moment is not None)


def _sequence(loan: Loan) -> int:
    """Return how many times it changed: calendars take the highest."""
    changed = (loan.answered_at, loan.handed_at, loan.returned_at)
    ended = 0 if loan.status in _STATUSES else 1
    return loan.renewed + ended + sum(moment is not None for moment in changed)
