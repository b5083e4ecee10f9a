"""What ends by the clock: measures whose date is past."""

from neighbourhood.foundation.outside.jobs import periodic
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import each_in_turn
from neighbourhood.moderation.actions import deciding
from neighbourhood.moderation.queries import decisions


@periodic(minute="*/10")
def end_measures() -> None:
    """Show again what was hidden until a date; accounts need no clock, they look at it."""
    each_in_turn(decisions.past_their_date(now()), deciding.end_past)
