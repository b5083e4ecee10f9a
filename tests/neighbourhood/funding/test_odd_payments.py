"""Payments that come too early, too late, twice or of another amount, and those of others."""

import pytest
from sqlalchemy import func, select

from neighbourhood.foundation.storing.database import db
from neighbourhood.funding import jobs
from neighbourhood.funding.actions import returns
from neighbourhood.funding.models.gifts import Pledge, PledgeStatus
from neighbourhood.funding.models.provider import CaseKind, Reversal
from tests.neighbourhood.funding.figures import told_to
from tests.neighbourhood.funding.test_following import (
    PI,
    cases,
    gift,
    need,
    status,
    stripe,
    transfers,
)
from tests.neighbourhood.funding.test_ledger import books
from tests.support.stripe_says import charge_refunded, dispute, intent, refund, session

__all__ = ["gift", "need", "stripe"]


def test_what_is_said_before_the_payment_waits_for_it(app, office, donor, need, stripe):
    promise = office.promise(donor, need, 2000)
    stripe.says(dispute(PI, 2000, "needs_response", "created"))
    assert status(office, promise) is PledgeStatus.RESERVED
    stripe.says(session(promise.key, 2000, PI))
    assert status(office, promise) is PledgeStatus.DISPUTED
    assert cases(app) == [CaseKind.DISPUTE]


def test_what_crossed_the_payment_on_the_way_is_claimed_by_the_clock(
    app, office, donor, need, gift, stripe
):
    stripe.says(dispute("pi_other", 2000, "needs_response", "created"))
    with office.at_work():
        db.session.query(Reversal).update({"payment_reference": PI})
    with app.app_context():
        jobs.claim_reversals()
    assert status(office, gift) is PledgeStatus.DISPUTED


@pytest.mark.parametrize("paid", [1999, 2001, 1, 99_999_999])
def test_another_amount_is_given_back_whole_and_a_person_looks(
    app, office, donor, need, stripe, paid
):
    promise = office.promise(donor, need, 2000)
    assert stripe.says(session(promise.key, paid, PI)) == 204
    assert status(office, promise) is PledgeStatus.OWED_BACK
    assert books(app) == {"provider": paid, "owed back": -paid}
    assert office.now(need).raised_cents == 0
    assert told_to(office, donor) == ["gift-wrong-amount"]
    assert cases(app) == [CaseKind.WRONG_AMOUNT]


def test_a_cancelled_try_that_is_paid_counts_and_the_live_one_gives_way(
    app, office, donor, need, stripe
):
    first = office.promise(donor, need, 1500)
    second = office.promise(donor, need, 2000)
    assert status(office, first) is PledgeStatus.CANCELLED
    stripe.says(session(first.key, 1500, PI))
    assert status(office, first) is PledgeStatus.SETTLED
    assert status(office, second) is PledgeStatus.CANCELLED
    assert cases(app) == [CaseKind.PAID_AGAIN]
    stripe.says(session(second.key, 2000, "pi_2"))
    assert status(office, second) is PledgeStatus.OWED_BACK, "there is no room for both"
    assert office.now(need).raised_cents == 1500
    assert cases(app) == [CaseKind.PAID_AGAIN] * 2


def test_a_second_payment_of_one_promise_goes_back(app, office, donor, need, gift, stripe):
    for _twice in range(2):
        assert stripe.says(session(gift.key, 2000, "pi_2")) == 204
    with app.app_context():
        second = db.session.query(Pledge).filter_by(payment_reference="pi_2").one()
        assert second.status is PledgeStatus.OWED_BACK
    assert office.now(need).raised_cents == 2000
    assert books(app)["owed back"] == -2000
    assert told_to(office, donor)[-1] == "gift-paid-again"
    assert cases(app) == [CaseKind.PAID_AGAIN]


def test_the_intent_and_the_session_tell_of_one_payment(app, office, donor, need, stripe):
    promise = office.promise(donor, need, 2000)
    assert stripe.says(intent(promise.key, 2000, PI)) == 204
    assert stripe.says(session(promise.key, 2000, PI)) == 204
    assert transfers(app, promise) == ["gift"]
    assert cases(app) == []


def test_a_disputed_payment_is_not_sent_back_as_well(app, office, need, gift, stripe):
    stripe.says(dispute(PI, 2000, "needs_response", "created"))
    from_desk(office, gift)
    assert status(office, gift) is PledgeStatus.DISPUTED
    with app.app_context():
        jobs.send_refunds()
        assert db.session.scalar(select(func.count()).select_from(Reversal)) == 1
    stripe.says(dispute(PI, 2000, "won", "closed"))
    assert status(office, gift) is PledgeStatus.OWED_BACK


def from_desk(office, gift):
    with office.at_work():
        returns.return_gift(gift.key)


def test_events_of_another_site_on_the_same_account_are_let_go(app, stripe):
    for said in (
        session("theirs", 500, "pi_9", currency="usd"),
        refund("pi_9", 500, "succeeded"),
        charge_refunded("pi_9", 500),
        dispute("pi_9", 500, "lost"),
        intent("theirs", 500, "pi_9"),
        intent("theirs", 500, "pi_9", "canceled"),
    ):
        assert stripe.says(said) == 204
    assert books(app) == {}
