"""What comes in at the door of the payment provider."""

import pytest

from neighbourhood.funding.gateways import choosing
from neighbourhood.funding.gateways.contract import Outcome
from neighbourhood.funding.models.gifts import PledgeStatus

DOOR = "/paiements/webhook"


@pytest.fixture
def promise(office, donor):
    return office.promise(donor, office.open(), 700)


def announce(app, **more):
    with app.app_context():
        return choosing.chosen().announce(**more)


def test_a_signed_payment_settles_once_however_often_it_comes(app, office, promise, visitor):
    payload, signature = announce(
        app, outcome=Outcome.PAID, key=promise.key, amount_cents=promise.amount_cents
    )
    for _again in range(3):
        answer = visitor.post(DOOR, data=payload, headers={"Palier-Signature": signature})
        assert answer.status_code == 204
    assert office.pledge_now(promise).status is PledgeStatus.SETTLED


def test_no_form_token_is_asked_of_the_provider(app, promise, visitor, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    payload, signature = announce(
        app, outcome=Outcome.PAID, key=promise.key, amount_cents=promise.amount_cents
    )
    answer = visitor.post(DOOR, data=payload, headers={"Palier-Signature": signature})
    assert answer.status_code == 204
    assert visitor.post("/paiement-demo/x", data={"decision": "pay"}).status_code == 400


@pytest.mark.parametrize("headers", [{}, {"Palier-Signature": "t=1,v1=forged"}])
def test_a_message_without_the_right_signature_is_refused(app, office, promise, visitor, headers):
    payload, _signature = announce(
        app, outcome=Outcome.PAID, key=promise.key, amount_cents=promise.amount_cents
    )
    assert visitor.post(DOOR, data=payload, headers=headers).status_code == 400
    assert office.pledge_now(promise).status is PledgeStatus.RESERVED


def test_another_amount_than_the_promised_one_goes_back(app, office, promise, visitor):
    payload, signature = announce(app, outcome=Outcome.PAID, key=promise.key, amount_cents=1)
    answer = visitor.post(DOOR, data=payload, headers={"Palier-Signature": signature})
    assert answer.status_code == 204
    assert office.pledge_now(promise).status is PledgeStatus.OWED_BACK


def test_a_pledge_that_is_not_ours_is_let_go(app, visitor):
    payload, signature = announce(app, outcome=Outcome.PAID, key="elsewhere", amount_cents=1)
    answer = visitor.post(DOOR, data=payload, headers={"Palier-Signature": signature})
    assert answer.status_code == 204
