"""Reading the months of mandates: when they ran, and which journals are not made yet."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from sqlalchemy import func, select

from neighbourhood.foundation import settings
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.mandates.models import Mandate, MandateReport, MandateStatus

_BEGUN = (MandateStatus.LIVE, MandateStatus.REVOKED, MandateStatus.EXPIRED)


def month_of(moment: datetime) -> date:
    """Return the first day of the month that it is in town."""
    return moment.astimezone(settings.current().time_zone).date().replace(day=1)


def month_before(month: date) -> date:
    """Return the first day of the month before."""
    return date.fromordinal(month.toordinal() - 1).replace(day=1)


def span_of(month: date) -> tuple[datetime, datetime]:
    """Return when a month begins in town, and when the next one does."""
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return _midnight(month), _midnight(following)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), settings.current().time_zone).astimezone(UTC)


def ended_at(mandate: Mandate) -> datetime | None:
    """Return when a mandate ended or is to end."""
    return mandate.revoked_at or mandate.ends_at


def ran_during(mandate: Mandate, month: date) -> bool:
    """Tell whether a mandate was live at some moment of a month that has begun."""
    begin, end = span_of(month)
    last = ended_at(mandate)
    if mandate.begins_at is None or last is None:
        return False
    return begin <= now() and mandate.begins_at < end and last > begin


def months_of(mandate: Mandate) -> list[date]:
    """Return the months during which a mandate ran, the latest first."""
    if mandate.begins_at is None:
        return []
    month, first = month_of(now()), month_of(mandate.begins_at)
    found = []
    while month >= first:
        found.append(month)
        month = month_before(month)
    return [month for month in found if ran_during(mandate, month)]


def unreported(month: date) -> Sequence[Mandate]:
    """Return the mandates that were live in a month of which no report was made."""
    begin, end = span_of(month)
    reported = select(MandateReport.mandate_id).where(MandateReport.month == month)
    statement = select(Mandate).where(
        Mandate.status.in_(_BEGUN),
        Mandate.begins_at < end,
        func.coalesce(Mandate.revoked_at, Mandate.ends_at) > begin,
        Mandate.id.not_in(reported),
    )
    return db.session.scalars(statement.order_by(Mandate.id)).all()
