"""Mails that waited for the hours of their reader, or that a process died over."""

from neighbourhood.foundation.outside.jobs import periodic
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import each_in_turn
from neighbourhood.notifications import mails, queries


@periodic(minute="*/5")
def send_what_waited() -> None:
    """Send the mails of those whose hours have begun, and those that nothing has sent so far."""
    each_in_turn(queries.mails_due(now()), mails.write_waiting)
