"""Who moves the money: Stripe, or a pretend bank that behaves as one."""

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.backends import Payments
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.lazily import lazily
from neighbourhood.foundation.settings import Settings, current
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.tokens import sign
from neighbourhood.funding.models import Pledge

if TYPE_CHECKING:
    import stripe
else:
    stripe = lazily("stripe")

# Stripe refuses sessions shorter than 30 minutes; ours are kept 20. A payment that comes in between
# is a late one, which `actions.settle` knows how to treat.
SESSION_SECONDS = 31 * 60
SERVER_PATIENCE_SECONDS = 20
SIGNATURE_SECONDS = 300
BANK_PURPOSE = "pretend-bank"


class Outcome(StrEnum):
    """What the provider says of a payment."""

    PAID = "paid"
    ABANDONED = "abandoned"
    UNRELATED = "unrelated"


@dataclass(frozen=True, slots=True)
class PaymentEvent:
    """What a provider announced, once its signature was checked."""

    outcome: Outcome
    key: str = ""
    amount_cents: int = 0
    payment_reference: str = ""


@dataclass(frozen=True, slots=True)
class Urls:
    """Where the provider sends the neighbour afterwards."""

    paid: str
    cancelled: str


class BadSignature(DomainError):
    """Someone who is not the provider speaks in its name."""

    status = 400
    sentence = _l("La signature de ce message n’est pas celle de la banque.")


class GatewayDown(DomainError):
    """The provider does not answer, or refuses."""

    status = 503
    sentence = _l("La banque ne répond pas. Rien n’a été débité : réessayez dans un instant.")


class PaymentGateway(Protocol):
    """What funding asks of a payment provider."""

    def checkout(self, pledge: Pledge, urls: Urls) -> str:
        """Return the address of the page on which the neighbour pays."""
        ...

    def verify(self, payload: bytes, signature: str) -> PaymentEvent:
        """Read a message of the provider; `BadSignature` when it comes from someone else."""
        ...

    def refund(self, pledge: Pledge) -> None:
        """Give the whole payment back; asking twice gives it back once."""
        ...


def chosen() -> PaymentGateway:
    """Return the provider that the settings name."""
    settings = current()
    if settings.payments is Payments.STRIPE:
        return _stripe(settings)
    return PretendGateway(secret=settings.secret_key, base_url=settings.base_url)


@cache
def _stripe(settings: Settings) -> "StripeGateway":
    return StripeGateway(
        api=settings.stripe_api,
        secret_key=settings.stripe_secret_key or "",
        webhook_secret=settings.stripe_webhook_secret or "",
    )


@dataclass(frozen=True, slots=True)
class PretendGateway:
    """A bank for demonstrations: its own pay page, signed announcements, and no money."""

    secret: str
    base_url: str

    def checkout(self, pledge: Pledge, urls: Urls) -> str:
        """Return the address of the pretend pay page."""
        order: dict[str, str | int] = {
            "key": pledge.key,
            "amount_cents": pledge.amount_cents,
            "label": pledge.fund.title,
            "paid": urls.paid,
            "cancelled": urls.cancelled,
        }
        return f"{self.base_url}/paiement-demo/{sign(BANK_PURPOSE, order)}"

    def announce(self, outcome: Outcome, *, key: str, amount_cents: int) -> tuple[bytes, str]:
        """Write and sign what a bank would send us: the message and its signature."""
        message = {"outcome": outcome, "key": key, "amount_cents": amount_cents}
        payload = json.dumps(message)
        signature = stripe.WebhookSignature.generate_signature_header(
            payload, self._signing_key, timestamp=int(now().timestamp())
        )
        return payload.encode(), signature

    def verify(self, payload: bytes, signature: str) -> PaymentEvent:
        """Read an announcement of the pretend bank."""
        message = _checked(payload, signature, self._signing_key)
        return PaymentEvent(
            Outcome(message["outcome"]),
            key=message["key"],
            amount_cents=message["amount_cents"],
            payment_reference=f"demo-{message['key']}",
        )

    def refund(self, pledge: Pledge) -> None:
        """Do nothing: no money ever moved."""

    @property
    def _signing_key(self) -> str:
        return f"{BANK_PURPOSE}.{self.secret}"


class StripeGateway:
    """Stripe Checkout: its hosted page, its signed webhooks, its refunds."""

    def __init__(self, *, api: str, secret_key: str, webhook_secret: str) -> None:
        self._webhook_secret = webhook_secret
        self._client = stripe.StripeClient(
            secret_key,
            base_addresses={"api": api},
            http_client=stripe.RequestsClient(timeout=SERVER_PATIENCE_SECONDS),
            max_network_retries=2,
        )

    def checkout(self, pledge: Pledge, urls: Urls) -> str:
        """Open a Checkout Session; Stripe learns the amount and the title, never who gives."""
        line: Any = {
            "quantity": 1,
            "price_data": {
                "currency": "eur",
                "unit_amount": pledge.amount_cents,
                "product_data": {"name": pledge.fund.title},
            },
        }
        params: Any = {
            "mode": "payment",
            "payment_method_types": ["card"],
            "line_items": [line],
            "client_reference_id": pledge.key,
            "locale": "auto",
            "success_url": urls.paid,
            "cancel_url": urls.cancelled,
            "expires_at": int(now().timestamp()) + SESSION_SECONDS,
        }
        try:
            session = self._client.v1.checkout.sessions.create(
                params, {"idempotency_key": f"checkout:{pledge.key}"}
            )
        except stripe.StripeError as error:
            raise GatewayDown from error
        return str(session.url)

    def verify(self, payload: bytes, signature: str) -> PaymentEvent:
        """Read a webhook; events that are not about a Checkout Session do not concern us."""
        message = _checked(payload, signature, self._webhook_secret)
        session = message["data"]["object"]
        if session.get("object") != "checkout.session" or not session.get("client_reference_id"):
            return PaymentEvent(Outcome.UNRELATED)
        return PaymentEvent(
            _outcome(message["type"], session),
            key=session["client_reference_id"],
            amount_cents=session["amount_total"],
            payment_reference=session.get("payment_intent") or "",
        )

    def refund(self, pledge: Pledge) -> None:
        """Give the payment back through Stripe."""
        params: Any = {"payment_intent": pledge.payment_reference, "amount": pledge.amount_cents}
        try:
            self._client.v1.refunds.create(params, {"idempotency_key": f"refund:{pledge.key}"})
        except stripe.StripeError as error:
            raise GatewayDown from error


def _outcome(kind: str, session: dict[str, Any]) -> Outcome:
    if kind == "checkout.session.completed" and session["payment_status"] == "paid":
        return Outcome.PAID
    if kind == "checkout.session.expired":
        return Outcome.ABANDONED
    return Outcome.UNRELATED


def _checked(payload: bytes, signature: str, secret: str) -> dict[str, Any]:
    if not signature.isascii():  # `compare_digest` takes nothing else
        raise BadSignature
    try:
        stripe.WebhookSignature.verify_header(payload, signature, secret, SIGNATURE_SECONDS)
        message: dict[str, Any] = json.loads(payload)
    except (stripe.SignatureVerificationError, ValueError) as error:
        raise BadSignature from error
    return message
