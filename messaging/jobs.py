"""Telling those who were not there."""

from datetime import timedelta

from messaging.actions import absence
from neighbourhood.foundation.outside.jobs import periodic
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import transaction

# Whoever has the page open reads within the minute: no mail for them.
PATIENCE = timedelta(minutes=1)
LOOK_BACK = timedelta(days=2)


@periodic(minute="*")
def tell_absent() -> None:
    """Notify once, by the inbox and by mail, whoever has not read a conversation that moved."""
    moment = now()
    with transaction():
        absence.tell_absent(moment - LOOK_BACK, moment - PATIENCE)
