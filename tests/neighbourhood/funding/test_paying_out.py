"""Pay-outs: two people, amounts that are frozen, one file, never twice."""

import threading
from datetime import date

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.errors import Forbidden
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.moves import IllegalMove
from neighbourhood.funding.actions import paying_out
from neighbourhood.funding.actions.reversing import Told, hear_reversal
from neighbourhood.funding.models.gifts import FundStatus
from neighbourhood.funding.models.paying import PainVersion, PayOut, PayOutLine, PayOutStatus
from neighbourhood.funding.models.provider import ReversalStatus
from neighbourhood.funding.treasury import (
    AccountChanged,
    AmountChanged,
    NoAccount,
    NothingToPay,
    SecondPerson,
)
from neighbourhood.partners.models import Partner
from neighbourhood.places.models import Municipality
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.neighbourhood.funding.test_ledger import books
from tests.support.making import Make
from tests.support.needs import open_office_in
from tests.support.racing import at_once
from tests.support.treasury import ANOTHER, OF_PARTNER, OF_TOWN, Till, open_till

DAY = date(2026, 3, 12)


def test_from_what_is_complete_to_money_with_the_partner(till, office, funded, donor):
    office.give(donor, office.open(target_cents=9000), 800)  # not complete: it waits
    drawn = till.draw_up()
    assert (drawn.cents, till.now(drawn).reference[4:]) == (15000, "-0001")
    assert books(office.app)["provider"] == 15800, "nothing moved yet"
    till.act(paying_out.approve, till.second, drawn)
    till.act(paying_out.hand_over, till.first, drawn, version=PainVersion.V03)
    assert till.where(funded) == (15000, 15000, 0)
    assert books(office.app)["provider"] == 800
    till.act(paying_out.confirm_done, till.first, drawn, day=DAY)
    done = till.now(drawn)
    assert (done.status, done.bank_day) == (PayOutStatus.DONE, DAY)
    with pytest.raises(NothingToPay):
        till.draw_up()


def test_whoever_drew_it_up_does_not_approve_it_nor_somebody_of_their_home(till, make, funded):
    drawn = till.draw_up()
    with pytest.raises(SecondPerson):
        till.act(paying_out.approve, till.first, drawn)
    with make.writing() as session:
        home = session.get_one(Resident, till.first.id).address_id
        session.get_one(Resident, till.second.id).address_id = home
    with pytest.raises(SecondPerson):
        till.act(paying_out.approve, till.second, drawn)
    with pytest.raises(IntegrityError, match="two_people"), till.office.at_work():
        db.session.execute(text("UPDATE pay_out SET approved_by_id = author_id"))


def test_who_runs_nothing_moves_nothing(till, funded):
    stranger = till.office.reader
    with pytest.raises(Forbidden):
        till.act(paying_out.draw_up, stranger, till.office.partner)
    drawn = till.draw_up()
    for action, more in (
        (paying_out.approve, {}),
        (paying_out.hand_over, {"version": PainVersion.V09}),
        (paying_out.confirm_done, {"day": DAY}),
        (paying_out.come_back, {"day": DAY, "word": "…"}),
        (paying_out.withdraw, {}),
    ):
        with pytest.raises(Forbidden):
            till.act(action, stranger, drawn, **more)


ACTS = {
    PayOutStatus.APPROVED: lambda till, it: till.act(paying_out.approve, till.second, it),
    PayOutStatus.HANDED_OVER: lambda till, it: till.act(
        paying_out.hand_over, till.first, it, version=PainVersion.V09
    ),
    PayOutStatus.DONE: lambda till, it: till.act(paying_out.confirm_done, till.first, it, day=DAY),
    PayOutStatus.BACK: lambda till, it: till.back(it),
    PayOutStatus.WITHDRAWN: lambda till, it: till.act(paying_out.withdraw, till.first, it),
}
WAY = [PayOutStatus.APPROVED, PayOutStatus.HANDED_OVER, PayOutStatus.DONE, PayOutStatus.BACK]


def test_each_step_is_taken_from_where_the_table_allows_it(till, funded):
    drawn = till.draw_up()
    for reached in [PayOutStatus.DRAWN_UP, *WAY]:
        if reached in ACTS:
            ACTS[reached](till, drawn)
        for wanted in ACTS.keys() - PayOut.MOVES[reached]:
            with pytest.raises(IllegalMove):
                ACTS[wanted](till, drawn)
        assert till.now(drawn).status is reached


def test_what_came_back_may_be_paid_anew_by_another_one(till, funded):
    first = till.done()
    till.back(first)
    assert till.where(funded) == (15000, 0, 0)
    second = till.handed_over()
    assert (second.cents, second.number) == (15000, 2)
    assert till.where(funded) == (15000, 15000, 0)


def test_what_came_back_after_it_was_proved_is_used_once_it_is_paid(till, office, funded):
    first = till.done()
    office.prove(funded, cents=12000)
    till.back(first)
    assert till.where(funded) == (15000, 0, 0)
    assert till.done().cents == 12000
    assert till.where(funded) == (15000, 0, 12000)


def test_what_is_given_up_leaves_its_needs_to_another_one(till, funded):
    first = till.approved()
    with pytest.raises(NothingToPay):
        till.draw_up()
    till.act(paying_out.withdraw, till.second, first)
    assert till.draw_up().cents == 15000


def test_a_file_is_the_same_however_often_it_is_taken(till, funded):
    handed = till.handed_over()
    assert handed.document == till.now(handed).document
    assert funded.title not in handed.document
    assert OF_PARTNER in handed.document
    with till.office.app.app_context():
        stored = db.session.scalars(text("SELECT document FROM pay_out")).one()
    assert OF_PARTNER not in stored


def test_no_money_goes_to_an_account_that_changed_since(till, funded):
    drawn = till.draw_up()
    till.account(ANOTHER)
    with pytest.raises(AccountChanged):
        till.act(paying_out.approve, till.second, drawn)
    till.act(paying_out.withdraw, till.first, drawn)
    approved = till.approved()
    till.town_account(OF_TOWN)
    with pytest.raises(AccountChanged):
        till.act(paying_out.hand_over, till.first, approved, version=PainVersion.V09)


def test_without_accounts_nothing_is_drawn_up(bare_till, funded):
    with pytest.raises(NoAccount):
        bare_till.draw_up()
    bare_till.account()
    with pytest.raises(NoAccount):
        bare_till.draw_up()


@pytest.mark.parametrize("begun", [Till.draw_up, Till.approved])
def test_a_gift_that_is_contested_meanwhile_stops_it(till, office, donor, begun):
    need = office.open(target_cents=4000)
    gift = office.give(donor, need, 4000)
    waiting = begun(till)
    with office.at_work():
        hear_reversal(Told("dp_1", gift.payment_reference, 4000, ReversalStatus.OPENED))
    before, after = till.now(waiting).status, PayOutStatus.APPROVED
    then = PayOutStatus.HANDED_OVER if before is after else after
    with pytest.raises(AmountChanged):
        ACTS[then](till, waiting)
    assert till.now(waiting).status is before
    till.act(paying_out.withdraw, till.first, waiting)
    with pytest.raises(NothingToPay):
        till.draw_up()


def test_a_partner_that_acts_no_more_is_paid_nothing(till, funded):
    approved = till.approved()
    till.close_partner()
    with pytest.raises(AccountChanged):
        till.act(paying_out.hand_over, till.first, approved, version=PainVersion.V09)
    till.act(paying_out.withdraw, till.first, approved)
    with pytest.raises(NothingToPay):
        till.draw_up()


def test_what_a_correction_adds_is_paid_once_it_is_there(till, office, funded, donor):
    till.done()
    office.correct(funded, target_cents=16000)
    office.give(donor, funded, 1000)
    assert office.now(funded).fund.status is FundStatus.COMPLETED
    assert till.done().cents == 1000
    assert till.where(funded) == (16000, 16000, 0)


def two_at_once(app):
    make = Make(app)
    office = open_office_in(app, make)
    till = open_till(make, office)
    till.town_account()
    till.account()
    need = office.open(target_cents=2000)
    office.give(make.resident("Karima Benali", office.quartier), need, 2000)

    def draw_up(who):
        actor = Actor.of(db.session.get_one(Resident, who.id))
        return paying_out.draw_up(actor, db.session.get_one(Partner, office.partner.id)).number

    return draw_up, [till.first, till.second]


def live_lines(app):
    with app.app_context():
        return db.session.scalars(select(PayOutLine.cents)).all()


def test_of_two_who_draw_up_the_same_one_comes_too_late(grown_app):
    draw_up, both = two_at_once(grown_app)
    assert sorted(map(str, at_once(grown_app, draw_up, both))) == ["1", "nothing_to_pay"]
    assert live_lines(grown_app) == [2000]


def test_without_the_lock_both_see_it_and_the_database_refuses_one(grown_app, monkeypatch):
    draw_up, both = two_at_once(grown_app)
    monkeypatch.setattr(
        paying_out, "hold", lambda _model, row_id: db.session.get_one(Municipality, row_id)
    )
    meet = threading.Barrier(2)
    read = paying_out.paying.payable_to

    def read_then_wait(partner):
        found = read(partner)
        meet.wait(60)
        return found

    monkeypatch.setattr(paying_out.paying, "payable_to", read_then_wait)
    with pytest.raises(IntegrityError, match="uq_pay_out"):
        at_once(grown_app, draw_up, both)
    assert live_lines(grown_app) == [2000]
