"""Tax receipts: who asks for one, what a list says, and that two people draw it."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.errors import Forbidden, Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.actions import visiting
from neighbourhood.funding.actions.tax_papers import Donated
from neighbourhood.funding.models.donors import Visitor
from neighbourhood.funding.models.provider import ReversalStatus
from neighbourhood.funding.models.tax import TaxDrawing
from neighbourhood.funding.treasury import (
    AnotherOfTheTeam,
    ListMade,
    NobodyToList,
    OneListAYear,
    PaperDrawn,
    TooFewToList,
    YearNotOver,
)
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.sights import Sight
from tests.neighbourhood.funding.figures import told_to
from tests.neighbourhood.funding.receipts import next_year, receipts
from tests.neighbourhood.funding.test_covering import hear
from tests.neighbourhood.funding.visiting import pay

__all__ = ["next_year", "receipts"]


CROWD = [("Marcel Petit", {"card": 5000}), ("Lise", {"card": 10000})]


def test_a_list_says_name_address_and_the_total_paid_out(receipts, funded, donor, other, next_year):
    receipts.office.give(donor, receipts.office.open(target_cents=9000), 700)  # not complete
    receipts.ask(donor)
    receipts.crowd(other)
    next_year()
    drawing = receipts.draw_up()
    receipts.allow(drawing)
    said = sorted(receipts.lines(drawing))
    assert said == sorted([*CROWD, ("Karima Benali", {"card": 10000})])
    assert "tax-paper-drawn" in told_to(receipts.office, donor)
    with receipts.office.app.app_context():
        acts = list(db.session.scalars(select(Sight.act)))
    assert acts.count("funding.tax_listed") == 3


def test_nobody_is_on_a_list_who_did_not_ask(receipts, till, funded, other, next_year):
    till.done()
    next_year()
    with pytest.raises(NobodyToList):
        receipts.draw_up()


def test_money_that_is_held_does_not_count(receipts, till, funded, donor, next_year):
    handed = till.handed_over()
    receipts.ask(donor)
    next_year()
    with pytest.raises(NobodyToList):
        receipts.draw_up()
    till.confirm(handed)
    with pytest.raises(TooFewToList):
        receipts.draw_up()


def test_a_year_that_is_not_over_has_no_list(receipts, till, funded, donor):
    till.done()
    receipts.ask(donor)
    with pytest.raises(YearNotOver):
        receipts.draw_up()


def test_two_people_of_two_homes(receipts, till, make, funded, donor, other, next_year):
    receipts.ask(donor)
    receipts.crowd(other)
    next_year()
    with pytest.raises(Forbidden):
        receipts.draw_up(donor)
    drawing = receipts.draw_up()
    with pytest.raises(OneListAYear):
        receipts.draw_up()
    author, second = receipts.office.author, till.second
    with pytest.raises(AnotherOfTheTeam):
        receipts.allow(drawing, author)
    with pytest.raises(Forbidden):
        receipts.allow(drawing, donor)
    with make.writing() as session:
        home = session.get_one(Resident, author.id).address_id
        session.get_one(Resident, second.id).address_id = home
    with pytest.raises(AnotherOfTheTeam):
        receipts.allow(drawing, second)
    receipts.allow(drawing, till.first)


def test_it_may_be_taken_back_until_it_is_on_a_list(receipts, funded, donor, other, next_year):
    receipts.ask(donor)
    receipts.take_back(donor)
    receipts.take_back(donor)
    receipts.ask(donor)
    receipts.crowd(other)
    next_year()
    drawing = receipts.draw_up()
    receipts.allow(drawing)
    with pytest.raises(PaperDrawn):
        receipts.take_back(donor)
    with pytest.raises(PaperDrawn):
        receipts.ask(donor, Donated(name="Autre", address="Ailleurs"))


def test_taken_back_while_the_list_waits_it_is_not_on_it_and_too_few_are_left(
    receipts, funded, donor, other, next_year
):
    receipts.ask(donor)
    receipts.crowd(other)
    next_year()
    drawing = receipts.draw_up()
    receipts.take_back(donor)
    with pytest.raises(TooFewToList):
        receipts.allow(drawing)
    assert sorted(receipts.lines(drawing)) == sorted(CROWD)


def test_a_list_of_too_few_people_or_too_few_needs_is_refused(
    receipts, till, funded, donor, other, next_year
):
    receipts.office.give(receipts.office.reader, need := receipts.office.open(), 8000)
    receipts.office.give(donor, receipts.office.now(need), 7000)
    till.done()
    receipts.ask(donor)
    receipts.ask(other)
    receipts.ask(receipts.office.reader)  # three people, and two needs
    next_year()
    with pytest.raises(TooFewToList):
        receipts.draw_up()


def test_there_is_one_list_a_year_whatever_is_paid_out_later(
    receipts, till, funded, donor, other, next_year
):
    """A second one would be exactly the donors of what was paid out in between."""
    office = receipts.office
    late = office.open(target_cents=9000)
    office.give(donor, late, 700)
    receipts.ask(donor)
    receipts.crowd(other)
    next_year()
    drawing = receipts.draw_up()
    before = receipts.lines(drawing)
    office.give(office.author, office.now(late), 8300)
    till.done()
    receipts.allow(drawing)
    assert receipts.lines(drawing) == before, "it does not change while it waits"
    with pytest.raises(OneListAYear):
        receipts.draw_up()
    twin = TaxDrawing(partner_id=office.partner.id, year=receipts.year, author_id=office.author.id)
    with office.app.app_context():
        db.session.add(twin)
        with pytest.raises(IntegrityError, match="UNIQUE"):
            db.session.flush()


def test_money_of_a_visitor_with_an_account_is_never_listed_twice(
    receipts, app, client, funded, donor, other, next_year
):
    office = receipts.office
    pay(client, office.open(target_cents=1000))
    with app.app_context():
        visitor = db.session.scalars(select(Visitor)).one()
    receipts.ask(visitor, Donated(name="Colette", address="Paris"), model=Visitor)
    receipts.crowd(other)
    next_year()
    drawing = receipts.draw_up()
    receipts.allow(drawing)
    with office.at_work():
        them = db.session.get_one(Resident, donor.id)
        visiting.bring_over(db.session.get_one(Visitor, visitor.id), them)
    with pytest.raises(OneListAYear):
        receipts.draw_up()
    with pytest.raises(PaperDrawn):
        receipts.ask(donor)
    assert receipts.too_much(drawing) == {}


def test_who_asks_once_the_list_is_made_is_told_to_write(receipts, funded, donor, other, next_year):
    receipts.crowd(other)
    receipts.ask(donor)
    next_year()
    receipts.draw_up()
    receipts.take_back(donor)
    with pytest.raises(ListMade):
        receipts.ask(donor)


def test_a_bank_takes_back_what_is_on_a_list(receipts, till, office, donor, other, next_year):
    need = office.open(target_cents=15000)
    office.give(donor, need, 10000)
    small = office.give(other, need, 5000)
    receipts.ask(donor)
    receipts.crowd(other)
    next_year()
    drawing = receipts.draw_up()
    receipts.allow(drawing)
    assert receipts.too_much(drawing) == {}
    # What is paid out later does not hide it.
    later = office.open(target_cents=5000)
    office.give(other, later, 5000)
    till.done()
    hear(office, small, ReversalStatus.LOST, 5000)
    (number,) = (n for n, line in enumerate(receipts.lines(drawing), 1) if "Marcel" in line[0])
    assert receipts.too_much(drawing) == {number: 5000}
    assert "tax-paper-too-much" in told_to(office, office.author)


def test_who_asked_is_told_that_there_are_no_more_receipts(receipts, till, funded, donor):
    receipts.ask(donor)
    receipts.end()
    assert "tax-receipts-end" in told_to(receipts.office, donor)
    receipts.take_back(donor)


def test_one_asks_where_one_gave_and_the_partner_gives_receipts(receipts, till, funded, make):
    stranger = make.resident("Nora Petit", receipts.office.quartier)
    with pytest.raises(Missing):
        receipts.ask(stranger)
