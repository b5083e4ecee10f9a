"""What waits: when a browser was last seen, and forgetting what no longer serves."""

from neighbourhood.foundation.outside.jobs import enqueue, job, periodic
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.residents.actions import mailboxes, mandates, reports, sign_ins
from neighbourhood.residents.events import seen_again
from neighbourhood.residents.queries import paper


@seen_again.connect
def note_soon(sign_in_id: int) -> None:
    """Write it after the page, not before."""
    enqueue(note_seen, sign_in_id)


@job
def note_seen(sign_in_id: int) -> None:
    """Note that a browser is still in use."""
    with transaction():
        sign_ins.note_seen(sign_in_id)


@periodic(hour="4", minute="10")
def forget() -> None:
    """Drop ended sessions and wishes of other mailboxes, once nobody can use them."""
    with transaction():
        sign_ins.forget_sign_ins()
        mailboxes.forget_changes()


@periodic(hour="0", minute="20")
def close_mandates() -> None:
    """Every night, close the mandates whose time is over, and forget forms nobody signed."""
    with transaction():
        mandates.expire_mandates()
        mandates.forget_unsigned()


# The first day of the month; and those after, for a server that slept: it makes none twice.
@periodic(day="1-5", hour="4", minute="40")
def write_months() -> None:
    """Have the journal of the month before printed for each mandate."""
    with transaction():
        reports.make_reports(paper.month_before(paper.month_of(now())))
