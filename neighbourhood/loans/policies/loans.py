"""Who may do what with a loan; whether its thing is seen is for queries."""

from datetime import timedelta

from flask_babel import lazy_gettext as _l

from neighbourhood.feed.policies import is_author
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.web.keeping import today
from neighbourhood.loans.models.checks import CheckMoment
from neighbourhood.loans.models.items import Item
from neighbourhood.loans.models.loans import Loan
from neighbourhood.residents.acting import Actor

A_DAY = timedelta(days=1)
CHECKED_WITHIN = timedelta(days=14)


class HasItAlready(DomainError):
    """One request at a time for one thing: its days are for everybody."""

    sentence = _l(
        "Vous avez déjà demandé cet objet, ou vous l’avez chez vous. Regardez votre prêt en "
        "cours : vous pouvez y changer d’avis."
    )


class OutAlready(DomainError):
    """The thing is still with somebody else."""

    sentence = _l(
        "L’objet est encore chez une autre personne. Notez d’abord son retour, puis la remise."
    )


class SomebodyWaits(DomainError):
    """Somebody else waits for the thing."""

    sentence = _l(
        "Quelqu’un attend cet objet : on ne peut pas le garder plus longtemps cette fois. "
        "Rien n’a changé."
    )


class ItemHidden(DomainError):
    """Moderation hides the thing: nothing new is agreed of it, what is out comes home."""

    sentence = _l(
        "Cet objet est masqué par la modération : pour le moment, on ne peut ni le prêter ni le "
        "garder plus longtemps. Vous pouvez toujours dire non, annuler ou le rendre. "
        "Rien n’a changé."
    )


def has_free_hand(actor: Actor, loan: Loan) -> bool:
    """Tell whether who acts is not the other of the two: nobody deals with themselves."""
    other = loan.other_than(actor.id)
    return actor.is_oneself or actor.by_id != other.id


def is_lender(actor: Actor, loan: Loan) -> bool:
    """Recognise whose thing it is, or who may lend it in their place."""
    return is_author(actor, loan.item) and has_free_hand(actor, loan)


def is_borrower(actor: Actor, loan: Loan) -> bool:
    """Recognise who borrows it, or who may in their place."""
    mine = loan.borrower_id == actor.id and actor.lets(Loan.SCOPE)
    return mine and has_free_hand(actor, loan)


def is_either(actor: Actor, loan: Loan) -> bool:
    """Recognise one of the two."""
    return is_lender(actor, loan) or is_borrower(actor, loan)


def are_both_here(loan: Loan) -> bool:
    """Tell whether neither of the two has left."""
    return bool(loan.borrower.is_active and loan.item.author.is_active)


def may_ask(actor: Actor, item: Item) -> bool:
    """Allow a verified neighbour while the thing is on the shelf; never who owns it."""
    return (
        actor.is_verified
        and actor.lets(Loan.SCOPE)
        and item.author_id not in (actor.id, actor.by_id)
        and item.takes_answers
        and item.hidden_at is None
        and bool(item.author.is_active)
    )


def is_shown(loan: Loan) -> bool:
    """Tell whether moderation leaves the thing of a loan where it may be lent."""
    return loan.item.hidden_at is None


def may_accept(actor: Actor, loan: Loan) -> bool:
    """Allow the owner, as long as the request waits, of what moderation does not hide."""
    return actor.is_verified and is_shown(loan) and may_decline(actor, loan)


def may_decline(actor: Actor, loan: Loan) -> bool:
    """Allow the owner, as long as the request waits."""
    return is_lender(actor, loan) and loan.is_asked and bool(loan.borrower.is_active)


def may_withdraw(actor: Actor, loan: Loan) -> bool:
    """Allow whoever asked, until the thing has left."""
    return is_borrower(actor, loan) and (loan.is_asked or loan.is_accepted)


def may_call_off(actor: Actor, loan: Loan) -> bool:
    """Allow the owner who said yes, until the thing has left."""
    return is_lender(actor, loan) and loan.is_accepted


def may_put_back(actor: Actor, loan: Loan) -> bool:
    """Allow whoever ended something to go back on it; for how long is for the way back.

    That a thing is not home after all needs nobody else: the other may have left meanwhile.
    """
    here = loan.is_returned or are_both_here(loan)
    return actor.is_verified and is_either(actor, loan) and here and not loan.item.is_retired


def may_hand_over(actor: Actor, loan: Loan) -> bool:
    """Allow either of the two, around the days that were agreed."""
    around = loan.first_day - A_DAY <= today() <= loan.last_day + A_DAY
    return is_either(actor, loan) and loan.is_accepted and around and is_shown(loan)


def may_check(actor: Actor, loan: Loan, moment: CheckMoment) -> bool:
    """Allow either of the two to note the state of the thing, around when it goes or comes."""
    if not is_either(actor, loan):
        return False
    if moment is CheckMoment.OUT:
        return loan.is_accepted or loan.is_out
    lately = loan.returned_at is not None and loan.returned_at > now() - CHECKED_WITHIN
    return loan.is_out or lately


def may_say_back(actor: Actor, loan: Loan) -> bool:
    """Allow the borrower to say that it is back, once."""
    return is_borrower(actor, loan) and loan.is_out and loan.said_back_at is None


def may_say_not_back(actor: Actor, loan: Loan) -> bool:
    """Allow either of the two to say that it is not back after all."""
    return is_either(actor, loan) and loan.is_out and loan.said_back_at is not None


def may_take_in(actor: Actor, loan: Loan) -> bool:
    """Allow the owner to note that the thing has come home."""
    return is_lender(actor, loan) and loan.is_out


def may_renew(actor: Actor, loan: Loan) -> bool:
    """Allow the borrower, until the last day, as often as the owner said; if its days are free."""
    left = loan.renewed < loan.item.renewals and loan.said_back_at is None
    in_time = today() <= loan.last_day and not loan.item.is_retired
    may = is_borrower(actor, loan) and actor.is_verified and loan.is_out
    return may and left and in_time and is_shown(loan)


def is_overdue(actor: Actor, loan: Loan) -> bool:
    """Tell the borrower that its day is over: keeping it longer is for the two to say."""
    waits = loan.said_back_at is None and loan.last_day < today()
    return is_borrower(actor, loan) and loan.is_out and waits
