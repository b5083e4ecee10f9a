"""What Stripe signs is understood; what is forged, altered or old is refused."""

import json

import pytest

from neighbourhood.funding.gateways.contract import BadSignature, Outcome, PaymentEvent
from neighbourhood.funding.gateways.stripe_checkout import StripeGateway
from tests.support.stripe_says import WEBHOOK_SECRET, signed


def session_event(kind="checkout.session.completed", **more):
    session = {
        "object": "checkout.session",
        "client_reference_id": "the-key",
        "amount_total": 1250,
        "payment_status": "paid",
        "payment_intent": "pi_1",
        "currency": "eur",
        **more,
    }
    return json.dumps({"object": "event", "type": kind, "data": {"object": session}})


@pytest.fixture(scope="module")
def silent():
    """A gateway that only listens."""
    return StripeGateway(
        api="http://127.0.0.1:9", secret_key="sk_test", webhook_secret=WEBHOOK_SECRET
    )


@pytest.mark.parametrize(
    ("payload", "outcome"),
    [
        (session_event(), Outcome.PAID),
        (session_event("checkout.session.expired"), Outcome.ABANDONED),
        (session_event(payment_status="unpaid"), Outcome.UNRELATED),
        (session_event(client_reference_id=None), Outcome.UNRELATED),
        (session_event("customer.created", object="customer"), Outcome.UNKNOWN),
    ],
)
def test_a_signed_webhook_of_stripe_is_understood(silent, payload, outcome):
    event = silent.verify(payload.encode(), signed(payload))
    assert event.outcome is outcome
    if outcome is Outcome.PAID:
        kind = "checkout.session.completed"
        assert event == PaymentEvent(Outcome.PAID, "the-key", 1250, "pi_1", kind=kind)


def test_a_webhook_that_is_forged_altered_or_old_is_refused(silent):
    payload = session_event()
    for message, seal in (
        (payload, signed(payload, "whsec_other")),
        (payload + " ", signed(payload)),
        (payload, signed(payload, ago=600)),
        (payload, ""),
    ):
        with pytest.raises(BadSignature):
            silent.verify(message.encode(), seal)
