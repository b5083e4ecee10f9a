"""What the clock does to needs: the round that is due in each town."""

from neighbourhood.foundation.outside.jobs import periodic
from neighbourhood.foundation.storing.database import db, each_in_turn
from neighbourhood.needs import placing, releasing


@periodic(minute="2")
def hold_rounds() -> None:
    """Each hour, publish what goes out in the towns whose round is due."""
    waiting = placing.towns_waiting()
    db.session.rollback()
    each_in_turn(waiting, releasing.hold_round)
