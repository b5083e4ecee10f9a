"""What time does to what is kept of the timeline."""

from neighbourhood.feed import saved, saving
from neighbourhood.foundation.outside.jobs import periodic
from neighbourhood.foundation.storing.database import each_in_turn


@periodic(hour="8", minute="20")
def look_for_news() -> None:
    """Write to those who keep searches, where there is something new."""
    each_in_turn(saved.who_keeps(), saving.tell_news)
