"""What time does to the directory."""

from neighbourhood.directory.actions import links, listings, welcomes
from neighbourhood.directory.models import Listing, Welcome
from neighbourhood.directory.queries.links import over
from neighbourhood.directory.queries.listings import left_for_good
from neighbourhood.foundation.outside.jobs import periodic
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import each_in_turn


@periodic(minute="*/10")
def forget_who_left() -> None:
    """Leave nothing of who left the directory, nor of links that lead nowhere."""
    each_in_turn(left_for_good(Listing), listings.forget)
    each_in_turn(left_for_good(Welcome), welcomes.forget)
    each_in_turn(over(now()), links.forget)
