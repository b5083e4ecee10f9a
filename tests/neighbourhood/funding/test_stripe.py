"""Stripe, by its own library, against localstripe: a session, its payment, refunds, webhooks."""

import time

import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.gateways.contract import (
    AlreadyRefunded,
    ChargeRefused,
    GatewayDown,
    Outcome,
    PaymentEvent,
    RefundRefused,
    Urls,
)
from neighbourhood.funding.gateways.stripe_checkout import StripeGateway
from neighbourhood.funding.models.baskets import Basket
from neighbourhood.funding.models.gifts import Pledge
from neighbourhood.funding.models.provider import ReversalStatus
from tests.support import elsewhere, stripe_server
from tests.support.processes import free_port
from tests.support.stripe_says import WEBHOOK_SECRET
from tests.support.waiting import until

URLS = Urls(paid="http://localhost/merci", cancelled="http://localhost/pas-paye")


@pytest.fixture(scope="module")
def stripe():
    with stripe_server.running() as server:
        yield server


def gateway_of(url, secret_key=stripe_server.SECRET_KEY):
    return StripeGateway(api=url, secret_key=secret_key, webhook_secret=WEBHOOK_SECRET)


@pytest.fixture
def gateway(stripe):
    return gateway_of(stripe.url)


@pytest.fixture
def promise(app, office, donor):
    """A promise of 12,50 €, at work: what a test changes of it is not kept."""
    made = office.promise(donor, office.open(title="Des lunettes"), 1250)
    with app.app_context():
        yield db.session.get_one(Pledge, made.id)
        db.session.rollback()


def opened(stripe, gateway, promise):
    """Open a session; return what Stripe knows of it."""
    url = gateway.checkout(promise, URLS)
    return stripe.read(f"checkout/sessions/{url.rpartition('/')[2]}")


@pytest.fixture
def paid(stripe, gateway, promise):
    """The promise, once it was paid; the number of its payment is on it."""
    session = opened(stripe, gateway, promise)
    assert stripe.press_pay(session["url"]) == 303
    paid = stripe.read(f"checkout/sessions/{session['id']}")
    promise.payment_reference = paid["payment_intent"]
    return promise


def test_a_session_is_opened_once_without_learning_who_gives(
    stripe, gateway, promise, donor, move_clock
):
    session = opened(stripe, gateway, promise)
    move_clock(seconds=2)
    assert opened(stripe, gateway, promise) == session, "asking twice opens one session"
    assert session["client_reference_id"] == promise.key
    assert session["payment_intent_data"] == {"metadata": {"pledge": promise.key}}
    (line,) = session["line_items"]
    assert line == {
        "quantity": "1",
        "price_data": {
            "currency": "eur",
            "unit_amount": "1250",
            "product_data": {"name": "Des lunettes", "description": "Centre social"},
        },
    }
    assert session["success_url"] == URLS.paid
    assert session["cancel_url"] == URLS.cancelled
    assert int(session["expires_at"]) >= time.time() + 30 * 60
    assert donor.email not in str(session)
    assert "Benali" not in str(session)


def test_a_basket_is_one_session_and_each_of_its_gifts_goes_back_alone(
    app, stripe, gateway, promise, donor, office
):
    other = office.promise(donor, office.open(title="Un lit"), 700)
    db.session.rollback()  # what this connection reads is from before
    pledges = [promise, db.session.get_one(Pledge, other.id)]
    basket = Basket(key=f"basket-{promise.key}", created_at=now())
    url = gateway.checkout_basket(basket, pledges, URLS)
    assert gateway.checkout_basket(basket, pledges, URLS) == url, "asking twice opens one session"
    session = stripe.read(f"checkout/sessions/{url.rpartition('/')[2]}")
    assert session["payment_intent_data"] == {"metadata": {"pledge": basket.key}}
    prices = [line["price_data"] for line in session["line_items"]]
    assert [price["unit_amount"] for price in prices] == ["1250", "700"]
    assert [price["product_data"]["name"] for price in prices] == ["Des lunettes", "Un lit"]
    stripe.press_pay(session["url"])
    payment = stripe.read(f"checkout/sessions/{session['id']}")["payment_intent"]
    pledges[1].payment_reference = f"{payment}#2"
    gateway.refund(pledges[1], cents=700, attempt=0)
    (refund,) = stripe.read(f"refunds?payment_intent={payment}")["data"]
    assert (refund["amount"], refund["metadata"]) == (700, {"pledge": other.key})


def test_a_card_that_is_kept_is_charged_once_a_month_until_it_is_forgotten(
    app, stripe, gateway, promise, donor, office
):
    url = gateway.checkout(promise, URLS, "12,50 € chaque mois")
    session = stripe.read(f"checkout/sessions/{url.rpartition('/')[2]}")
    assert session["custom_text"] == {"submit": {"message": "12,50 € chaque mois"}}
    stripe.press_pay(session["url"])
    first = stripe.read(f"checkout/sessions/{session['id']}")["payment_intent"]
    later = office.promise(donor, office.open(title="Un lit"), 700)
    db.session.rollback()  # what this connection reads is from before
    month = db.session.get_one(Pledge, later.id)
    charged = gateway.charge_again(month, first)
    assert charged.cents == 700
    assert gateway.charge_again(month, first) == charged, "asking twice charges once"
    paid = stripe.read(f"payment_intents/{charged.reference}")
    assert (paid["metadata"], paid["status"]) == ({"pledge": later.key}, "succeeded")
    gateway.forget_card(first)
    gateway.forget_card(first)
    month.key = "another-month"
    with pytest.raises(ChargeRefused):
        gateway.charge_again(month, first)


def test_a_card_that_is_refused_leaves_the_session_open(stripe, gateway, promise):
    session = opened(stripe, gateway, promise)
    assert stripe.press_pay(session["url"], "pm_card_chargeCustomerFail") == 402
    assert stripe.read(f"checkout/sessions/{session['id']}")["status"] == "open"
    assert stripe.press_pay(session["url"]) == 303


def test_one_attempt_gives_back_once_and_another_gives_the_rest(stripe, gateway, paid):
    first = gateway.refund(paid, cents=1000, attempt=0)
    assert first.status is ReversalStatus.SUCCEEDED
    assert gateway.refund(paid, cents=1000, attempt=0) == first
    assert gateway.refund(paid, cents=250, attempt=1).reference != first.reference
    given = stripe.read(f"refunds?payment_intent={paid.payment_reference}")["data"]
    assert sorted(refund["amount"] for refund in given) == [250, 1000]
    with pytest.raises(AlreadyRefunded):
        gateway.refund(paid, cents=1, attempt=2)


def test_never_more_is_given_back_than_was_paid_nor_another_sum_for_one_attempt(gateway, paid):
    with pytest.raises(RefundRefused):
        gateway.refund(paid, cents=1251, attempt=0)
    gateway.refund(paid, cents=250, attempt=1)
    with pytest.raises(RefundRefused):
        gateway.refund(paid, cents=1000, attempt=1)


def test_what_the_bank_of_the_donor_took_back_is_not_given_back(stripe, gateway, paid):
    stripe.write(
        "/_config/disputes", payment_intent=paid.payment_reference, status="needs_response"
    )
    with pytest.raises(RefundRefused, match="charge_disputed"):
        gateway.refund(paid, cents=1250, attempt=0)


def test_a_stripe_that_refuses_us_or_is_silent_is_down(stripe, promise, monkeypatch):
    monkeypatch.setattr("stripe.HTTPClient.INITIAL_DELAY", 0)
    promise.payment_reference = "pi_1"
    for down in (
        gateway_of(stripe.url, secret_key="not a key"),
        gateway_of(f"http://127.0.0.1:{free_port()}"),
    ):
        with pytest.raises(GatewayDown):
            down.checkout(promise, URLS)
        with pytest.raises(GatewayDown):
            down.refund(promise, cents=1250, attempt=0)


def everything_that_can_happen(stripe, gateway, promise):
    """Have Stripe say all that it says of one payment; return the numbers of what happened."""
    session = opened(stripe, gateway, promise)
    stripe.press_pay(session["url"], "pm_card_chargeCustomerFail")
    stripe.press_pay(session["url"])
    payment = stripe.read(f"checkout/sessions/{session['id']}")["payment_intent"]
    promise.payment_reference = payment
    refund = gateway.refund(promise, cents=250, attempt=0).reference
    for status in ("needs_response", "lost"):
        said = {"payment_intent": payment, "status": status}
        dispute = stripe.write("/_config/disputes", **said)["id"]
    stripe.write(f"/v1/checkout/sessions/{session['id']}/expire")
    return payment, refund, stripe.read(f"refunds/{refund}")["charge"], dispute


def test_every_message_that_is_sent_is_signed_and_understood(stripe, gateway, promise):
    with elsewhere.running() as site:
        stripe.tell(site.address)
        payment, refund, charge, dispute = everything_that_can_happen(stripe, gateway, promise)

        def ours():
            # What earlier tests did may still be told meanwhile.
            marks = (promise.key.encode(), payment.encode())
            return [sent for sent in site.sent if any(mark in sent[0] for mark in marks)]

        messages = until(lambda: ours() if len(ours()) == 8 else None, otherwise="all messages")
    heard = {gateway.verify(body, head["Stripe-Signature"]) for body, head in messages}
    back = (
        # Of a refund that we asked for, Stripe says of which gift.
        ("refund.created", promise.key, 250, refund, ReversalStatus.SUCCEEDED),
        ("charge.refunded", "", 250, charge, ReversalStatus.TOTAL),
        ("charge.dispute.created", "", 1250, dispute, ReversalStatus.OPENED),
        ("charge.dispute.closed", "", 1250, dispute, ReversalStatus.LOST),
    )
    assert heard == {
        PaymentEvent(Outcome.UNKNOWN, kind="payment_intent.payment_failed"),
        PaymentEvent(Outcome.PAID, promise.key, 1250, payment, kind="payment_intent.succeeded"),
        PaymentEvent(Outcome.PAID, promise.key, 1250, payment, kind="checkout.session.completed"),
        *(
            PaymentEvent(Outcome.REVERSED, key, cents, payment, number, status, kind=kind)
            for kind, key, cents, number, status in back
        ),
        PaymentEvent(Outcome.ABANDONED, promise.key, kind="checkout.session.expired"),
    }
