"""Telling those who were not there."""

from datetime import timedelta

from messaging.actions import absence, forgetting
from neighbourhood.foundation.outside.jobs import periodic
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import transaction

# Whoever has the page open reads within the minute: no mail for them.
PATIENCE = timedelta(minutes=1)
LOOK_BACK = timedelta(days=2)
KEPT = timedelta(days=90)


@periodic(minute="*")
def tell_absent() -> None:
    """Notify once, by the inbox and by mail, whoever has not read a conversation that moved."""
    moment = now()
    with transaction():
        absence.tell_absent(moment - LOOK_BACK, moment - PATIENCE)


@periodic(minute="35", hour="4")
def forget_wordings() -> None:
    """Drop what lines said before they were changed or deleted, once nobody would report them."""
    with transaction():
        forgetting.forget_wordings(now() - KEPT)
