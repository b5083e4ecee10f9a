"""What a provider answers when it is asked to give a payment back, and what the ledger makes of it.

What Stripe answers is tried against localstripe (test_stripe), but for a refund that takes days.
"""

from types import SimpleNamespace

import pytest

from neighbourhood.funding import jobs
from neighbourhood.funding.actions import gifts, returns
from neighbourhood.funding.gateways import choosing
from neighbourhood.funding.gateways.contract import AlreadyRefunded, Refund, RefundRefused
from neighbourhood.funding.gateways.stripe_checkout import StripeGateway
from neighbourhood.funding.models.gifts import PledgeStatus
from neighbourhood.funding.models.provider import ReversalStatus
from tests.neighbourhood.funding.test_ledger import books


class Answering:
    """A provider that answers every refund alike, and is asked how often."""

    def __init__(self, answer):
        self.answer, self.asked = answer, []

    def refund(self, pledge, *, cents, attempt):
        self.asked.append((pledge.key, cents, attempt))
        if isinstance(self.answer, Exception):
            raise self.answer
        return Refund("re_1", self.answer)


FATES = {
    "given": (
        ReversalStatus.SUCCEEDED,
        PledgeStatus.REFUNDED,
        {"owed back": 0, "provider": 0},
    ),
    "takes days": (
        ReversalStatus.PENDING,
        PledgeStatus.RETURNING,
        {"owed back": 0, "provider": 1250, "returning": -1250},
    ),
    "given already": (
        AlreadyRefunded("charge_already_refunded"),
        PledgeStatus.REFUNDED,
        {"owed back": 0, "provider": 0},
    ),
    "refused": (
        RefundRefused("charge_disputed"),
        PledgeStatus.STUCK,
        {"owed back": -1250, "provider": 1250},
    ),
}


@pytest.mark.parametrize("fate", FATES)
def test_what_a_provider_answers_to_a_refund_is_what_the_ledger_says(
    app, office, donor, monkeypatch, fate
):
    answer, status, balances = FATES[fate]
    provider = Answering(answer)
    monkeypatch.setattr(choosing, "chosen", lambda: provider)
    promise = office.promise(donor, office.open(title="Des lunettes"), 1250)
    with office.at_work():
        gifts.settle(promise.key, amount_cents=1250, payment_reference="pi_1")
    with office.at_work():
        returns.return_gift(promise.key)
    with app.app_context():
        jobs.send_refunds()
        jobs.send_refunds()
    assert provider.asked == [(promise.key, 1250, 0)], "asked once, whatever the answer"
    assert office.pledge_now(promise).status is status
    assert books(app) == {f"fund:{promise.fund_id}": 0, **balances}


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("succeeded", ReversalStatus.SUCCEEDED),
        ("pending", ReversalStatus.PENDING),
        ("requires_action", ReversalStatus.PENDING),
        ("a word of later", ReversalStatus.PENDING),
        ("failed", ReversalStatus.FAILED),
        ("canceled", ReversalStatus.FAILED),
    ],
)
def test_what_stripe_says_of_a_refund_that_it_took(monkeypatch, said, meant):
    gateway = StripeGateway(api="http://127.0.0.1:9", secret_key="sk_test", webhook_secret="x")
    answer = SimpleNamespace(id="re_1", status=said)
    monkeypatch.setattr(gateway._client.v1.refunds, "create", lambda *_asked: answer)
    pledge = SimpleNamespace(key="the-key", payment_reference="pi_1")
    assert gateway.refund(pledge, cents=1250, attempt=0) == Refund("re_1", meant)
