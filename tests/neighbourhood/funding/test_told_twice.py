"""One payment pays for one gift, in euros, of one amount; what else is told waits for a person."""

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.models.gifts import Pledge, PledgeStatus
from neighbourhood.funding.models.provider import CaseKind, OddMessage, Reversal
from neighbourhood.funding.queries import pledges, provider
from tests.neighbourhood.funding.test_desk import DESK, desk, nadege, path_of
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

__all__ = ["desk", "gift", "nadege", "need", "stripe"]


def in_dollars(said):
    said["data"]["object"]["currency"] = "usd"
    return said


@pytest.mark.parametrize(
    "said",
    [
        refund(PI, 2000, "succeeded"),
        refund(PI, 2000, "pending"),
        charge_refunded(PI, 2000),
        dispute(PI, 2000, "lost", "closed"),
    ],
)
def test_what_is_told_in_another_currency_before_its_payment_is_never_cents_of_a_euro(
    app, office, donor, need, stripe, said
):
    promise = office.promise(donor, need, 2000)
    assert stripe.says(in_dollars(said)) == 400
    stripe.says(session(promise.key, 2000, PI))
    assert status(office, promise) is PledgeStatus.SETTLED
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Reversal)) == 0
        assert db.session.query(OddMessage).one().reason == "currency: not the euro"


@pytest.mark.parametrize("by", [session, intent])
def test_one_payment_never_settles_two_gifts(app, office, other, gift, stripe, desk, by):
    second = office.promise(other, office.open(), 2000)
    before = books(app)
    for _twice in range(2):
        assert stripe.says(by(second.key, 2000, PI)) == 204
    assert status(office, second) is PledgeStatus.RESERVED
    assert transfers(app, second) == []
    assert books(app) == before
    assert cases(app) == [CaseKind.SHARED_PAYMENT]
    page = desk.get(path_of(app, CaseKind.SHARED_PAYMENT)).text
    assert "déjà payé un autre don" in page
    assert "pas payé" in page


def test_a_paid_gift_told_with_the_payment_of_another_waits_for_a_person(
    app, office, other, gift, stripe
):
    second = office.promise(other, office.open(), 2000)
    stripe.says(session(second.key, 2000, "pi_2"))
    stripe.says(session(second.key, 2000, PI))
    assert transfers(app, second) == ["gift"]
    assert cases(app) == [CaseKind.SHARED_PAYMENT]


def test_the_database_knows_one_gift_for_one_payment(office, other, gift):
    second = office.promise(other, office.open(), 2000)
    twice = update(Pledge).where(Pledge.id == second.id).values(payment_reference=PI)
    with pytest.raises(IntegrityError), office.at_work():
        db.session.execute(twice)


@pytest.mark.parametrize("cents", [1, 1999, 2001])
def test_a_payment_told_again_of_another_amount_waits_for_a_person(
    app, office, gift, stripe, desk, cents
):
    before = books(app)
    for _twice in range(2):
        assert stripe.says(session(gift.key, cents, PI)) == 204
    assert books(app) == before
    assert status(office, gift) is PledgeStatus.SETTLED
    assert cases(app) == [CaseKind.AMOUNT_CHANGED]
    assert "avec un autre montant" in desk.get(DESK).text


def test_a_second_payment_told_again_of_another_amount_waits_for_a_person(
    app, office, gift, stripe
):
    stripe.says(session(gift.key, 2000, "pi_2"))
    stripe.says(session(gift.key, 1500, "pi_2"))
    assert cases(app) == [CaseKind.PAID_AGAIN, CaseKind.AMOUNT_CHANGED]


def test_a_bank_that_only_asks_holds_nothing(app, office, donor, gift, stripe):
    stripe.says(dispute(PI, 2000, "warning_needs_response", "created"))
    with app.app_context():
        promise = db.session.get_one(Pledge, gift.id)
        assert provider.facts_of(pledges.paid_for(promise)).withheld == 0
    stripe.says(dispute(PI, 2000, "needs_response", "updated"))
    assert books(app)["withheld"] == 2000
