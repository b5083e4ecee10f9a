"""What every hour does: wiping files whose day is over, closing what nobody answered."""

from neighbourhood.exports import actions, queries
from neighbourhood.foundation.outside.jobs import periodic
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, each_in_turn


@periodic(minute="25")
def end_exports() -> None:
    """End what is over, each for itself."""
    over = queries.over(now())
    db.session.rollback()
    each_in_turn(over, actions.end)
