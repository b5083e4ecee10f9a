"""What waits: when a browser was last seen, codes kept the old way, closed accounts."""

from datetime import timedelta

from neighbourhood.foundation.outside import mail
from neighbourhood.foundation.outside.jobs import enqueue, job, periodic
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, each_in_turn, transaction
from neighbourhood.residents.actions import closing, erasing, second_factors, sign_ins
from neighbourhood.residents.events import seen_again
from neighbourhood.residents.queries import closings
from neighbourhood.residents.queries import second_factors as second_factors_queries

# Where mails are files, how long the last one waits to be read.
LAST_WORD_READ_WITHIN = timedelta(days=1)


@seen_again.connect
def note_soon(sign_in_id: int) -> None:
    """Write it after the page, not before."""
    enqueue(note_seen, sign_in_id)


@job
def note_seen(sign_in_id: int) -> None:
    """Note that a browser is still in use."""
    with transaction():
        sign_ins.note_seen(sign_in_id)


@periodic(hour="3", minute="40")
def slow_down_codes() -> None:
    """Keep codes on paper of an earlier release as those of this one; done again it goes on."""
    whose = second_factors_queries.with_plain_codes()
    db.session.rollback()
    each_in_turn(whose, second_factors.slow_down_codes)


@periodic(hour="3", minute="10")
def erase_closed() -> None:
    """Erase the accounts closed two weeks ago, each for itself; done again it goes on."""
    mail.forget_last_words(now() - LAST_WORD_READ_WITHIN)
    erasing.go_on()
    due = closings.due(now())
    db.session.rollback()
    each_in_turn(due, closing.erase_for_good)
