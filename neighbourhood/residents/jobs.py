"""What waits: when a browser was last seen, and forgetting what no longer serves."""

from neighbourhood.foundation.outside.jobs import enqueue, job, periodic
from neighbourhood.foundation.outside.storage import storage
from neighbourhood.foundation.storing import drafts, failed_jobs, presses, undoing, unsent
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, each_in_turn, transaction
from neighbourhood.residents import mails
from neighbourhood.residents.actions import closing, mailboxes, sign_ins
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


@periodic(hour="4", minute="10")
def forget() -> None:
    """Drop ended sessions, wishes of other mailboxes, ways back, once nobody can use them."""
    with transaction():
        undoing.forget_old()
        sign_ins.forget_sign_ins()
        mailboxes.forget_changes()


@periodic(hour="4", minute="20")
def forget_drafts() -> None:
    """Drop what was begun and never sent: it may name others, and their doors."""
    with transaction():
        dropped = drafts.forget(now() - drafts.KEPT_FOR)
    for photo in filter(None, (answers.get("photo") for answers in dropped)):
        storage().delete(photo)


@periodic(hour="4", minute="30")
def forget_presses() -> None:
    """Drop what was answered to presses of days ago: nobody makes them again."""
    with transaction():
        presses.forget(now() - presses.KEPT_FOR)


@periodic(minute="35")
def forget_unsent() -> None:
    """Drop the words of forms that nobody came back to within the day."""
    with transaction():
        unsent.forget_old()


@periodic(hour="3", minute="40")
def forget_failed_jobs() -> None:
    """Drop the work that failed a month ago: nobody waits for it any more."""
    with transaction():
        failed_jobs.forget()
