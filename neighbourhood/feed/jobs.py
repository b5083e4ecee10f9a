"""What time does to what is kept of the timeline."""

from neighbourhood.feed import saved, saving, weekly
from neighbourhood.foundation.outside.jobs import periodic
from neighbourhood.foundation.storing.database import each_in_turn


@periodic(hour="8", minute="20")
def look_for_news() -> None:
    """Write to those who keep searches, where there is something new."""
    each_in_turn(saved.who_keeps(), saving.tell_news)


@periodic(day_of_week="6", hour="9", minute="40")
def choose_for_the_week() -> None:
    """Show three things to those who want it, on Saturday."""
    each_in_turn(weekly.who_wants(), weekly.choose)
