"""The pretend bank, and who moves the money."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app import create_app
from neighbourhood.foundation.backends import Payments
from neighbourhood.foundation.settings import current
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.tokens import unsign
from neighbourhood.funding.gateways import choosing
from neighbourhood.funding.gateways.contract import BadSignature, Outcome, PaymentEvent, Urls
from neighbourhood.funding.gateways.pretend import BANK_PURPOSE, PretendGateway
from neighbourhood.funding.gateways.stripe_checkout import StripeGateway
from neighbourhood.funding.models.gifts import Pledge

URLS = Urls(paid="http://localhost/merci", cancelled="http://localhost/pas-paye")


@pytest.fixture
def pretend(app):
    with app.app_context():
        yield choosing.chosen()


@pytest.fixture
def promise(office, donor):
    return office.promise(donor, office.open(title="Des lunettes"), 1250)


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
        "to": "Valbourg, pour le Centre social",
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


def test_the_settings_choose_who_moves_the_money(settings):
    chosen = replace(
        settings,
        payments=Payments.STRIPE,
        stripe_secret_key="sk_test_valbourg",
        stripe_webhook_secret="whsec_valbourg",
    )
    with create_app(chosen).app_context():
        assert isinstance(choosing.chosen(), StripeGateway)
    with create_app(settings).app_context():
        assert isinstance(choosing.chosen(), PretendGateway)
