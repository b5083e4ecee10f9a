"""The words for the kinds of card (chip, filter, icon), and for where an answer to one stands.

The colours of kinds stand in static/styles/kinds.css.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.feed.models import Kind


class CardWords(NamedTuple):
    """How one card of a kind is called, how several are, and their icon."""

    one: LazyString
    many: LazyString
    icon: str


# In the order of the filters.
CARDS: Mapping[Kind, CardWords] = MappingProxyType(
    {
        Kind.ASK: CardWords(_l("Demande"), _l("Demandes"), "hand-helping"),
        Kind.OFFER: CardWords(_l("Offre"), _l("Offres"), "hand-heart"),
        Kind.LOAN: CardWords(_l("Prêt"), _l("Prêts"), "drill"),
        Kind.INVITATION: CardWords(_l("Invitation"), _l("Invitations"), "utensils"),
        Kind.NEED: CardWords(_l("Besoin"), _l("Besoins"), "hand-coins"),
    }
)

# Where an answer stands, as the author of the card reads it; nothing while it waits.
ANSWERS_READ: Mapping[str, LazyString] = MappingProxyType(
    {
        "accepted": _l("vous avez dit oui"),
        "declined": _l("déclinée"),
        "withdrawn": _l("ne peut plus"),
    }
)
# The same, as whoever answered reads it; "en attente" while it waits.
ANSWERS_GIVEN: Mapping[str, LazyString] = MappingProxyType(
    {
        "accepted": _l("on vous a dit oui"),
        "declined": _l("pas cette fois"),
        "withdrawn": _l("vous ne pouvez plus"),
    }
)
WAITING = _l("en attente")


def say_answer_read(status: str) -> str:
    """Say where an answer stands to the author of what it answers; nothing while it waits."""
    return str(ANSWERS_READ.get(status, ""))


def say_answer_given(status: str) -> str:
    """Say where an answer stands to whoever gave it."""
    return str(ANSWERS_GIVEN.get(status, WAITING))
