"""Stripe: a card kept for the same gift each month, charged while its owner is away.

The card is shown once, on the hosted page (`setup_future_usage=off_session`), where its owner also
answers their bank (SCA). Of customer and card nothing is stored here: the first payment names them.
"""

from typing import TYPE_CHECKING, Any

from neighbourhood.foundation.lazily import lazily
from neighbourhood.funding.gateways.contract import Charge, ChargeRefused, GatewayDown
from neighbourhood.funding.models.gifts import Pledge

if TYPE_CHECKING:
    import stripe
else:
    stripe = lazily("stripe")

SUCCEEDED = "succeeded"
PROCESSING = "processing"


def keep_card(params: dict[str, Any], agreement: str) -> None:
    """Have a hosted page keep the card for later, with the words that its owner agrees to."""
    params["customer_creation"] = "always"
    params["payment_intent_data"]["setup_future_usage"] = "off_session"
    params["custom_text"] = {"submit": {"message": agreement}}


def charge(client: Any, pledge: Pledge, shown_in: str) -> Charge:
    """Charge the card of the payment `shown_in`; asking twice for one pledge charges once."""
    try:
        first = client.v1.payment_intents.retrieve(shown_in)
        answer = client.v1.payment_intents.create(
            _again(pledge, first), {"idempotency_key": f"monthly:{pledge.key}"}
        )
    except stripe.CardError as error:
        _cancel(client, error)
        raise ChargeRefused(error.code or "refused") from error
    except stripe.InvalidRequestError as error:
        raise ChargeRefused(error.code or "no such card") from error
    except stripe.StripeError as error:
        raise GatewayDown from error
    if answer.status == PROCESSING:
        return Charge(answer.id, 0)
    if answer.status != SUCCEEDED:
        raise ChargeRefused(str(answer.status))
    return Charge(answer.id, int(answer.amount_received))


def _again(pledge: Pledge, first: Any) -> dict[str, Any]:
    return {
        "amount": pledge.amount_cents,
        "currency": "eur",
        "customer": first.customer,
        "payment_method": first.payment_method,
        "payment_method_types": ["card"],
        "off_session": True,
        "confirm": True,
        "metadata": {"pledge": pledge.key},
    }


def _cancel(client: Any, error: Any) -> None:
    # What a bank refused must not be paid later by a link of somebody else.
    intent = getattr(error.error, "payment_intent", None) if error.error else None
    if intent:
        try:
            client.v1.payment_intents.cancel(intent["id"])
        except stripe.StripeError:
            return  # it ends by itself, and nobody has its address


def forget_card(client: Any, shown_in: str) -> None:
    """Have Stripe forget the customer of a payment, and so every card of theirs."""
    try:
        first = client.v1.payment_intents.retrieve(shown_in)
        if first.customer:
            client.v1.customers.delete(first.customer)
    except stripe.InvalidRequestError:
        return  # it is gone already
    except stripe.StripeError as error:
        raise GatewayDown from error
