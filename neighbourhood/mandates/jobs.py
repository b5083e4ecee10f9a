"""What mandates do by the clock."""

from neighbourhood.foundation.outside.jobs import periodic
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.mandates.actions import ending, reports
from neighbourhood.mandates.queries.months import month_before, month_of


# Often: closing is also what hangs up, and until then agents hear what is said to their principal.
@periodic(minute="*/5")
def close_mandates() -> None:
    """Close the mandates whose time is over."""
    with transaction():
        ending.expire_mandates()


@periodic(hour="0", minute="20")
def forget_unsigned() -> None:
    """Every night, forget the forms that nobody signed."""
    with transaction():
        ending.forget_unsigned()


# The first day of the month; and those after, for a server that slept: it makes none twice.
@periodic(day="1-5", hour="4", minute="40")
def write_months() -> None:
    """Have the journal of the month before printed for each mandate."""
    with transaction():
        reports.make_reports(month_before(month_of(now())))
