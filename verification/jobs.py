"""What verification does by the clock."""

from neighbourhood.foundation.outside.jobs import periodic
from neighbourhood.foundation.storing.database import transaction
from verification.actions import claims, homes


@periodic(hour="3", minute="20")
def close_old_claims() -> None:
    """Every night, close the claims that waited too long: a code too old, a document unread."""
    with transaction():
        claims.expire_claims()


@periodic(hour="7", minute="10")
def ask_who_stays() -> None:
    """Every morning, ask those whose year ends within a month whether they still live there."""
    with transaction():
        homes.ask_who_stays()
