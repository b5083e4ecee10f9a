"""What Stripe answers when it is asked to give a payment back, and what the ledger makes of it."""

import pytest

from neighbourhood.foundation.storing.database import db
from neighbourhood.funding import jobs
from neighbourhood.funding.actions import gifts, returns
from neighbourhood.funding.gateways import choosing
from neighbourhood.funding.gateways.contract import AlreadyRefunded, RefundRefused
from neighbourhood.funding.models.gifts import Pledge, PledgeStatus
from neighbourhood.funding.models.provider import ReversalStatus
from tests.neighbourhood.funding.test_gateways import promise, seen, stripe_api, stripe_gateway
from tests.neighbourhood.funding.test_ledger import books

__all__ = ["promise", "stripe_api", "stripe_gateway"]


def refunded(stripe_gateway, promise, payment, *, cents=1250, attempt=0):
    pledge = db.session.get_one(Pledge, promise.id)
    pledge.payment_reference = payment
    answer = stripe_gateway.refund(pledge, cents=cents, attempt=attempt)
    db.session.rollback()
    return answer


def test_a_refund_that_takes_days_is_told_apart(app, stripe_gateway, promise):
    with app.app_context():
        assert refunded(stripe_gateway, promise, "pi_pending").status is ReversalStatus.PENDING


@pytest.mark.parametrize(
    ("payment", "refusal"), [("pi_already", AlreadyRefunded), ("pi_disputed", RefundRefused)]
)
def test_what_stripe_will_never_give_back_is_told_apart(
    app, stripe_gateway, promise, payment, refusal
):
    with app.app_context(), pytest.raises(refusal):
        refunded(stripe_gateway, promise, payment)


def test_each_attempt_is_a_refund_of_its_own_and_may_be_a_part(
    app, stripe_api, stripe_gateway, promise
):
    with app.app_context():
        numbers = [
            refunded(stripe_gateway, promise, "pi_parts", cents=cents, attempt=attempt).reference
            for cents, attempt in ((500, 0), (500, 0), (400, 1))
        ]
    assert numbers[0] == numbers[1] != numbers[2]
    asked = seen(stripe_api, "/v1/refunds")[-3:]
    assert [request["fields"]["amount"] for request in asked] == ["500", "500", "400"]


FATES = {
    "pi_1": (PledgeStatus.REFUNDED, {"owed back": 0, "provider": 0}),
    "pi_pending": (PledgeStatus.RETURNING, {"owed back": 0, "provider": 1250, "returning": -1250}),
    "pi_already": (PledgeStatus.REFUNDED, {"owed back": 0, "provider": 0}),
    "pi_disputed": (PledgeStatus.STUCK, {"owed back": -1250, "provider": 1250}),
    "gone": (PledgeStatus.STUCK, {"owed back": -1250, "provider": 1250}),
}


@pytest.mark.parametrize("payment", FATES)
def test_what_stripe_answers_to_a_refund_is_what_the_ledger_says(
    app, office, stripe_gateway, promise, monkeypatch, payment
):
    monkeypatch.setattr(choosing, "chosen", lambda: stripe_gateway)
    with office.at_work():
        gifts.settle(promise.key, amount_cents=1250, payment_reference=payment)
    with office.at_work():
        returns.return_gift(promise.key)
    with app.app_context():
        jobs.send_refunds()
        jobs.send_refunds()
    status, balances = FATES[payment]
    assert office.pledge_now(promise).status is status
    assert books(app) == {f"fund:{promise.fund_id}": 0, **balances}
