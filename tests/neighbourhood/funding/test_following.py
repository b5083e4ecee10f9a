"""The ledger follows the provider: each event has its entries, a state, news, and a case."""

from itertools import permutations

import pytest
from sqlalchemy import select

from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.gateways import choosing
from neighbourhood.funding.gateways.stripe_checkout import StripeGateway
from neighbourhood.funding.models.gifts import FundStatus, Pledge, PledgeStatus
from neighbourhood.funding.models.ledger import LedgerTransfer
from neighbourhood.funding.models.provider import CaseKind, MoneyCase
from neighbourhood.needs.models import NeedStatus
from tests.neighbourhood.funding.figures import figures, told_to
from tests.neighbourhood.funding.test_ledger import books
from tests.support.stripe_says import (
    WEBHOOK_SECRET,
    Stripe,
    charge_refunded,
    dispute,
    refund,
    session,
)

PI = "pi_1"


@pytest.fixture
def stripe(visitor, monkeypatch):
    gateway = StripeGateway(
        api="http://127.0.0.1:9", secret_key="sk", webhook_secret=WEBHOOK_SECRET
    )
    monkeypatch.setattr(choosing, "chosen", lambda: gateway)
    return Stripe(visitor)


@pytest.fixture
def need(office):
    return office.open(target_cents=2000)


@pytest.fixture
def gift(office, donor, need, stripe):
    """A gift of 20 €, all that was asked for, paid through Stripe."""
    promise = office.promise(donor, need, 2000)
    assert stripe.says(session(promise.key, 2000, PI)) == 204
    return promise


def status(office, promise):
    return office.pledge_now(promise).status


def transfers(app, promise):
    with app.app_context():
        found = select(LedgerTransfer.kind).where(LedgerTransfer.pledge_id == promise.id)
        return [kind.value for kind in db.session.scalars(found.order_by(LedgerTransfer.id))]


def cases(app):
    with app.app_context():
        return [case.kind for case in db.session.query(MoneyCase).order_by(MoneyCase.id)]


def test_a_refund_made_at_the_provider_leaves_the_fund_and_a_person_hears(
    app, office, donor, need, gift, stripe
):
    assert stripe.says(refund(PI, 2000, "succeeded", kind="refund.created")) == 204
    assert stripe.says(charge_refunded(PI, 2000)) == 204
    assert status(office, gift) is PledgeStatus.REFUNDED
    assert books(app) == {f"fund:{need.fund_id}": 0, "provider": 0}
    assert transfers(app, gift) == ["gift", "refund"]
    assert office.now(need).status is NeedStatus.OPEN
    assert office.now(need).raised_cents == 0
    assert told_to(office, donor)[-1] == "gift-refunded"
    assert cases(app) == [CaseKind.REFUND_ELSEWHERE]


def test_a_part_that_goes_back_counts_no_more_and_the_rest_does(
    app, office, donor, need, gift, stripe
):
    stripe.says(refund(PI, 500, "succeeded"))
    assert status(office, gift) is PledgeStatus.SETTLED
    assert office.now(need).raised_cents == 1500
    assert books(app) == {f"fund:{need.fund_id}": -1500, "provider": 1500}
    assert told_to(office, donor)[-1] == "gift-partly-refunded"
    stripe.says(refund(PI, 1500, "succeeded", "re_2"))
    assert status(office, gift) is PledgeStatus.REFUNDED
    assert transfers(app, gift) == ["gift", "refund", "refund"]


def test_a_refund_that_waits_then_fails_is_stuck_until_a_person_decides(
    app, office, donor, other, need, gift, stripe
):
    stripe.says(refund(PI, 2000, "pending"))
    assert status(office, gift) is PledgeStatus.RETURNING
    assert books(app)["returning"] == -2000
    office.give(other, need, 2000)
    stripe.says(refund(PI, 2000, "failed"))
    assert status(office, gift) is PledgeStatus.STUCK
    assert office.now(need).raised_cents == 2000, "no room is taken from who gave meanwhile"
    assert books(app)["owed back"] == -2000
    assert transfers(app, gift) == ["gift", "refund sent", "refund failed"]
    assert told_to(office, donor)[-2:] == ["gift-returning", "gift-refund-failed"]
    assert cases(app) == [CaseKind.REFUND_FAILED], "one matter, one case"


def test_a_dispute_withholds_the_money_and_when_won_nothing_has_changed(
    app, office, donor, need, gift, stripe
):
    stripe.says(dispute(PI, 2000, "needs_response", "created"))
    stripe.says(dispute(PI, 2000, "needs_response", "funds_withdrawn"))
    assert status(office, gift) is PledgeStatus.DISPUTED
    assert books(app) == {f"fund:{need.fund_id}": -2000, "provider": 0, "withheld": 2000}
    assert office.now(need).status is NeedStatus.FUNDED, "nobody else gives in its place"
    stripe.says(dispute(PI, 2000, "won", "closed"))
    assert status(office, gift) is PledgeStatus.SETTLED
    assert books(app) == {f"fund:{need.fund_id}": -2000, "provider": 2000, "withheld": 0}
    assert told_to(office, donor)[-2:] == ["gift-disputed", "gift-dispute-won"]
    assert cases(app) == [CaseKind.DISPUTE]


def test_a_dispute_that_is_lost_is_asked_of_neighbours_anew(app, office, donor, need, gift, stripe):
    stripe.says(dispute(PI, 2000, "needs_response", "created"))
    stripe.says(dispute(PI, 2000, "lost", "closed"))
    assert status(office, gift) is PledgeStatus.TAKEN_BACK
    assert books(app) == {f"fund:{need.fund_id}": 0, "provider": 0, "withheld": 0}
    assert office.now(need).status is NeedStatus.OPEN
    assert office.now(need).fund.status is FundStatus.OPEN
    assert told_to(office, donor)[-1] == "gift-taken-back"
    assert cases(app) == [CaseKind.DISPUTE_LOST], "one matter, one case"


def test_an_inquiry_takes_nothing_yet(app, office, need, gift, stripe):
    stripe.says(dispute(PI, 2000, "warning_needs_response", "created"))
    assert status(office, gift) is PledgeStatus.DISPUTED
    assert books(app)["provider"] == 2000
    stripe.says(dispute(PI, 2000, "warning_closed", "closed"))
    assert status(office, gift) is PledgeStatus.SETTLED


def test_refunded_and_charged_back_is_a_loss_that_a_person_sees(app, office, gift, stripe):
    stripe.says(refund(PI, 2000, "succeeded"))
    stripe.says(dispute(PI, 2000, "lost", "closed"))
    assert books(app)["loss"] == 2000
    assert books(app)["provider"] == -2000
    assert CaseKind.TOO_MUCH_BACK in cases(app)


STORIES = {
    "refunded": [
        refund(PI, 2000, "pending"),
        refund(PI, 2000, "succeeded"),
        charge_refunded(PI, 2000),
    ],
    "failed": [
        refund(PI, 2000, "pending"),
        refund(PI, 2000, "succeeded"),
        refund(PI, 2000, "failed"),
    ],
    "in two parts": [
        refund(PI, 500, "succeeded"),
        refund(PI, 1500, "succeeded", "re_2"),
        charge_refunded(PI, 500),
        charge_refunded(PI, 2000),
    ],
    "won": [
        dispute(PI, 2000, "needs_response", "created"),
        dispute(PI, 2000, "under_review"),
        dispute(PI, 2000, "won", "closed"),
    ],
    "lost": [
        dispute(PI, 2000, "needs_response", "created"),
        dispute(PI, 2000, "lost", "closed"),
    ],
}


@pytest.mark.parametrize("story", STORIES)
def test_in_whatever_order_and_however_often_it_is_told_the_end_is_the_same(
    app, office, donor, stripe, story
):
    ends = set()
    for number, told in enumerate(permutations(STORIES[story])):
        need = office.open(target_cents=2000)
        promise = office.promise(donor, need, 2000)
        paid, payment = number % (len(told) + 1), f"pi_{story}_{number}"
        said = [*told[:paid], session(promise.key, 2000, payment), *told[paid:]]
        for each in said:
            for _twice in range(2):
                assert stripe.says(about(each, payment, number)) == 204
        end = balances_of(app, promise)
        counted = figures(office, need)["raised"]
        assert end.get("fund", 0) == -counted
        # A refund first heard of when it has failed never took anything from the fund.
        ends.add((status(office, promise) if story != "failed" else "failed", end["provider"]))
    assert len(ends) == 1, ends


def about(said, payment, number):
    """The same event, of another payment."""
    thing = said["data"]["object"]
    if thing["object"] == "checkout.session":
        return said
    changed = {**thing, "payment_intent": payment, "id": f"{thing['id']}_{number}"}
    return {**said, "data": {"object": changed}}


def balances_of(app, promise):
    books(app)
    with app.app_context():
        pledge = db.session.get_one(Pledge, promise.id)
        rows = db.session.execute(
            select(LedgerTransfer).where(LedgerTransfer.pledge_id == pledge.id)
        ).scalars()
        found = {}
        for transfer in rows:
            for entry in transfer.entries:
                kind = entry.account.kind.value
                found[kind] = found.get(kind, 0) + entry.amount_cents
    return found
