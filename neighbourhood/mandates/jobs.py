"""What mandates do by the clock."""

from neighbourhood.foundation.outside.jobs import periodic
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.mandates.actions import ending, reports
from neighbourhood.mandates.queries.months import month_before, month_of


@periodic(hour="0", minute="20")
def close_mandates() -> None:
    """Every night, close the mandates whose time is over, and forget forms nobody signed."""
    with transaction():
        ending.expire_mandates()
        ending.forget_unsigned()


# The first day of the month; and those after, for a server that slept: it makes none twice.
@periodic(day="1-5", hour="4", minute="40")
def write_months() -> None:
    """Have the journal of the month before printed for each mandate."""
    with transaction():
        reports.make_reports(month_before(month_of(now())))
