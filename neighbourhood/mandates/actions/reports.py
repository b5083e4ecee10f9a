"""The paper that goes out every month."""

from collections.abc import Collection
from datetime import date

from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.outside import letters
from neighbourhood.foundation.storing.database import db
from neighbourhood.mandates import kinds
from neighbourhood.mandates.models import Mandate, MandateReport
from neighbourhood.mandates.paperwork.months import names_on
from neighbourhood.mandates.queries import counter, months
from neighbourhood.notifications.actions import notify


def make_reports(month: date) -> int:
    """Have the journal of a month printed for each mandate that ran in it; return how many."""
    return sum(_report(mandate, month) for mandate in months.unreported(month))


def _report(mandate: Mandate, month: date) -> bool:
    try:
        with db.session.begin_nested():
            db.session.add(MandateReport(mandate_id=mandate.id, month=month))
    except IntegrityError:
        return False  # another process was faster by a moment
    return True


def print_reports(municipality_ids: Collection[int]) -> int:
    """Take the journals that wait at these town halls to the printer; return how many."""
    waiting = counter.waiting_reports(municipality_ids, lock=True)
    return letters.take_to_printer(waiting, names_on)


def mark_reports_posted(
    municipality_ids: Collection[int], report_ids: Collection[int]
) -> list[MandateReport]:
    """Note that these journals left, if they were printed; return them."""
    waiting = counter.waiting_reports(municipality_ids, lock=True)
    return letters.note_posted(waiting, report_ids)


def print_report_again(municipality_ids: Collection[int], report_id: int) -> MandateReport | None:
    """Take a journal marked as posted back to the printer; None if it was not posted lately."""
    posted = counter.posted_reports(municipality_ids, lock=True)
    return letters.print_again(posted, report_id)


def mark_report_returned(municipality_ids: Collection[int], report_id: int) -> MandateReport | None:
    """Note that a posted journal came back, and tell its reader; None if it did already."""
    posted = counter.posted_reports(municipality_ids, lock=True)
    report = letters.note_returned(posted, report_id)
    if report is not None and report.mandate.principal.email is not None:
        notify(
            report.mandate.principal_id,
            kinds.JOURNAL_RETURNED,
            path=report.mandate.path,
        )
    return report
