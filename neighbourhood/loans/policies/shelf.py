"""Who may do what with a thing on a shelf; whether it is seen is for queries."""

from flask_babel import lazy_gettext as _l

from neighbourhood.feed.policies import is_author, may_put_up, may_reword
from neighbourhood.foundation.errors import DomainError
from neighbourhood.loans.models.items import Item
from neighbourhood.residents.acting import Actor


class IsAskedFor(DomainError):
    """Somebody has the thing, or waits for an answer about it."""

    sentence = _l(
        "Un prêt est demandé ou en cours. Répondez d’abord, ou attendez le retour de l’objet : "
        "il reste sur votre étagère."
    )


class ReachIsKnown(DomainError):
    """Whoever asked for the thing knows who may read of it."""

    sentence = _l(
        "Un prêt est demandé ou en cours : on ne change plus qui peut demander cet objet. "
        "Rien n’est modifié."
    )


def may_lend(actor: Actor) -> bool:
    """Allow neighbours whose address is proved."""
    return may_put_up(actor, Item)


def may_edit(actor: Actor, item: Item) -> bool:
    """Allow the owner, as long as it is lent, while they are in its circle."""
    return may_reword(actor, item) and actor.is_verified and not item.is_over


def may_put_aside(actor: Actor, item: Item) -> bool:
    """Allow the owner, while it is on the shelf."""
    return is_author(actor, item) and item.is_on_shelf


def may_put_on_shelf(actor: Actor, item: Item) -> bool:
    """Allow the owner, while it is put aside and their address is proved."""
    return is_author(actor, item) and actor.is_verified and item.is_aside


def may_retire(actor: Actor, item: Item) -> bool:
    """Allow the owner, once; that nobody has it is for the action."""
    return is_author(actor, item) and not item.is_retired


def may_put_back(actor: Actor, item: Item) -> bool:
    """Allow the owner to go back on having retired it; for how long is for the way back."""
    return is_author(actor, item) and actor.is_verified and item.is_retired
