"""The paper that goes out every month."""

from collections.abc import Collection
from datetime import date

from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.outside.letters import note_posted, take_to_printer
from neighbourhood.foundation.storing.database import db
from neighbourhood.mandates.models import Mandate, MandateReport
from neighbourhood.mandates.queries import counter, months


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
    return take_to_printer(counter.waiting_reports(municipality_ids, lock=True))


def mark_reports_posted(municipality_ids: Collection[int], report_ids: Collection[int]) -> int:
    """Note that these journals left, if they were printed; return how many."""
    waiting = counter.waiting_reports(municipality_ids, lock=True)
    return len(note_posted(waiting, report_ids))
