"""A monthly gift: it begins with a first one, comes once a month, and is stopped at once."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.undoing import TooLateToGoBack
from neighbourhood.funding import charging
from neighbourhood.funding.actions import gifts, monthly, turns
from neighbourhood.funding.actions.reversing import Told, hear_reversal
from neighbourhood.funding.actions.wishing import Wish
from neighbourhood.funding.lasting import AlreadyMonthly, NotMonthly
from neighbourhood.funding.models.donors import GiftWish, Showing
from neighbourhood.funding.models.gifts import Fund, Pledge
from neighbourhood.funding.models.monthly import (
    MonthlyGift,
    MonthlyStatus,
    MonthlyTurn,
    TurnStatus,
    WhyStopped,
)
from neighbourhood.funding.models.provider import ReversalStatus
from neighbourhood.funding.months import agreement, day_of, following
from neighbourhood.packages.actions import cataloguing
from neighbourhood.packages.models import Package
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.neighbourhood.funding.figures import told_to
from tests.neighbourhood.funding.monthly_gifts import card_bank, giver, march, months_on
from tests.support.moving import moves_as_said

__all__ = ["card_bank", "giver", "march"]

STATUSES = [(one, other) for one in MonthlyStatus for other in MonthlyStatus]
TURNS = [(one, other) for one in TurnStatus for other in TurnStatus]


def plain(words):
    return words.replace("\xa0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("begun", "day", "then"),
    [
        (date(2026, 1, 31), 28, date(2026, 2, 28)),
        (date(2026, 3, 29), 28, date(2026, 4, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2028, 2, 15), 15, date(2028, 3, 15)),
    ],
)
def test_every_month_has_its_day(begun, day, then):
    assert day_of(begun) == day
    assert following(begun, day) == then


@pytest.mark.parametrize(("before", "after"), STATUSES)
def test_a_monthly_gift_moves_as_its_table_says(before, after):
    allowed = {("waiting", "active"), ("waiting", "stopped"), ("active", "stopped")}
    moves_as_said(MonthlyGift(status=before), after, allowed)


@pytest.mark.parametrize(("before", "after"), TURNS)
def test_a_month_moves_as_its_table_says(before, after):
    allowed = {(each, "paid") for each in ("first", "promised", "refused", "skipped")}
    moves_as_said(
        MonthlyTurn(status=before),
        after,
        allowed | {("promised", "refused"), ("promised", "skipped")},
    )


def test_what_one_agrees_to_says_the_amount_the_day_and_how_it_ends(in_app):
    assert plain(agreement(500, 28)).startswith("5 € aujourd’hui, puis le 28 de chaque mois")
    assert "le 1er de chaque mois" in agreement(500, 1)
    assert "arrêtez d’un appui" in agreement(500, 1)


def test_it_waits_for_its_first_payment_then_goes_on(giver, card_bank):
    number = giver.begin(paid=False)
    giver.come(months_on())
    assert (giver.gift(number).status, card_bank.asked) == (MonthlyStatus.WAITING, [])
    again = giver.begin()
    gift = giver.gift(again)
    assert (gift.status, gift.next_on) == (MonthlyStatus.ACTIVE, months_on())


def test_each_month_is_charged_once_with_the_card_of_the_first(giver, card_bank):
    giver.begin()
    first = giver.pledges()
    for month in (1, 1, 2):
        giver.come(months_on(month))
    assert giver.turns() == ["paid"] * 3
    assert giver.pledges() == [*first, "settled", "settled"]
    with giver.office.app.app_context():
        shown_in = db.session.query(Pledge).order_by(Pledge.id).first().payment_reference
        assert db.session.get_one(Fund, giver.package.fund_id).donors_count == 1
    assert {where for _key, where in card_bank.asked} == {shown_in}
    assert len({key for key, _where in card_bank.asked}) == 2


def test_the_day_before_nothing_is_taken(giver, card_bank):
    giver.begin()
    giver.come(months_on() - timedelta(days=1))
    assert card_bank.asked == []


def test_months_that_were_missed_are_charged_once(giver, card_bank):
    number = giver.begin()
    late = months_on(4)
    giver.come(late)
    giver.come(late)
    assert len(card_bank.asked) == 1
    assert giver.gift(number).next_on == months_on(5)


def test_what_was_said_of_the_name_goes_with_every_month(giver, card_bank):
    giver.begin(wish=Wish(organisation="Atelier du Pont", showing=Showing.PUBLIC))
    giver.come(months_on())
    with giver.office.app.app_context():
        said = db.session.query(GiftWish).order_by(GiftWish.pledge_id).all()
        assert [(each.organisation, each.showing) for each in said] == [
            ("Atelier du Pont", Showing.PUBLIC)
        ] * 2


def test_what_may_be_complete_one_day_takes_no_monthly_gift(giver, office, donor):
    promise = office.promise(donor, office.open(), 500)
    with pytest.raises(NotMonthly), office.at_work():
        monthly.begin(db.session.get_one(Pledge, promise.id))


def test_a_neighbour_has_one_for_each_package(giver):
    giver.begin()
    with pytest.raises(AlreadyMonthly):
        giver.begin()


def test_of_two_begun_in_two_windows_and_both_paid_one_goes_on(giver, office):
    first, second = giver.begin(cents=300, paid=False), giver.begin(cents=400, paid=False)
    for promise in reversed(giver.promises()):
        office.settle(promise)
    assert giver.gift(second).is_active
    assert giver.gift(first).is_stopped


def test_one_does_not_go_back_to_a_gift_beside_another_one(giver, office):
    first = giver.begin()
    with office.at_work():
        monthly.stop(first, WhyStopped.DONOR)
    giver.begin(cents=400)
    with pytest.raises(AlreadyMonthly), office.at_work():
        monthly.go_on(first)


def test_stopped_in_one_tap_nothing_more_is_taken_and_one_may_go_back(
    giver, card_bank, office, move_clock
):
    number = giver.begin()
    with office.at_work():
        turns.promise(number, months_on())
    for _press in range(2):
        with office.at_work():
            monthly.stop(number, WhyStopped.DONOR)
    assert (giver.turns(), giver.pledges()[-1]) == (["paid", "skipped"], "cancelled")
    giver.come(months_on(2))
    assert card_bank.asked == []
    with office.at_work():
        monthly.go_on(number)
    assert giver.gift(number).is_active
    with office.at_work():
        monthly.stop(number, WhyStopped.DONOR)
    move_clock(minutes=11)
    with pytest.raises(TooLateToGoBack), office.at_work():
        monthly.go_on(number)


def test_the_provider_forgets_the_card_once_nobody_can_go_back(
    giver, card_bank, office, move_clock
):
    number = giver.begin()
    with office.at_work():
        monthly.stop(number, WhyStopped.DONOR)
    never = giver.begin(paid=False)
    with office.app.app_context():
        charging.forget_cards()
    assert card_bank.forgotten == []
    move_clock(days=2)
    for _hour in range(2):
        with office.app.app_context():
            charging.forget_cards()
    assert len(card_bank.forgotten) == 1
    assert giver.gift(never).why is WhyStopped.NEVER_PAID
    assert not giver.gift(number).keeps_card


def test_a_package_that_is_withdrawn_ends_it_with_a_word(giver, card_bank, office, donor):
    number = giver.begin()
    with office.at_work():
        cataloguing.offer(db.session.get_one(Package, giver.package.id), offered=False)
    assert giver.gift(number).is_active, "withdrawn by mistake, it may be offered again"
    giver.come(months_on())
    assert giver.gift(number).why is WhyStopped.CLOSED
    assert "gift-monthly-stopped" in told_to(office, donor)
    assert card_bank.asked == []


def test_whoever_may_not_give_now_is_asked_for_nothing(giver, card_bank, make, donor):
    number = giver.begin()
    with make.writing() as session:
        session.get_one(Resident, donor.id).suspended_until = now() + timedelta(days=90)
    giver.come(months_on())
    assert (giver.turns(), card_bank.asked) == (["paid", "skipped"], [])
    assert giver.gift(number).is_active


def test_a_payment_that_a_bank_contests_ends_it(giver, card_bank, office):
    number = giver.begin()
    with office.at_work():
        payment = db.session.query(Pledge).one().payment_reference
        hear_reversal(Told("dp_1", payment, 500, ReversalStatus.OPENED))
    giver.come(months_on())
    assert (giver.gift(number).why, card_bank.asked) == (WhyStopped.CARD, [])


def test_another_gift_meanwhile_does_not_end_the_one_being_charged(giver, card_bank, office, donor):
    number = giver.begin()
    with office.at_work():
        turns.promise(number, months_on())
        actor = Actor.of(db.session.get_one(Resident, donor.id))
        fund = db.session.get_one(Fund, giver.package.fund_id)
        gifts.pledge(actor, fund, amount_cents=700)
    assert giver.pledges() == ["settled", "reserved", "reserved"]


def test_the_database_refuses_a_second_gift_of_one_month(giver, office):
    number = giver.begin()
    with office.app.app_context():
        month = db.session.scalars(select(MonthlyTurn.month)).one()
    twin = MonthlyTurn(monthly_id=number, month=month, status=TurnStatus.SKIPPED)
    with pytest.raises(IntegrityError), office.at_work():
        db.session.add(twin)
