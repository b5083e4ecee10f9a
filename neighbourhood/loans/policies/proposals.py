"""Who may propose a thing to a neighbour who looks for one; that they read of it is for queries."""

from flask_babel import lazy_gettext as _l

from neighbourhood.feed.policies import is_author
from neighbourhood.feed.postings import PutUp
from neighbourhood.foundation.errors import DomainError
from neighbourhood.loans.models.items import Item
from neighbourhood.loans.queries import proposals as queries
from neighbourhood.residents.acting import Actor

MOST_PROPOSED = 3


class ProposedAlready(DomainError):
    """Nobody is told the same thing twice."""

    sentence = _l("Vous avez déjà proposé cet objet pour cette annonce. Rien n’est envoyé.")


class EnoughProposed(DomainError):
    """A few things are enough to choose from."""

    sentence = _l(
        "Trois de vos objets sont déjà proposés pour cette annonce. Attendez une réponse, ou "
        "écrivez un mot. Rien n’est envoyé."
    )


class SoughtNoMore(DomainError):
    """What was looked for is found, or not needed any more."""

    sentence = _l(
        "Cette annonce ne reçoit plus de réponse. Votre objet reste sur votre étagère. "
        "Rien n’est envoyé."
    )


def may_answer(actor: Actor, sought: PutUp) -> bool:
    """Allow a verified neighbour, while answers are taken; never who looks for it."""
    return (
        actor.is_verified
        and actor.lets(Item.SCOPE)
        and sought.author_id not in (actor.id, actor.by_id)
        and sought.takes_answers
        and sought.hidden_at is None
        and bool(sought.author.is_active)
    )


def may_propose_more(actor: Actor, sought: PutUp) -> bool:
    """Allow a few things at a time, of those that are still there."""
    return queries.waiting_of(actor.resident, sought) < MOST_PROPOSED


def may_propose(actor: Actor, item: Item) -> bool:
    """Allow the owner of what stands on the shelf."""
    return is_author(actor, item) and item.is_on_shelf and item.hidden_at is None
