"""Several gifts in one payment: all or none are kept, and each is then a gift like any other."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.funding import jobs
from neighbourhood.funding.actions import baskets, parting, returns
from neighbourhood.funding.actions.baskets import BasketRefused
from neighbourhood.funding.gateways.contract import Outcome, PaymentEvent
from neighbourhood.funding.models.baskets import Basket, BasketLine
from neighbourhood.funding.models.gifts import DonorPseudonym, Fund, Pledge
from neighbourhood.funding.models.provider import CaseKind, Reversal, ReversalStatus
from tests.neighbourhood.funding.baskets import KEY, PI, back, hear, paid, promise, stand
from tests.neighbourhood.funding.test_following import cases, stripe
from tests.neighbourhood.funding.test_ledger import books
from tests.neighbourhood.funding.test_races import FREE_SECONDS
from tests.support.making import Make
from tests.support.needs import open_office_in
from tests.support.stripe_says import charge_refunded, refund, session

__all__ = ["stripe"]


@pytest.fixture
def needs(office):
    return [office.open(title=title, target_cents=2000) for title in ("Lit", "Vélo")]


@pytest.fixture
def keys(office, donor, needs):
    """A basket of 5 € and 15 €."""
    return promise(office, donor, list(zip(needs, (500, 1500), strict=True)))


def test_a_basket_is_gifts_of_one_donor_under_names_that_nothing_joins(app, donor, keys):
    with app.app_context():
        rows = db.session.query(Pledge).order_by(Pledge.id).all()
        assert [row.key for row in rows] == keys
        names = {row.pseudonym for row in rows}
        assert len(names) == 2
        assert {row.resident_id for row in db.session.query(DonorPseudonym)} == {donor.id}


def test_what_no_longer_fits_is_said_by_line_and_nothing_is_kept(app, office, donor, other, needs):
    office.give(other, needs[1], 1000)
    with pytest.raises(BasketRefused) as refused:
        promise(office, donor, list(zip(needs, (500, 1500), strict=True)))
    assert {fund: why.code for fund, why in refused.value.lines.items()} == {
        needs[1].fund_id: "too_much"
    }
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Basket)) == 0
        assert db.session.query(Pledge).filter_by(fund_id=needs[0].fund_id).count() == 0


def test_the_same_basket_asked_for_twice_is_kept_once(app, office, donor, needs, keys):
    assert promise(office, donor, list(zip(needs, (500, 1500), strict=True))) == keys
    with app.app_context():
        assert db.session.query(Pledge).count() == 2


def test_one_payment_pays_each_gift_and_one_receipt_says_so(app, office, donor, keys, outbox):
    before = len(outbox())
    hear(app, paid(2000), paid(2000))
    assert stand(app, keys) == [("settled", 500), ("settled", 1500)]
    assert books(app)["provider"] == 2000
    [mail] = outbox()[before:]
    for said in ("Lit", "Vélo", *keys, "votre paiement"):
        assert said in mail


@pytest.mark.parametrize(
    ("cents", "ends", "why"),
    [
        (600, [("settled", 500), ("owed back", 0)], [CaseKind.WRONG_AMOUNT]),
        (500, [("settled", 500), ("cancelled", 0)], []),
        (2300, [("settled", 500), ("owed back", 0)], [CaseKind.WRONG_AMOUNT]),
    ],
)
def test_another_amount_is_shared_in_the_order_of_the_lines(app, keys, cents, ends, why):
    hear(app, paid(cents), paid(cents))
    assert stand(app, keys) == ends
    assert cases(app) == why
    assert books(app)["provider"] == cents


def test_what_is_abandoned_is_free_again(app, keys):
    hear(app, PaymentEvent(Outcome.ABANDONED, key=KEY))
    assert stand(app, keys) == [("cancelled", 0)] * 2


def test_a_second_payment_of_a_basket_goes_back_gift_by_gift(app, keys):
    hear(app, paid(2000), paid(2000, payment="pi_2"))
    assert stand(app, keys) == [("settled", 500), ("settled", 1500)]
    assert books(app)["owed back"] == -2000
    hear(app, back(2000, ReversalStatus.SUCCEEDED, payment="pi_2"))
    assert books(app)["owed back"] == 0


@pytest.mark.parametrize("first", ["basket", "gift"])
def test_one_payment_is_never_of_a_basket_and_of_another_gift(
    app, office, other, needs, keys, first
):
    gift = office.promise(other, needs[0], 1000)
    alone = PaymentEvent(Outcome.PAID, key=gift.key, amount_cents=1000, payment_reference=PI)
    told = [paid(2000), alone] if first == "basket" else [alone, paid(2000)]
    hear(app, *told)
    assert set(cases(app)) == {CaseKind.SHARED_PAYMENT}
    assert books(app)["provider"] == told[0].amount_cents


def test_what_we_give_back_of_one_gift_touches_no_other(app, keys, stripe):
    assert stripe.says(session(KEY, 2000, PI)) == 204
    with app.app_context(), transaction():
        returns.return_gift(keys[1])
    told = refund(PI, 1500, "succeeded", "re_9")
    told["data"]["object"]["metadata"] = {"pledge": keys[1]}
    for said in (charge_refunded(PI, 1500), told, told, charge_refunded(PI, 1500)):
        assert stripe.says(said) == 204
    with app.app_context(), transaction():
        returns.record_refund(keys[1], "re_9")
    assert stand(app, keys) == [("settled", 500), ("refunded", 0)]
    assert cases(app) == []


def test_what_is_heard_while_the_payment_is_written_down_is_claimed_by_the_clock(app, keys):
    hear(app, paid(2000))
    with app.app_context(), transaction():
        early = Reversal(
            reference="re_1",
            payment_reference=PI,
            amount_cents=700,
            status=ReversalStatus.SUCCEEDED,
        )
        db.session.add(early)
    with app.app_context():
        jobs.claim_reversals()
    assert stand(app, keys) == [("refunded", 0), ("settled", 1300)]
    hear(app, back(700, ReversalStatus.SUCCEEDED), back(700, ReversalStatus.PENDING))
    assert stand(app, keys) == [("refunded", 0), ("settled", 1300)]


def test_a_month_later_nothing_tells_which_gifts_were_together_and_refunds_still_find_them(
    app, keys, move_clock
):
    hear(app, paid(2000))
    move_clock(days=31)
    with app.app_context(), transaction():
        baskets.forget_old(now() - timedelta(days=30))
        assert db.session.scalar(select(func.count()).select_from(BasketLine)) == 0
    hear(app, paid(2000), back(2000, ReversalStatus.SUCCEEDED))
    assert stand(app, keys) == [("refunded", 0), ("refunded", 0)]


@pytest.mark.parametrize("ordered", [True, False])
def test_crossing_baskets_never_wait_for_each_other_for_funds_are_held_in_one_order(
    grown_app, monkeypatch, ordered
):
    made = Make(grown_app)
    office = open_office_in(grown_app, made)
    needs = [office.open(target_cents=2000) for _each in range(2)]
    donors = [made.resident(name, office.quartier) for name in ("Anne Roy", "Marcel Petit")]
    barrier, met, hold = threading.Barrier(2), threading.Event(), parting.hold

    def hold_then_wait(model, row_id):
        found = hold(model, row_id)
        if not met.is_set():
            with suppress(threading.BrokenBarrierError):
                barrier.wait(0.5 if ordered else FREE_SECONDS)
            met.set()
        return found

    def as_asked(fund_ids):
        return {fund_id: hold_then_wait(Fund, fund_id) for fund_id in fund_ids}

    def give(number):
        asked = [(need, 500) for need in (needs, needs[::-1])[number]]
        try:
            return len(promise(office, donors[number], asked, f"basket-{number}"))
        except DBAPIError:
            return 0

    monkeypatch.setattr(parting, "hold", hold_then_wait)
    if not ordered:
        monkeypatch.setattr(baskets, "hold_funds", as_asked)
    with ThreadPoolExecutor(2) as pool:
        kept = sorted(pool.map(give, range(2)))
    assert kept == ([2, 2] if ordered else [0, 2]), "the deadlock that the order prevents is real"
