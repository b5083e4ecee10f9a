"""Who may do what with a word and what is answered to it; whether it is seen is for queries."""

from datetime import timedelta

from flask_babel import lazy_gettext as _l

from neighbourhood.bulletins import queries
from neighbourhood.bulletins.models import Answer, Bulletin
from neighbourhood.feed.policies import is_author, may_put_up, may_reword
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.storing.clock import now
from neighbourhood.residents.acting import Actor

MOST_A_DAY = 5
RENEWABLE_BEFORE = timedelta(days=3)


class EnoughForToday(DomainError):
    """Nobody writes to the whole quartier all day."""

    sentence = _l(
        "Vous avez déjà écrit cinq fois au quartier en un jour. Attendez demain, ou ajoutez une "
        "réponse sous un mot que vous avez écrit. Rien n’est parti."
    )


class AlreadyAnswered(DomainError):
    """Whoever answered wrote for those who read the word then."""

    sentence = _l(
        "Des voisins ont déjà répondu : on ne change plus qui lit ce mot. Rien n’est modifié."
    )


class ThreadClosed(DomainError):
    """The word takes no more answers."""

    sentence = _l("La discussion est close : votre réponse n’est pas partie.")


def may_write(actor: Actor) -> bool:
    """Allow neighbours whose address is proved."""
    return may_put_up(actor, Bulletin)


def has_words_left(actor: Actor) -> bool:
    """Tell whether an author may still write today."""
    return queries.written_lately(actor.id) < MOST_A_DAY


def may_answer(actor: Actor, bulletin: Bulletin) -> bool:
    """Allow every verified neighbour who reads it, the author too, while it takes answers."""
    shown = bulletin.hidden_at is None and bool(bulletin.author.is_active)
    return actor.is_verified and actor.lets(Answer.SCOPE) and bulletin.takes_answers and shown


def may_edit(actor: Actor, bulletin: Bulletin) -> bool:
    """Allow the author until it ends, while they are in its circle."""
    return may_reword(actor, bulletin) and actor.is_verified and not bulletin.is_over


def may_close(actor: Actor, bulletin: Bulletin) -> bool:
    """Allow the author while the thread is open."""
    return is_author(actor, bulletin) and bulletin.is_open


def may_withdraw(actor: Actor, bulletin: Bulletin) -> bool:
    """Allow the author, once."""
    return is_author(actor, bulletin) and not bulletin.is_withdrawn


def may_put_back(actor: Actor, bulletin: Bulletin) -> bool:
    """Allow the author to go back on an end; for how long is for the way back."""
    return is_author(actor, bulletin) and actor.is_verified


def may_renew(actor: Actor, bulletin: Bulletin) -> bool:
    """Allow the author, while their address is proved, in the last days or after the end."""
    soon = bulletin.is_open and bulletin.expires_at - now() <= RENEWABLE_BEFORE
    return is_author(actor, bulletin) and actor.may_read and (soon or bulletin.is_expired)


def may_take_back(actor: Actor, answer: Answer) -> bool:
    """Allow whose answer it is, at any time."""
    return _is_whose(actor, answer) and answer.is_said


def may_put_back_answer(actor: Actor, answer: Answer) -> bool:
    """Allow whose answer it is to say it again; for how long is for the way back."""
    return _is_whose(actor, answer) and actor.is_verified


def _is_whose(actor: Actor, answer: Answer) -> bool:
    return answer.resident_id == actor.id and actor.lets(Answer.SCOPE)
