"""Stripe Checkout: its hosted page, its signed webhooks, its refunds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from neighbourhood.foundation.lazily import lazily
from neighbourhood.funding.gateways import reading, stripe_again
from neighbourhood.funding.gateways.contract import (
    AlreadyRefunded,
    Charge,
    GatewayDown,
    Outcome,
    PaymentEvent,
    Refund,
    RefundRefused,
    Urls,
)
from neighbourhood.funding.gateways.reading import Reading
from neighbourhood.funding.gateways.stripe_session import session_of
from neighbourhood.funding.models.baskets import Basket
from neighbourhood.funding.models.gifts import Pledge
from neighbourhood.funding.models.provider import ReversalStatus
from neighbourhood.funding.sharing import whole_of

if TYPE_CHECKING:
    import stripe
else:
    stripe = lazily("stripe")
# What stripe speaks through.
requests = lazily("requests")

# Stripe refuses sessions shorter than 30 minutes; ours are kept 20. A payment that comes in between
# is a late one, which `actions.settle` knows how to treat.
SESSION_SECONDS = 31 * 60
SERVER_PATIENCE_SECONDS = 20

_REFUNDS = MappingProxyType(
    {
        "pending": ReversalStatus.PENDING,
        "requires_action": ReversalStatus.PENDING,
        "succeeded": ReversalStatus.SUCCEEDED,
        "failed": ReversalStatus.FAILED,
        "canceled": ReversalStatus.FAILED,
    }
)
# A warning is an inquiry of a bank, which takes nothing yet.
_DISPUTES = MappingProxyType(
    {
        "warning_needs_response": ReversalStatus.INQUIRY,
        "warning_under_review": ReversalStatus.INQUIRY,
        "warning_closed": ReversalStatus.WON,
        "needs_response": ReversalStatus.OPENED,
        "under_review": ReversalStatus.OPENED,
        "won": ReversalStatus.WON,
        "prevented": ReversalStatus.WON,
        "lost": ReversalStatus.LOST,
    }
)


class StripeGateway:
    """The account with Stripe that the settings name."""

    def __init__(self, *, api: str, secret_key: str, webhook_secret: str) -> None:
        self._webhook_secret = webhook_secret
        self._client = stripe.StripeClient(
            secret_key,
            base_addresses={"api": api},
            http_client=stripe.RequestsClient(
                timeout=SERVER_PATIENCE_SECONDS, session=_without_redirects()
            ),
            max_network_retries=2,
        )

    def checkout(self, pledge: Pledge, urls: Urls, agreement: str = "") -> str:
        """Open a Checkout Session; Stripe learns how much, for what and whom, never who gives."""
        # Of the same number Stripe takes the same words only, in whichever second they are sent.
        until = int(pledge.created_at.timestamp()) + SESSION_SECONDS
        params = session_of(pledge.key, [pledge], urls, until=until)
        if agreement:
            stripe_again.keep_card(params, agreement)
        return self._opened(params)

    def checkout_basket(self, basket: Basket, pledges: Sequence[Pledge], urls: Urls) -> str:
        """Open one for several gifts; asked again for the same basket, Stripe opens no second."""
        until = int(basket.created_at.timestamp()) + SESSION_SECONDS
        return self._opened(session_of(basket.key, pledges, urls, until=until))

    def _opened(self, params: Any) -> str:
        once = f"checkout:{params['client_reference_id']}"
        try:
            session = self._client.v1.checkout.sessions.create(params, {"idempotency_key": once})
        except stripe.StripeError as error:
            raise GatewayDown from error
        return str(session.url)

    def verify(self, payload: bytes, signature: str) -> PaymentEvent:
        """Read a webhook; the kinds that we have no use for are told apart, not refused."""
        reading.check(payload, signature, self._webhook_secret)
        message = reading.read(payload)
        kind = message.text("type", 100)
        thing = message.inside("data").inside("object")
        read = _READERS.get(kind)
        return PaymentEvent(Outcome.UNKNOWN, kind=kind) if read is None else read(kind, thing)

    def refund(self, pledge: Pledge, *, cents: int, attempt: int) -> Refund:
        """Give the payment back through Stripe."""
        params: Any = {
            "payment_intent": whole_of(pledge.payment_reference),
            "amount": cents,
            # Of a payment for several gifts, Stripe says then which one this gives back.
            "metadata": {"pledge": pledge.key},
        }
        once = f"refund:{pledge.key}:{attempt}" if attempt else f"refund:{pledge.key}"
        try:
            answer = self._client.v1.refunds.create(params, {"idempotency_key": once})
        except stripe.InvalidRequestError as error:
            kind = AlreadyRefunded if error.code == "charge_already_refunded" else RefundRefused
            raise kind(error.code or "refused") from error
        except stripe.IdempotencyError as error:
            raise RefundRefused("asked for another amount before") from error
        except stripe.StripeError as error:
            raise GatewayDown from error
        return Refund(answer.id, _REFUNDS.get(str(answer.status), ReversalStatus.PENDING))

    def charge_again(self, pledge: Pledge, shown_in: str) -> Charge:
        """Charge a card that Stripe keeps, its owner being away."""
        return stripe_again.charge(self._client, pledge, shown_in)

    def forget_card(self, shown_in: str) -> None:
        """Have Stripe forget a card, and whose it is."""
        stripe_again.forget_card(self._client, shown_in)


def _without_redirects() -> Any:
    session = requests.Session()
    session.max_redirects = 0
    return session


def _session(kind: str, session: Reading) -> PaymentEvent:
    session.word("object", {"checkout.session"})
    key = session.text_or_none("client_reference_id")
    paid = session.word("payment_status", {"paid", "unpaid", "no_payment_required"}) == "paid"
    if key is None:
        return PaymentEvent(Outcome.UNRELATED, kind=kind)
    if kind in {"checkout.session.expired", "checkout.session.async_payment_failed"}:
        return PaymentEvent(Outcome.ABANDONED, key=key, kind=kind)
    if not paid:
        return PaymentEvent(Outcome.UNRELATED, kind=kind)
    return PaymentEvent(
        Outcome.PAID,
        key=key,
        amount_cents=session.cents("amount_total"),
        payment_reference=session.text_or_none("payment_intent") or "",
        currency=session.currency(),
        kind=kind,
    )


def _intent(kind: str, intent: Reading) -> PaymentEvent:
    intent.word("object", {"payment_intent"})
    metadata = intent.inside("metadata")
    if "pledge" not in metadata:
        return PaymentEvent(Outcome.UNRELATED, kind=kind)
    key = metadata.text("pledge")
    if kind == "payment_intent.canceled":
        return PaymentEvent(Outcome.ABANDONED, key=key, kind=kind)
    return PaymentEvent(
        Outcome.PAID,
        key=key,
        amount_cents=intent.cents("amount_received"),
        payment_reference=intent.text("id"),
        currency=intent.currency(),
        kind=kind,
    )


def _refund(kind: str, refund: Reading) -> PaymentEvent:
    refund.word("object", {"refund"})
    event = _reversed(kind, refund, "amount", _REFUNDS[refund.word("status", _REFUNDS)])
    if "metadata" not in refund or "pledge" not in refund.inside("metadata"):
        return event
    return replace(event, key=refund.inside("metadata").text("pledge"))


def _dispute(kind: str, dispute: Reading) -> PaymentEvent:
    dispute.word("object", {"dispute"})
    return _reversed(kind, dispute, "amount", _DISPUTES[dispute.word("status", _DISPUTES)])


def _charge(kind: str, charge: Reading) -> PaymentEvent:
    charge.word("object", {"charge"})
    return _reversed(kind, charge, "amount_refunded", ReversalStatus.TOTAL)


def _reversed(kind: str, thing: Reading, amount: str, status: ReversalStatus) -> PaymentEvent:
    payment = thing.text_or_none("payment_intent")
    event = PaymentEvent(
        Outcome.REVERSED,
        amount_cents=thing.cents(amount),
        payment_reference=payment or "",
        reference=thing.text("id"),
        status=status,
        currency=thing.currency(),
        kind=kind,
    )
    return event if payment else PaymentEvent(Outcome.UNRELATED, kind=kind)


_READERS: Mapping[str, Callable[[str, Reading], PaymentEvent]] = MappingProxyType(
    {
        "checkout.session.completed": _session,
        "checkout.session.async_payment_succeeded": _session,
        "checkout.session.async_payment_failed": _session,
        "checkout.session.expired": _session,
        "payment_intent.succeeded": _intent,
        "payment_intent.canceled": _intent,
        "refund.created": _refund,
        "refund.updated": _refund,
        "refund.failed": _refund,
        "charge.refund.updated": _refund,
        "charge.refunded": _charge,
        "charge.dispute.created": _dispute,
        "charge.dispute.updated": _dispute,
        "charge.dispute.funds_withdrawn": _dispute,
        "charge.dispute.funds_reinstated": _dispute,
        "charge.dispute.closed": _dispute,
    }
)
