"""What verification does by the clock."""

from neighbourhood.foundation.database import transaction
from neighbourhood.foundation.jobs import periodic
from verification import actions


@periodic(hour="3", minute="20")
def close_old_claims() -> None:
    """Every night, close the claims whose code is too old, in a letter or for two neighbours."""
    with transaction():
        actions.expire_claims()


@periodic(hour="3", minute="40")
def forget_old_documents() -> None:
    """Every night, throw away the documents nobody looked at in a month."""
    with transaction():
        actions.forget_unattended()


@periodic(hour="7", minute="10")
def ask_who_stays() -> None:
    """Every morning, ask those whose year ends within a month whether they still live there."""
    with transaction():
        actions.ask_who_stays()
