"""What time does to invitations."""

from neighbourhood.foundation.outside.jobs import periodic
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import each_in_turn
from neighbourhood.invitations import actions, queries


@periodic(minute="17")
def close_past() -> None:
    """Close the invitations whose hour has passed."""
    each_in_turn(queries.past(now()), actions.close)
