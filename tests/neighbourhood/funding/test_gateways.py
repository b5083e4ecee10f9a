"""The pretend bank, and Stripe against a small server that answers as Stripe does."""

import json
import sys
import time
import urllib.request
from dataclasses import replace
from datetime import timedelta

import pytest
from stripe import WebhookSignature

from app import create_app
from neighbourhood.foundation.backends import Payments
from neighbourhood.foundation.settings import current
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.tokens import unsign
from neighbourhood.funding.gateways import choosing
from neighbourhood.funding.gateways.contract import (
    BadSignature,
    GatewayDown,
    Outcome,
    PaymentEvent,
    Urls,
)
from neighbourhood.funding.gateways.pretend import BANK_PURPOSE, PretendGateway
from neighbourhood.funding.gateways.stripe_checkout import StripeGateway
from neighbourhood.funding.models.baskets import Basket
from neighbourhood.funding.models.gifts import Pledge
from tests.support.fake_stripe import SECRET_KEY
from tests.support.processes import accepts, free_port, process, wait_until

WEBHOOK_SECRET = "whsec_valbourg"
URLS = Urls(paid="http://localhost/merci", cancelled="http://localhost/pas-paye")


@pytest.fixture(scope="module")
def stripe_api(tmp_path_factory):
    log, port = tmp_path_factory.mktemp("stripe") / "log", free_port()
    command = [sys.executable, "-m", "tests.support.fake_stripe", str(port)]
    with process(command, log) as server:
        wait_until(lambda: accepts(port), [server], log)
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def stripe_gateway(stripe_api):
    return StripeGateway(api=stripe_api, secret_key=SECRET_KEY, webhook_secret=WEBHOOK_SECRET)


@pytest.fixture
def pretend(app):
    with app.app_context():
        yield choosing.chosen()


@pytest.fixture
def promise(office, donor):
    return office.promise(donor, office.open(title="Des lunettes"), 1250)


def seen(stripe_api, path):
    with urllib.request.urlopen(f"{stripe_api}/seen") as answer:
        return [request for request in json.load(answer) if request["path"] == path]


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


def signed(payload, secret=WEBHOOK_SECRET, ago=0):
    moment = int(time.time()) - ago
    return WebhookSignature.generate_signature_header(payload, secret, timestamp=moment)


def pledge_in(app, promise):
    return db.session.get_one(Pledge, promise.id)


def test_the_pretend_bank_is_told_the_amount_and_never_who_gives(app, pretend, promise):
    url = pretend.checkout(pledge_in(app, promise), URLS)
    path, token = url.rsplit("/", 1)
    order = unsign(BANK_PURPOSE, token, timedelta(hours=1))
    assert path == f"{current().base_url}/paiement-demo"
    assert order == {
        "key": promise.key,
        "amount_cents": 1250,
        "label": "Des lunettes",
        "to": "Centre social",
        "paid": URLS.paid,
        "cancelled": URLS.cancelled,
    }


def test_what_the_pretend_bank_announces_is_believed(pretend):
    payload, signature = pretend.announce(Outcome.PAID, key="k", amount_cents=5)
    event = pretend.verify(payload, signature)
    assert event == PaymentEvent(Outcome.PAID, "k", 5, "demo-k", kind="paid")


def test_an_announcement_by_anyone_else_is_not(pretend):
    payload, signature = pretend.announce(Outcome.PAID, key="k", amount_cents=5)
    forger = PretendGateway(secret="another secret", base_url="http://localhost")
    _payload, forged = forger.announce(Outcome.PAID, key="k", amount_cents=5)
    tampered = payload.replace(b"5", b"9")
    for message, seal in (
        (payload, forged),
        (tampered, signature),
        (payload, ""),
        (b"", "t=1"),
        (payload, "t=1,v1=é"),
    ):
        with pytest.raises(BadSignature):
            pretend.verify(message, seal)


def test_stripe_opens_a_session_without_learning_who_gives(
    app, stripe_api, stripe_gateway, promise, donor
):
    with app.app_context():
        pledge = pledge_in(app, promise)
        url = stripe_gateway.checkout(pledge, URLS)
        assert stripe_gateway.checkout(pledge, URLS) == url, "asking twice opens one session"
    assert url.startswith("https://checkout.stripe.com/c/pay/cs_test_")
    *_earlier, first, second = seen(stripe_api, "/v1/checkout/sessions")
    fields = first["fields"]
    assert fields["client_reference_id"] == promise.key
    assert fields["line_items[0][price_data][unit_amount]"] == "1250"
    assert fields["line_items[0][price_data][currency]"] == "eur"
    assert fields["success_url"] == URLS.paid
    assert int(fields["expires_at"]) >= time.time() + 30 * 60
    assert first["idempotency_key"] == second["idempotency_key"] == f"checkout:{promise.key}"
    assert donor.email not in str(first)
    assert "Benali" not in str(first)


def test_stripe_opens_one_session_for_the_gifts_of_a_basket(
    app, stripe_api, stripe_gateway, promise, donor, office
):
    both = promise, office.promise(donor, office.open(title="Un lit"), 700)
    with app.app_context():
        basket = Basket(key="a-basket", created_at=now())
        pledges = [pledge_in(app, each) for each in both]
        url = stripe_gateway.checkout_basket(basket, pledges, URLS)
        assert stripe_gateway.checkout_basket(basket, pledges, URLS) == url
    *_earlier, first, second = seen(stripe_api, "/v1/checkout/sessions")
    assert first == second, "Stripe takes the same number with the same words only"
    fields = first["fields"]
    assert fields["client_reference_id"] == "a-basket"
    assert fields["payment_intent_data[metadata][pledge]"] == "a-basket"
    lines = [f"line_items[{at}][price_data]" for at in (0, 1)]
    assert [fields[f"{line}[unit_amount]"] for line in lines] == ["1250", "700"]
    assert [fields[f"{line}[product_data][name]"] for line in lines] == ["Des lunettes", "Un lit"]


def test_stripe_gives_back_once(app, stripe_api, stripe_gateway, promise):
    with app.app_context():
        pledge = pledge_in(app, promise)
        pledge.payment_reference = "pi_1#2"  # its part of the payment of a basket
        stripe_gateway.refund(pledge, cents=1250, attempt=0)
        db.session.rollback()
    (request,) = seen(stripe_api, "/v1/refunds")
    assert request["fields"] == {
        "payment_intent": "pi_1",
        "amount": "1250",
        "metadata[pledge]": promise.key,
    }
    assert request["idempotency_key"] == f"refund:{promise.key}"


def test_a_refusal_of_stripe_is_said_as_such(app, stripe_api, promise):
    with app.app_context():
        pledge = pledge_in(app, promise)
        wrong = StripeGateway(api=stripe_api, secret_key="sk_wrong", webhook_secret="x")
        with pytest.raises(GatewayDown):
            wrong.checkout(pledge, URLS)
        with pytest.raises(GatewayDown):
            wrong.refund(pledge, cents=1250, attempt=0)


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
def test_a_signed_webhook_of_stripe_is_understood(stripe_gateway, payload, outcome):
    event = stripe_gateway.verify(payload.encode(), signed(payload))
    assert event.outcome is outcome
    if outcome is Outcome.PAID:
        kind = "checkout.session.completed"
        assert event == PaymentEvent(Outcome.PAID, "the-key", 1250, "pi_1", kind=kind)


def test_a_webhook_that_is_forged_altered_or_old_is_refused(stripe_gateway):
    payload = session_event()
    for message, seal in (
        (payload, signed(payload, "whsec_other")),
        (payload + " ", signed(payload)),
        (payload, signed(payload, ago=600)),
        (payload, ""),
    ):
        with pytest.raises(BadSignature):
            stripe_gateway.verify(message.encode(), seal)


def test_the_settings_choose_who_moves_the_money(settings, stripe_api):
    chosen = replace(
        settings,
        payments=Payments.STRIPE,
        stripe_api=stripe_api,
        stripe_secret_key=SECRET_KEY,
        stripe_webhook_secret=WEBHOOK_SECRET,
    )
    with create_app(chosen).app_context():
        assert isinstance(choosing.chosen(), StripeGateway)
    with create_app(settings).app_context():
        assert isinstance(choosing.chosen(), PretendGateway)
