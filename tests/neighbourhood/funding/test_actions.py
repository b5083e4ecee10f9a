"""Promises, payments, refunds."""

from datetime import timedelta

import pytest

from neighbourhood.foundation.errors import Forbidden
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.storing.switched_off import put_off
from neighbourhood.funding.actions import gifts, hearing, returns
from neighbourhood.funding.events import fund_completed, fund_reopened, pledge_settled
from neighbourhood.funding.gateways.contract import Outcome, PaymentEvent
from neighbourhood.funding.models.gifts import Fund, FundStatus, PledgeStatus
from neighbourhood.funding.models.ledger import LedgerTransfer
from neighbourhood.funding.policies import (
    AlreadyFunded,
    LeavesCrumbs,
    TooLittle,
    TooMuch,
)
from neighbourhood.needs.models import NeedStatus
from neighbourhood.needs.policies import NEEDS_FOR_ALL
from neighbourhood.partners.models import Partner
from tests.neighbourhood.funding.figures import figures, told_to


def test_a_promise_keeps_its_part_and_counts_for_nothing_else(office, donor):
    noise = office.open()
    office.give(donor, noise, 900)
    need = office.open(target_cents=5000)
    promise = office.promise(donor, need, 1200)
    assert promise.status is PledgeStatus.RESERVED
    assert figures(office, need) == {"raised": 0, "donors": 0, "reserved": 1200, "remaining": 3800}
    assert office.now(need).raised_cents == 0


def test_a_payment_moves_the_need_forward(office, donor, other):
    need = office.open(target_cents=5000)
    heard = []
    with pledge_settled.connected_to(lambda pledge: heard.append(pledge.key)):
        first = office.give(donor, need, 1200)
    office.give(donor, need, 300)
    office.give(other, need, 500)
    assert first.status is PledgeStatus.SETTLED
    assert heard == [first.key]
    assert figures(office, need) == {"raised": 2000, "donors": 2, "reserved": 0, "remaining": 3000}
    need = office.now(need)
    assert (need.raised_cents, need.donors_count, need.status) == (2000, 2, NeedStatus.OPEN)
    assert told_to(office, donor) == ["gift-received", "gift-received"]


def test_the_last_euros_fund_the_need_and_everybody_concerned_is_told(office, donor, other):
    need = office.open(target_cents=2000)
    office.give(donor, need, 500)
    office.give(other, need, 1500)
    need = office.now(need)
    assert (need.status, need.raised_cents) == (NeedStatus.FUNDED, 2000)
    assert need.funded_at is not None
    assert told_to(office, donor) == ["gift-received", "gift-need-funded"]
    assert told_to(office, other) == ["gift-received", "gift-need-funded"]
    assert told_to(office, office.reader) == ["need-to-approve", "need-to-prove"]
    office.prove(need)
    assert told_to(office, donor)[-1] == told_to(office, other)[-1] == "gift-need-proved"


def test_hearing_of_a_payment_twice_changes_nothing(office, donor):
    need = office.open()
    promise = office.give(donor, need, 700)
    office.settle(promise)
    assert figures(office, need)["raised"] == 700
    assert told_to(office, donor) == ["gift-received"]
    with office.app.app_context():
        assert db.session.query(LedgerTransfer).count() == 1


@pytest.mark.parametrize(
    ("cents", "refusal"),
    [(5001, TooMuch), (99, TooLittle), (0, TooLittle), (-500, TooLittle), (4950, LeavesCrumbs)],
)
def test_amounts_that_cannot_be_given_are_refused(office, donor, cents, refusal):
    need = office.open(target_cents=5000)
    with pytest.raises(refusal):
        office.promise(donor, need, cents)
    assert figures(office, need)["reserved"] == 0


def test_what_others_are_paying_cannot_be_promised_again(office, donor, other):
    need = office.open(target_cents=2000)
    office.promise(other, need, 2000)
    with pytest.raises(AlreadyFunded):
        office.promise(donor, need, 100)


def test_trying_again_is_not_stopped_by_ones_own_earlier_try(office, donor):
    need = office.open(target_cents=2000)
    first = office.promise(donor, need, 2000)
    second = office.promise(donor, need, 2000)
    assert office.pledge_now(first).status is PledgeStatus.CANCELLED
    assert office.settle(second).status is PledgeStatus.SETTLED


def test_where_needs_are_for_neighbours_only_verified_ones_of_the_town_give(
    office, open_office, make
):
    need, unproved = office.open(), make.resident("Nouveau Venu", verified=False)
    strangers = (unproved, open_office("Ailleurs").author)
    with make.writing():
        put_off(office.quartier.municipality_id, {NEEDS_FOR_ALL}, known={NEEDS_FOR_ALL})
    for stranger in strangers:
        with pytest.raises(Forbidden):
            office.promise(stranger, need, 500)
    with make.writing():
        put_off(office.quartier.municipality_id, (), known={NEEDS_FOR_ALL})
    for stranger in strangers:
        assert office.give(stranger, need, 500).is_settled


def test_nobody_gives_to_what_is_not_open(office, donor):
    for need in (office.draft(), office.submitted()):
        assert office.now(need).fund is None, "there is nothing to give to"
    withdrawn, funded = office.open(), office.open(target_cents=2000)
    office.withdraw(withdrawn)
    office.give(office.author, funded, 2000)
    for need in (withdrawn, funded):
        with pytest.raises(Forbidden):
            office.promise(donor, need, 500)


def test_nobody_gives_once_the_time_is_over(office, donor):
    need = office.open()
    with office.at_work():
        hold(Fund, need.fund_id).deadline = now() - timedelta(seconds=1)
    with pytest.raises(Forbidden):
        office.promise(donor, need, 500)


def test_nobody_gives_through_a_partner_that_is_no_longer_accredited(office, donor):
    need = office.open()
    with office.at_work():
        db.session.get_one(Partner, office.partner.id).accredited_at = None
    with pytest.raises(Forbidden):
        office.promise(donor, need, 500)


def test_an_amount_that_is_not_the_promised_one_counts_for_nothing_and_goes_back(office, donor):
    need = office.open()
    promise = office.promise(donor, need, 700)
    with office.at_work():
        gifts.settle(promise.key, amount_cents=9, payment_reference="x")
    assert office.pledge_now(promise).status is PledgeStatus.OWED_BACK
    assert office.now(need).raised_cents == 0
    assert told_to(office, donor) == ["gift-wrong-amount"]


def test_abandoning_frees_the_part_but_not_what_is_paid(office, donor, other):
    need = office.open()
    promise, paid = office.promise(donor, need, 700), office.give(other, need, 300)
    for pledge in (promise, paid):
        with office.at_work():
            hearing.hear(PaymentEvent(Outcome.ABANDONED, key=pledge.key))
    assert office.pledge_now(promise).status is PledgeStatus.CANCELLED
    assert office.pledge_now(paid).status is PledgeStatus.SETTLED


def test_news_that_does_not_concern_us_is_let_go(office):
    for event in (PaymentEvent(Outcome.UNRELATED), PaymentEvent(Outcome.PAID, key="not ours")):
        with office.at_work():
            hearing.hear(event)


def test_a_fund_says_once_that_it_is_complete_and_once_that_it_misses_money_again(
    office, donor, other
):
    need, heard = office.open(target_cents=2000), []
    with (
        fund_completed.connected_to(lambda fund: heard.append(("completed", fund.id))),
        fund_reopened.connected_to(lambda fund: heard.append(("reopened", fund.id))),
    ):
        office.give(donor, need, 500)
        assert heard == []
        last = office.give(other, need, 1500)
        assert heard == [("completed", need.fund_id)]
        for _twice in range(2):
            with office.at_work():
                returns.return_gift(last.key)
    assert heard == [("completed", need.fund_id), ("reopened", need.fund_id)]
    assert office.now(need).fund.status is FundStatus.OPEN
    assert figures(office, need) == {"raised": 500, "donors": 1, "reserved": 0, "remaining": 1500}
    assert office.pledge_now(last).status is PledgeStatus.OWED_BACK
    assert told_to(office, other)[-1] == "gift-owed-back"
    office.give(other, need, 1500)
    assert office.now(need).status is NeedStatus.FUNDED


def test_a_gift_goes_back_from_a_fund_that_goes_on(office, donor, other):
    need, heard = office.open(), []
    gift = office.give(donor, need, 700)
    office.give(other, need, 300)
    with fund_reopened.connected_to(lambda fund: heard.append(fund.id)), office.at_work():
        returns.return_gift(gift.key)
    assert (office.now(need).raised_cents, office.now(need).donors_count) == (300, 1)
    assert heard == [], "it was never complete"
