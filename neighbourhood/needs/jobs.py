"""What the clock does to needs: the round that is due in each town."""

from collections.abc import Iterator

from neighbourhood.foundation.outside.jobs import periodic
from neighbourhood.foundation.storing.database import db, each_in_turn
from neighbourhood.foundation.web.offloading import give_way
from neighbourhood.needs import placing, releasing


@periodic(minute="2")
def hold_rounds() -> None:
    """Each hour, publish what goes out in the towns whose round is due."""
    go_on()
    waiting = placing.towns_waiting()
    db.session.rollback()
    each_in_turn(waiting, releasing.hold_round)
    go_on()


@periodic(minute="7-57/10")
def go_on() -> None:
    """Publish what is left of rounds, piece by piece, wherever one was stopped."""
    left = placing.under_way()
    db.session.rollback()
    each_in_turn(_pieces(left), releasing.publish_some)


def _pieces(left: list[tuple[int, int]]) -> Iterator[int]:
    for round_id, number in left:
        for _piece in range(0, number, releasing.AT_ONCE):
            yield round_id
            give_way()
