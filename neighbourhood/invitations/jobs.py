"""What time does to invitations."""

from neighbourhood.foundation.clock import now
from neighbourhood.foundation.database import transaction
from neighbourhood.foundation.jobs import periodic
from neighbourhood.invitations import actions, queries


@periodic(minute="17")
def close_past() -> None:
    """Close the invitations whose hour has passed."""
    for invitation_id in queries.past(now()):
        with transaction():
            actions.close(invitation_id)
