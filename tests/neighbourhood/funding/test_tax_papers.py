"""Tax receipts: who asks for one, what a list says, and that two people draw it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from neighbourhood.foundation.errors import Forbidden, Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding import retention
from neighbourhood.funding.actions import tax_papers
from neighbourhood.funding.actions.tax_papers import Donated
from neighbourhood.funding.models.tax import TaxDrawing, TaxLine, TaxPaper
from neighbourhood.funding.treasury import (
    AnotherOfTheTeam,
    ListWaits,
    NobodyToList,
    PaperDrawn,
    YearNotOver,
)
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.sights import Sight
from tests.neighbourhood.funding.figures import told_to
from tests.neighbourhood.funding.receipts import next_year, receipts

__all__ = ["next_year", "receipts"]


def test_a_list_says_name_address_and_the_total_paid_out(receipts, till, funded, donor, next_year):
    receipts.office.give(donor, receipts.office.open(target_cents=9000), 700)  # not complete
    till.done()
    receipts.ask(donor)
    next_year()
    drawing = receipts.draw_up()
    receipts.allow(drawing)
    assert receipts.lines(drawing) == [("Karima Benali", {"card": 10000})]
    assert "tax-paper-drawn" in told_to(receipts.office, donor)
    with receipts.office.app.app_context():
        acts = list(db.session.scalars(select(Sight.act)))
    assert acts.count("funding.tax_listed") == 1


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
    receipts.draw_up()


def test_a_year_that_is_not_over_has_no_list(receipts, till, funded, donor):
    till.done()
    receipts.ask(donor)
    with pytest.raises(YearNotOver):
        receipts.draw_up()


def test_two_people_of_two_homes(receipts, till, make, funded, donor, next_year):
    till.done()
    receipts.ask(donor)
    next_year()
    with pytest.raises(Forbidden):
        receipts.draw_up(donor)
    drawing = receipts.draw_up()
    with pytest.raises(ListWaits):
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


def test_it_may_be_taken_back_until_it_is_on_a_list(receipts, till, funded, donor, next_year):
    till.done()
    receipts.ask(donor)
    receipts.take_back(donor)
    receipts.take_back(donor)
    receipts.ask(donor)
    next_year()
    drawing = receipts.draw_up()
    receipts.allow(drawing)
    with pytest.raises(PaperDrawn):
        receipts.take_back(donor)
    with pytest.raises(PaperDrawn):
        receipts.ask(donor, Donated(name="Autre", address="Ailleurs"))


def test_taken_back_while_the_list_waits_it_is_not_on_it(
    receipts, till, funded, donor, other, next_year
):
    till.done()
    receipts.ask(donor)
    receipts.ask(other, Donated(name="Marcel Petit", address="Ici"))
    next_year()
    drawing = receipts.draw_up()
    receipts.take_back(donor)
    receipts.allow(drawing)
    assert receipts.lines(drawing) == [("Marcel Petit", {"card": 5000})]


def test_what_is_paid_out_later_is_on_a_later_list(receipts, till, funded, donor, next_year):
    office = receipts.office
    late = office.open(target_cents=9000)
    office.give(donor, late, 700)
    till.done()
    receipts.ask(donor)
    next_year()
    receipts.allow(receipts.draw_up())
    with pytest.raises(NobodyToList):
        receipts.draw_up()
    office.give(office.reader, office.now(late), 8300)
    till.done()
    second = receipts.draw_up()
    receipts.allow(second)
    assert receipts.lines(second) == [("Karima Benali", {"card": 700})]


def test_one_asks_where_one_gave_and_the_partner_gives_receipts(receipts, till, funded, make):
    stranger = make.resident("Nora Petit", receipts.office.quartier)
    with pytest.raises(Missing):
        receipts.ask(stranger)


def test_who_leaves_is_on_no_list_and_stays_on_a_drawn_one(
    receipts, till, funded, donor, other, next_year
):
    till.done()
    receipts.ask(donor)
    next_year()
    receipts.allow(receipts.draw_up())
    receipts.ask(other, Donated(name="Marcel Petit", address="Ici"))
    with receipts.office.at_work():
        for each in (donor, other):
            retention._erase(each.id)
    with receipts.office.app.app_context():
        kept = db.session.scalars(select(TaxPaper)).one()
        assert (kept.name, kept.resident_id) == ("Karima Benali", None)
        cards = db.session.scalars(select(TaxLine)).one().figures
        assert cards == {"card": 10000}


def test_a_list_is_forgotten_after_six_years(receipts, till, funded, donor, next_year, move_clock):
    till.done()
    receipts.ask(donor)
    next_year()
    receipts.allow(receipts.draw_up())
    for ago, left in ((timedelta(days=30), 1), (timedelta(), 0)):
        with receipts.office.at_work():
            tax_papers.forget_drawn(now() - ago)
            assert db.session.query(TaxPaper).count() == left
            assert db.session.query(TaxDrawing).count() == left
