"""Stripe keeps a card and is asked to charge it: what it is told, and what its answers mean."""

from types import SimpleNamespace

import pytest
import stripe

from neighbourhood.funding.gateways import stripe_again
from neighbourhood.funding.gateways.contract import Charge, ChargeRefused, GatewayDown

PLEDGE = SimpleNamespace(key="the-key", amount_cents=500)


class Intents:
    """The part of the library that makes payments; `answers` with what it is given."""

    def __init__(self, answer):
        self.answer, self.asked, self.cancelled = answer, [], []

    def retrieve(self, number):
        return SimpleNamespace(id=number, customer="cus_1", payment_method="pm_1")

    def create(self, params, options):
        self.asked.append((params, options))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def cancel(self, number):
        self.cancelled.append(number)


def client_of(intents, customers=None):
    return SimpleNamespace(v1=SimpleNamespace(payment_intents=intents, customers=customers))


def paid(status="succeeded"):
    return SimpleNamespace(id="pi_2", status=status, amount_received=500)


def card_error(code):
    body = {"error": {"code": code, "payment_intent": {"id": "pi_2"}}}
    return stripe.CardError("no", param=None, code=code, json_body=body)


def test_the_page_keeps_the_card_and_says_what_one_agrees_to():
    params = {"payment_intent_data": {"metadata": {"pledge": "the-key"}}}
    stripe_again.keep_card(params, "5 € aujourd’hui")
    assert params == {
        "customer_creation": "always",
        "payment_intent_data": {
            "metadata": {"pledge": "the-key"},
            "setup_future_usage": "off_session",
        },
        "custom_text": {"submit": {"message": "5 € aujourd’hui"}},
    }


def test_the_card_of_the_first_payment_is_charged_its_owner_being_away():
    intents = Intents(paid())
    assert stripe_again.charge(client_of(intents), PLEDGE, "pi_1") == Charge("pi_2", 500)
    ((params, options),) = intents.asked
    assert params == {
        "amount": 500,
        "currency": "eur",
        "customer": "cus_1",
        "payment_method": "pm_1",
        "payment_method_types": ["card"],
        "off_session": True,
        "confirm": True,
        "metadata": {"pledge": "the-key"},
    }
    assert options == {"idempotency_key": "monthly:the-key"}


def test_a_bank_that_takes_its_time_has_paid_nothing_yet():
    answer = stripe_again.charge(client_of(Intents(paid("processing"))), PLEDGE, "pi_1")
    assert answer == Charge("pi_2", 0)


@pytest.mark.parametrize("code", ["authentication_required", "card_declined"])
def test_a_refused_card_is_not_left_to_be_paid_later(code):
    intents = Intents(card_error(code))
    with pytest.raises(ChargeRefused, match=code):
        stripe_again.charge(client_of(intents), PLEDGE, "pi_1")
    assert intents.cancelled == ["pi_2"]


@pytest.mark.parametrize(
    ("answer", "meant"),
    [
        (paid("requires_action"), ChargeRefused),
        (stripe.InvalidRequestError("no such customer", "customer"), ChargeRefused),
        (stripe.IdempotencyError("in use"), GatewayDown),
        (stripe.APIConnectionError("cut"), GatewayDown),
    ],
)
def test_what_is_no_answer_of_the_bank_is_tried_again_and_the_rest_is_a_refusal(answer, meant):
    with pytest.raises(meant):
        stripe_again.charge(client_of(Intents(answer)), PLEDGE, "pi_1")


def test_stripe_forgets_the_customer_and_so_the_card():
    deleted = []
    customers = SimpleNamespace(delete=deleted.append)
    stripe_again.forget_card(client_of(Intents(paid()), customers), "pi_1")
    assert deleted == ["cus_1"]
