"""Payments in time, late, given back: a promise holds its part for a while only."""

import pytest

from neighbourhood.funding.actions import gifts, returns
from neighbourhood.funding.models.gifts import PledgeStatus
from neighbourhood.needs.models import NeedStatus
from tests.neighbourhood.funding.figures import figures, let_time_pass, told_to


def test_a_reservation_that_is_too_old_is_free_for_others(office, donor, other):
    need = office.open(target_cents=2000)
    late = office.promise(donor, need, 2000)
    live = office.promise(make_room(office, late, other, need), need, 500)
    with office.at_work():
        gifts.expire_reservations()
    assert office.pledge_now(late).status is PledgeStatus.EXPIRED
    assert office.pledge_now(live).status is PledgeStatus.RESERVED


def make_room(office, late, other, need):
    let_time_pass(office, late)
    assert figures(office, need)["remaining"] == 2000
    return other


def test_a_late_payment_counts_while_there_is_room(office, donor, other):
    need = office.open(target_cents=2000)
    late = office.promise(donor, need, 500)
    let_time_pass(office, late)
    with office.at_work():
        gifts.expire_reservations()
    office.give(other, need, 1500)
    assert office.settle(late).status is PledgeStatus.SETTLED
    assert office.now(need).status is NeedStatus.FUNDED


@pytest.mark.parametrize("swept", [True, False], ids=["swept by the clock", "not swept yet"])
def test_a_late_payment_on_a_full_need_is_given_back_and_never_counted(office, donor, other, swept):
    need = office.open(target_cents=2000)
    late = office.promise(donor, need, 2000)
    let_time_pass(office, late)
    if swept:
        with office.at_work():
            gifts.expire_reservations()
    office.give(other, need, 2000)
    assert office.settle(late).status is PledgeStatus.OWED_BACK
    assert office.now(need).raised_cents == 2000
    assert told_to(office, donor) == ["gift-owed-back"]
    for _twice in range(2):
        with office.at_work():
            returns.record_refund(late.key)
    assert office.pledge_now(late).status is PledgeStatus.REFUNDED
    assert told_to(office, donor) == ["gift-owed-back", "gift-refunded"]


def test_a_late_payment_does_not_take_the_part_of_someone_who_is_paying(office, donor, other):
    need = office.open(target_cents=2000)
    late = office.promise(donor, need, 1500)
    let_time_pass(office, late)
    live = office.promise(other, need, 1500)
    assert office.settle(late).status is PledgeStatus.OWED_BACK
    assert office.settle(live).status is PledgeStatus.SETTLED


def test_withdrawing_a_need_gives_every_gift_back(office, donor, other):
    need = office.open()
    gift = office.give(donor, need, 700)
    promise = office.promise(other, need, 300)
    office.withdraw(need)
    assert office.pledge_now(gift).status is PledgeStatus.OWED_BACK
    assert (office.now(need).raised_cents, office.now(need).donors_count) == (0, 0)
    assert told_to(office, donor)[-1] == "gift-owed-back"
    assert office.settle(promise).status is PledgeStatus.OWED_BACK
