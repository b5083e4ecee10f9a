"""Who may say on which days nothing is lent."""

from datetime import date

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import DomainError
from neighbourhood.loans.models.items import Item, LendingBreak
from neighbourhood.loans.queries import shelf as queries
from neighbourhood.residents.acting import Actor

MOST_BREAKS = 20


class EnoughBreaks(DomainError):
    """More breaks are planned than anybody can keep in mind."""

    sentence = _l(
        "Vingt périodes sont déjà notées. Retirez-en une, ou mettez vos objets de côté. "
        "Rien n’est ajouté."
    )


def may_take(actor: Actor) -> bool:
    """Allow whoever may look after the shelf."""
    return actor.is_verified and actor.lets(Item.SCOPE)


def may_end(actor: Actor, taken: LendingBreak) -> bool:
    """Allow whose days they are."""
    return taken.resident_id == actor.id and actor.lets(Item.SCOPE)


def has_breaks_left(actor: Actor, since: date) -> bool:
    """Tell whether there is room for one more."""
    return len(queries.breaks_of(actor.id, since)) < MOST_BREAKS
