"""Reading reports: only whoever made one reads that it is theirs."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import aliased, joinedload

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.moderation.models.cases import Case
from neighbourhood.moderation.models.reports import Report
from neighbourhood.residents.models.residents import Resident

REMEMBERED = timedelta(days=90)
MOST_REFUSED = 3


def own(reporter: Resident, report_id: int) -> Report:
    """Return a report of `reporter`; `Missing` for anyone else’s."""
    found = db.session.scalar(
        select(Report)
        .options(joinedload(Report.case))
        .where(Report.id == report_id, Report.reporter_id == reporter.id)
    )
    if found is None:
        raise Missing
    return found


def of_case(reporter: Resident, case: Case) -> Report | None:
    """Return what `reporter` reported in a case, taken back or not."""
    return db.session.scalar(
        select(Report).where(Report.case_id == case.id, Report.reporter_id == reporter.id)
    )


def count_lately(reporter: Resident, within: timedelta) -> int:
    """Count the reports of `reporter` not long ago, those taken back included."""
    counted = select(func.count()).where(
        Report.reporter_id == reporter.id, Report.created_at > now() - within
    )
    return db.session.scalar(counted) or 0


def believed(case: Case) -> Sequence[tuple[Report, Resident]]:
    """Return the standing reports that may hide at once, with who made them.

    Those of verified neighbours, but of those whose reports were refused time and again.
    """
    refused = aliased(Report)
    often = select(func.count()).where(
        refused.reporter_id == Report.reporter_id, refused.refused_at > now() - REMEMBERED
    )
    statement = (
        select(Report, Resident)
        .join(Report.reporter)
        .where(
            Report.case_id == case.id,
            Report.taken_back_at.is_(None),
            often.correlate(Report).scalar_subquery() < MOST_REFUSED,
        )
        .order_by(Report.id)
    )
    rows = db.session.execute(statement).all()
    return [(report, who) for report, who in rows if who.is_verified and who.is_active]
