"""Donors of the demonstration town who have no account, and what some donors say of their name."""

from collections.abc import Mapping, Sequence
from itertools import cycle

from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.actions import wishing
from neighbourhood.funding.actions.wishing import NOTHING_SAID, Wish
from neighbourhood.funding.models.donors import Showing, Visitor
from neighbourhood.funding.models.gifts import Pledge
from neighbourhood.funding.queries.donors import by_email, mark_of

_MAILBOXES = (
    "colette@ailleurs.example",
    "atelier-du-pont@ailleurs.example",
    "jonas@elsewhere.example",
)
_VISITORS_SAY: Mapping[str, Wish] = {
    _MAILBOXES[0]: Wish(
        in_name_of="Lucien et Odette", showing=Showing.PRIVATE, public_name="Colette"
    ),
    _MAILBOXES[1]: Wish(
        organisation="Atelier du Pont",
        siret="73282932000074",
        public_name="L’Atelier du Pont",
        showing=Showing.PUBLIC,
        shows_amount=True,
    ),
    _MAILBOXES[2]: NOTHING_SAID,
}
# Most say nothing.
_NEIGHBOURS_SAY = (
    Wish(showing=Showing.PUBLIC),
    NOTHING_SAID,
    Wish(showing=Showing.PUBLIC, shows_amount=True),
    NOTHING_SAID,
    Wish(showing=Showing.PRIVATE),
    NOTHING_SAID,
    Wish(in_name_of="Mamie Jeanne"),
    NOTHING_SAID,
)


def build() -> None:
    """Write the visitors, who give once there is something to give to."""
    for mailbox in _MAILBOXES:
        language = "en" if mailbox.endswith("elsewhere.example") else "fr"
        db.session.add(Visitor(email=mailbox, mark=mark_of(mailbox), language=language))


def visitors() -> Sequence[Visitor]:
    """Return the visitors of the demonstration."""
    return [found for mailbox in _MAILBOXES if (found := by_email(mailbox))]


class Sayings:
    """What one donor after the other says of their name."""

    def __init__(self) -> None:
        self._next = cycle(_NEIGHBOURS_SAY)

    def say(self, pledge: Pledge, visitor: Visitor | None) -> None:
        """Keep what the donor of `pledge` says, if they say anything."""
        wish = next(self._next) if visitor is None else _VISITORS_SAY[visitor.email]
        wishing.say(pledge, wish)
