"""What time does to notices."""

from neighbourhood.exchanges import days, queries
from neighbourhood.exchanges.actions import absences, leaving, notices, waiting, words
from neighbourhood.foundation.outside.jobs import periodic
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import each_in_turn


@periodic(minute="*/5")
def look_at_places() -> None:
    """Tell those who had offered that a place is free again, or one day of it."""
    each_in_turn(queries.to_call(now()), leaving.call_again)
    each_in_turn(days.to_call(now()), absences.call)


@periodic(minute="7")
def look_at_dates() -> None:
    """Announce the notices about to end, close those that have; the same of replies that wait.

    Open the words to which none came back.
    """
    # One transaction each: nobody waits behind a long night of them.
    each_in_turn(queries.to_warn(now()), notices.warn)
    each_in_turn(queries.to_expire(now()), notices.expire)
    each_in_turn(queries.to_close(now()), waiting.close_unanswered)
    each_in_turn(queries.to_open(now()), words.open_alone)
    each_in_turn(queries.to_remind(now()), waiting.remind)
