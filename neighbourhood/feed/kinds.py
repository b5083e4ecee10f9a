"""The words for the kinds of card: on a chip, on a filter, and the icon beside them.

Their colours stand in static/styles/kinds.css.
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
