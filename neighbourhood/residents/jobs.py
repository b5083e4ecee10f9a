"""What waits: when a browser was last seen, and the accounts closed two weeks ago."""

from neighbourhood.foundation.outside.jobs import enqueue, job, periodic
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, each_in_turn, transaction
from neighbourhood.residents import mails
from neighbourhood.residents.actions import closing, sign_ins
from neighbourhood.residents.events import seen_again
from neighbourhood.residents.queries import closings


@seen_again.connect
def note_soon(sign_in_id: int) -> None:
    """Write it after the page, not before."""
    enqueue(note_seen, sign_in_id)


@job
def note_seen(sign_in_id: int) -> None:
    """Note that a browser is still in use."""
    with transaction():
        sign_ins.note_seen(sign_in_id)


@periodic(hour="3", minute="10")
def erase_closed() -> None:
    """Erase the accounts closed two weeks ago, each for itself; done again it goes on."""
    due = closings.due(now())
    db.session.rollback()
    each_in_turn(due, _erase)


def _erase(closing_id: int) -> None:
    told = closing.erase_for_good(closing_id)
    if told is not None and told[0] is not None:
        mails.erased(told[0], told[1])
