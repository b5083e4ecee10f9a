"""What time does to groups."""

from neighbourhood.foundation.outside.jobs import periodic
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import each_in_turn
from neighbourhood.groups.actions import handing, making
from neighbourhood.groups.queries import handing as handovers
from neighbourhood.groups.queries import silence


@periodic(hour="4", minute="41")
def look_at_groups() -> None:
    """Let silent groups fall asleep, say which soon will, ask the next to look after one."""
    each_in_turn(silence.to_put_to_sleep(now()), making.put_to_sleep)
    each_in_turn(silence.to_warn(now()), making.warn)
    each_in_turn(handovers.unanswered(now()), handing.pass_over)
