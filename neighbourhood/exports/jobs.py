"""What every hour does: wiping files whose day is over, closing what nobody answered."""

from neighbourhood.exports.actions import end_old
from neighbourhood.exports.models import KEPT_FOR
from neighbourhood.foundation.outside.jobs import periodic
from neighbourhood.foundation.storing.clock import now


@periodic(minute="25")
def end_exports() -> None:
    """End what is over: the night would come too late for what is kept for a day."""
    end_old(now() - KEPT_FOR)
