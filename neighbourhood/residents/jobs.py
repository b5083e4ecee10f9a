"""What waits: when a browser was last seen, and forgetting what no longer serves."""

from neighbourhood.foundation.database import transaction
from neighbourhood.foundation.jobs import enqueue, job, periodic
from neighbourhood.residents import actions
from neighbourhood.residents.events import seen_again


@seen_again.connect
def note_soon(sign_in_id: int) -> None:
    """Write it after the page, not before."""
    enqueue(note_seen, sign_in_id)


@job
def note_seen(sign_in_id: int) -> None:
    """Note that a browser is still in use."""
    with transaction():
        actions.note_seen(sign_in_id)


@periodic(hour="4", minute="10")
def forget() -> None:
    """Drop ended sessions and wishes of other mailboxes, once nobody can use them."""
    with transaction():
        actions.forget_sign_ins()
        actions.forget_changes()
