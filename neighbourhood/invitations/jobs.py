"""What time does to invitations."""

from neighbourhood.foundation.outside.jobs import periodic
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.invitations import actions, queries


@periodic(minute="17")
def close_past() -> None:
    """Close the invitations whose hour has passed."""
    for invitation_id in queries.past(now()):
        with transaction():
            actions.close(invitation_id)
