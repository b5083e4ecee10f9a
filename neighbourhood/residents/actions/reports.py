"""The paper that goes out every month."""

from datetime import date

from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.storing.database import db
from neighbourhood.residents.models.mandates import Mandate, MandateReport
from neighbourhood.residents.queries import paper as queries


def make_reports(month: date) -> int:
    """Have the journal of a month printed for each mandate that ran in it; return how many."""
    return sum(_report(mandate, month) for mandate in queries.unreported(month))


def _report(mandate: Mandate, month: date) -> bool:
    try:
        with db.session.begin_nested():
            db.session.add(MandateReport(mandate_id=mandate.id, month=month))
    except IntegrityError:
        return False  # another process was faster by a moment
    return True
