"""What verification does by the clock."""

from neighbourhood.foundation.database import transaction
from neighbourhood.foundation.jobs import periodic
from verification import actions


@periodic(hour="3", minute="20")
def close_old_claims() -> None:
    """Every night, close the claims whose code is too old."""
    with transaction():
        actions.expire_claims()
