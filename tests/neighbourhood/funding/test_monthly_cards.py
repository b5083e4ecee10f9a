"""The months of a monthly gift in which there is no room, no answer, or a refusal."""

import pytest

from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.actions import gifts
from neighbourhood.funding.gateways.contract import GatewayDown
from neighbourhood.funding.models.monthly import (
    MonthlyStatus,
    WhyStopped,
)
from neighbourhood.notifications.models import Notification
from tests.neighbourhood.funding.figures import told_to
from tests.neighbourhood.funding.monthly_gifts import card_bank, giver, march, months_on

__all__ = ["card_bank", "giver", "march"]


def test_a_month_without_room_is_skipped_and_said_once(giver, card_bank, donor, office, other):
    giver.begin()
    giver.catalogue.arrive(other, giver.package, 49500)
    for month in (1, 1, 2):
        giver.come(months_on(month))
    assert (giver.turns(), card_bank.asked) == (["paid", "skipped", "skipped"], [])
    assert told_to(office, donor).count("gift-monthly-skipped") == 1


def test_a_refusal_is_said_once_with_where_to_give_by_hand_and_a_second_one_ends_it(
    giver, card_bank, donor, office, outbox
):
    number = giver.begin()
    card_bank.answer = "refused"
    before = len(outbox())
    giver.come(months_on())
    assert len(outbox()) == before + 1
    with office.app.app_context():
        refused = Notification.kind == "gift-monthly-refused"
        (told,) = db.session.query(Notification).filter(refused)
        assert told.path == f"{giver.package.fund.path}/donner"
    assert giver.gift(number).status is MonthlyStatus.ACTIVE
    assert giver.pledges()[-1] == "cancelled"
    giver.come(months_on(2))
    gift = giver.gift(number)
    assert (gift.status, gift.why) == (MonthlyStatus.STOPPED, WhyStopped.CARD)
    assert len(outbox()) == before + 2
    assert giver.turns() == ["paid", "refused", "refused"]
    giver.come(months_on(3))
    assert len(card_bank.asked) == 2


def test_two_refusals_with_a_gift_between_them_end_nothing(giver, card_bank):
    number = giver.begin()
    for month, answer in enumerate(("refused", "paid", "refused"), start=1):
        card_bank.answer = answer
        giver.come(months_on(month))
    assert giver.gift(number).is_active


def test_a_bank_that_takes_its_time_is_heard_later(giver, card_bank, office):
    giver.begin()
    card_bank.answer = "later"
    giver.come(months_on())
    assert giver.pledges()[-1] == "reserved"
    with office.at_work():
        key, cents = card_bank.asked[0][0], 500
        gifts.settle(key, amount_cents=cents, payment_reference=f"again-{key}")
    assert giver.turns() == ["paid", "paid"]


def test_what_is_killed_between_the_promise_and_the_charge_is_taken_up_once(
    giver, card_bank, move_clock
):
    giver.begin()
    card_bank.answer = "killed"
    with pytest.raises(KeyboardInterrupt):
        giver.come(months_on())
    card_bank.answer = "paid"
    giver.come(months_on())
    assert len(card_bank.asked) == 1, "whoever asked may still answer"
    move_clock(minutes=31)
    giver.come(months_on())
    assert len({key for key, _where in card_bank.asked}) == 1, "by the same number"
    assert giver.turns() == ["paid", "paid"]


def test_nobody_is_asked_again_once_the_provider_may_have_forgotten(
    giver, card_bank, move_clock, donor, office
):
    giver.begin()
    card_bank.answer = "killed"
    with pytest.raises(KeyboardInterrupt):
        giver.come(months_on())
    move_clock(hours=21)
    card_bank.answer = "paid"
    giver.come(months_on())
    assert len(card_bank.asked) == 1
    assert giver.turns() == ["paid", "skipped"]
    assert "gift-monthly-skipped" in told_to(office, donor)


def test_a_provider_that_is_away_is_asked_again(giver, card_bank, monkeypatch, move_clock):
    giver.begin()

    def away(*_asked):
        raise GatewayDown

    with monkeypatch.context() as cut:
        cut.setattr(card_bank, "charge_again", away, raising=False)
        giver.come(months_on())
    move_clock(minutes=31)
    giver.come(months_on())
    assert giver.turns() == ["paid", "paid"]
