"""Money that is owed to somebody goes back by itself, or a person is asked to see to it."""

from itertools import permutations

import pytest

from neighbourhood.foundation.storing.database import db
from neighbourhood.funding import jobs
from neighbourhood.funding.actions import returns
from neighbourhood.funding.actions.reversing import Told, hear_reversal
from neighbourhood.funding.gateways import choosing
from neighbourhood.funding.gateways.contract import AlreadyRefunded, Refund
from neighbourhood.funding.models.gifts import Pledge, PledgeStatus
from neighbourhood.funding.models.provider import CaseKind, MoneyCase, ReversalStatus
from tests.neighbourhood.funding.figures import told_to
from tests.neighbourhood.funding.test_desk import DESK, decide, desk, nadege

__all__ = ["desk", "nadege"]

PENDING, FAILED = ReversalStatus.PENDING, ReversalStatus.FAILED
OPENED, LOST, WON = ReversalStatus.OPENED, ReversalStatus.LOST, ReversalStatus.WON
SAID = (PENDING, FAILED, OPENED, LOST, WON)


class Replaying:
    """A bank that answers an attempt it knows as it did the first time, as Stripe does."""

    def __init__(self):
        self.sent = {}

    def refund(self, pledge, *, cents, attempt):
        self.sent.setdefault((pledge.key, attempt), cents)
        return Refund(f"re-{pledge.key}-{attempt}", ReversalStatus.SUCCEEDED)


@pytest.fixture
def bank(monkeypatch):
    replaying = Replaying()
    monkeypatch.setattr(choosing, "chosen", lambda: replaying)
    return replaying


def say(office, gift, status, cents=700, reference=""):
    what = reference or ("refund" if status in (PENDING, FAILED) else "dispute")
    with office.at_work():
        payment = db.session.get_one(Pledge, gift.id).payment_reference
        hear_reversal(Told(f"{what}-{gift.key}", payment, cents, status))


def send_refunds(office):
    with office.app.app_context():
        jobs.send_refunds()


def waiting(office, gift):
    with office.app.app_context():
        mine = db.session.query(MoneyCase).filter_by(pledge_id=gift.id, closed_at=None)
        return {case.kind: case.amount_cents for case in mine}


def test_money_whose_refund_failed_waits_for_a_person_once_a_dispute_is_over(
    app, office, donor, bank, desk
):
    gift = office.give(donor, office.open(target_cents=2000), 700)
    for status in (PENDING, OPENED, FAILED, LOST, WON):
        say(office, gift, status)
    assert office.pledge_now(gift).status is PledgeStatus.STUCK
    assert waiting(office, gift) == {CaseKind.REFUND_FAILED: 700}
    assert told_to(office, donor)[-1] == "gift-refund-failed"
    with app.app_context():
        number = db.session.query(MoneyCase.id).filter_by(closed_at=None).scalar()
    assert decide(desk, f"{DESK}/dossiers/{number}", "try again").status_code == 303
    send_refunds(office)
    assert office.pledge_now(gift).status is PledgeStatus.REFUNDED


def test_in_no_order_of_messages_is_money_owed_and_left(office, donor, bank):
    need = office.open(target_cents=100_000)
    left = []
    for said in permutations(SAID, 3):
        gift = office.give(donor, need, 700)
        for status in (*said, *(each for each in SAID if each not in said)):
            say(office, gift, status)
            send_refunds(office)
            now = office.pledge_now(gift).status
            asked = CaseKind.REFUND_FAILED in waiting(office, gift)
            if now is PledgeStatus.OWED_BACK or (now is PledgeStatus.STUCK and not asked):
                left.append((said, status, now))
    assert not left


def test_a_dispute_lost_then_won_gives_the_money_back_by_itself(office, donor, bank):
    gift = office.give(donor, office.open(target_cents=2000), 700)
    for status in (OPENED, LOST, WON):
        say(office, gift, status)
    assert office.pledge_now(gift).status is PledgeStatus.OWED_BACK
    send_refunds(office)
    assert office.pledge_now(gift).status is PledgeStatus.REFUNDED
    assert bank.sent == {(gift.key, 0): 700}


def test_two_halves_owed_one_after_the_other_both_go_back(office, donor, bank):
    need = office.open(target_cents=2000)
    gift = office.give(donor, need, 700)
    for status in (OPENED, LOST, WON):
        say(office, gift, status, cents=350)
    send_refunds(office)
    assert office.pledge_now(gift).status is PledgeStatus.SETTLED
    office.withdraw(need)
    send_refunds(office)
    assert office.pledge_now(gift).status is PledgeStatus.REFUNDED
    assert bank.sent == {(gift.key, 0): 350, (gift.key, 1): 350}


def test_the_other_half_of_a_gift_that_is_stuck_is_in_the_case_as_well(office, donor, bank):
    need = office.open(target_cents=2000)
    gift = office.give(donor, need, 700)
    for status in (PENDING, FAILED):
        say(office, gift, status, cents=350)
    office.withdraw(need)
    assert waiting(office, gift) == {CaseKind.REFUND_FAILED: 700}


def test_a_gift_that_is_owed_after_a_failed_refund_was_made_good_has_its_case(office, donor, bank):
    need = office.open(target_cents=2000)
    gift = office.give(donor, need, 700)
    for status in (PENDING, FAILED):
        say(office, gift, status, cents=350)
    say(office, gift, ReversalStatus.SUCCEEDED, cents=350, reference="anew")
    assert waiting(office, gift) == {}
    office.withdraw(need)
    assert office.pledge_now(gift).status is PledgeStatus.STUCK
    assert waiting(office, gift) == {CaseKind.REFUND_FAILED: 350}


def test_what_the_bank_calls_given_back_and_we_do_not_waits_for_a_person(
    office, donor, monkeypatch
):
    class Sure:
        def refund(self, _pledge, **_order):
            raise AlreadyRefunded

    monkeypatch.setattr(choosing, "chosen", Sure)
    gift = office.give(donor, office.open(target_cents=2000), 700)
    say(office, gift, LOST)
    for status in (PENDING, FAILED, WON):
        say(office, gift, status)
    with office.at_work():
        returns.try_again(gift.key)
    send_refunds(office)
    assert office.pledge_now(gift).status is PledgeStatus.STUCK
    assert waiting(office, gift) == {CaseKind.REFUND_FAILED: 700}
