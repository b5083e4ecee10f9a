"""What funding asks of a payment provider, and what a provider announces."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import DomainError
from neighbourhood.funding.models.gifts import Pledge
from neighbourhood.funding.models.provider import ReversalStatus


class Outcome(StrEnum):
    """What the provider speaks of."""

    PAID = "paid"
    ABANDONED = "abandoned"
    REVERSED = "reversed"  # a refund or a dispute
    UNRELATED = "unrelated"  # well known, and nothing to do here
    UNKNOWN = "unknown"  # a kind of message that this site has no use for


@dataclass(frozen=True, slots=True)
class PaymentEvent:
    """What a provider announced, once its signature was checked.

    `key` names the pledge, `payment_reference` the payment, `reference` and `status` the refund or
    the dispute; `kind` is what the provider calls such a message.
    """

    outcome: Outcome
    key: str = ""
    amount_cents: int = 0
    payment_reference: str = ""
    reference: str = ""
    status: ReversalStatus | None = None
    currency: str = "eur"
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Urls:
    """Where the provider sends the neighbour afterwards."""

    paid: str
    cancelled: str


@dataclass(frozen=True, slots=True)
class Refund:
    """What became of a refund that we asked for."""

    reference: str
    status: ReversalStatus


@dataclass(frozen=True, slots=True)
class Charge:
    """A card that was charged again; no cents yet while the bank takes its time to say."""

    reference: str
    cents: int


class BadSignature(DomainError):
    """Someone who is not the provider speaks in its name."""

    status = 400
    sentence = _l("La signature de ce message n’est pas celle de la banque.")


class Malformed(DomainError):
    """The provider speaks, and what it says cannot be read; `why` says where it goes wrong."""

    status = 400
    sentence = _l("Ce message de la banque ne se lit pas. Il est gardé pour être regardé.")

    def __init__(self, why: str) -> None:
        super().__init__()
        self.why = why


class GatewayDown(DomainError):
    """The provider does not answer, or refuses."""

    status = 503
    sentence = _l("La banque ne répond pas. Rien n’a été débité : réessayez dans un instant.")


class RefundRefused(Exception):
    """The provider will not give this payment back, however often it is asked."""


class AlreadyRefunded(RefundRefused):
    """The whole payment has been given back: there is nothing left to give."""


class ChargeRefused(Exception):
    """The bank of a donor refuses a card that was kept, or wants its owner to be there."""


class PaymentGateway(Protocol):
    """What funding asks of a payment provider."""

    def checkout(self, pledge: Pledge, urls: Urls, agreement: str = "") -> str:
        """Return the address of the page on which the neighbour pays.

        With an `agreement`, shown there, the card is kept to be charged again.
        """
        ...

    def verify(self, payload: bytes, signature: str) -> PaymentEvent:
        """Read a message; `BadSignature` from someone else, `Malformed` when it makes no sense."""
        ...

    def refund(self, pledge: Pledge, *, cents: int, attempt: int) -> Refund:
        """Give `cents` of the payment back; asking twice for one `attempt` gives them once."""
        ...

    def charge_again(self, pledge: Pledge, shown_in: str) -> Charge:
        """Charge the card kept since the payment `shown_in`, or raise `ChargeRefused`.

        Asking twice within a day for one pledge charges once. The provider announces it as well.
        """
        ...

    def forget_card(self, shown_in: str) -> None:
        """Keep the card of the payment `shown_in` no more; a second time changes nothing."""
        ...
