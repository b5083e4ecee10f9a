"""What one lends and borrows, as calendars read it (iCalendar, RFC 5545).

An event lasts whole days, keeps its name for good, and names the other by the first name that its
reader may read. Nothing else of anybody is in it: its address may end up in many hands.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask_babel import gettext

from neighbourhood.foundation import settings
from neighbourhood.foundation.lazily import lazily
from neighbourhood.loans.days import A_DAY, last_kept
from neighbourhood.loans.models.loans import Loan, LoanStatus
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.neighbours import name_for

if TYPE_CHECKING:
    import icalendar
else:
    icalendar = lazily("icalendar")

_STATUSES = {
    LoanStatus.ASKED: "TENTATIVE",
    LoanStatus.ACCEPTED: "CONFIRMED",
    LoanStatus.HANDED: "CONFIRMED",
    LoanStatus.RETURNED: "CONFIRMED",
    LoanStatus.NOT_RETURNED: "CONFIRMED",
}
CALLED_OFF = "CANCELLED"


def calendar_of(reader: Resident, loans: Iterable[Loan]) -> bytes:
    """Write the calendar of some loans of `reader`."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Palier//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", gettext("Mes prêts"))
    for loan in loans:
        calendar.add_component(_event(reader, loan))
    written: bytes = calendar.to_ical()
    return written


def _event(reader: Resident, loan: Loan) -> "icalendar.Event":
    event, base = icalendar.Event(), settings.current().base_url
    event.add("uid", f"loan-{loan.id}@{urlsplit(base).hostname}")
    event.add("dtstamp", _changed_at(loan))
    event.add("dtstart", loan.first_day)
    # The end of an event of whole days is the day after it.
    event.add("dtend", last_kept(loan) + A_DAY)
    event.add("summary", _summary(reader, loan))
    event.add("status", _STATUSES.get(loan.status, CALLED_OFF))
    event.add("sequence", _sequence(loan))
    event.add("transp", "TRANSPARENT")
    event.add("url", icalendar.vText(f"{base}{loan.path}"))
    return event


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
