"""What time does to words."""

from neighbourhood.bulletins import queries
from neighbourhood.bulletins.actions import thread, words
from neighbourhood.foundation.outside.jobs import periodic
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import each_in_turn


@periodic(minute="27")
def look_at_words() -> None:
    """Announce the words about to end, end those whose time is over, forget what was unsaid."""
    each_in_turn(queries.to_warn(now()), words.warn)
    each_in_turn(queries.to_expire(now()), words.expire)
    each_in_turn(queries.unsaid_for_good(now()), thread.forget)
