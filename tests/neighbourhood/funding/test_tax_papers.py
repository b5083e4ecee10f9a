"""Tax receipts: who asks for one, what a list says, and that two people draw it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from neighbourhood.foundation.errors import Forbidden, Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding import retention
from neighbourhood.funding.actions import tax_papers, visiting
from neighbourhood.funding.actions.tax_papers import Donated, Terms
from neighbourhood.funding.models.donors import Visitor
from neighbourhood.funding.models.tax import TaxDrawing, TaxLine, TaxPaper, TaxRight
from neighbourhood.funding.queries import donors
from neighbourhood.funding.queries import tax_papers as asked
from neighbourhood.funding.treasury import (
    AnotherOfTheTeam,
    ListWaits,
    NobodyToList,
    PaperDrawn,
    YearNotOver,
)
from neighbourhood.partners.actions import staffing
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.sights import Sight
from tests.neighbourhood.funding.figures import told_to
from tests.neighbourhood.funding.visiting import COLETTE, a_link, pay, plain

TERMS = Terms(
    is_given=True,
    text="Le reçu de votre association.",
    address="1 rue du Port\n59990 Valbourg",
    contact="tresor@asso.example",
)
KARIMA = Donated(name="Karima Benali", address="3 quai des Bateliers\n59990 Valbourg")


class Receipts:
    """The receipts of the partner of a till; `year` is the one in which its gifts are made."""

    def __init__(self, till):
        self.till, self.office = till, till.office
        with self.office.app.app_context():
            self.year = asked.this_year()

    def give(self):
        self.till.act(tax_papers.set_right, self.till.first, self.office.partner, terms=TERMS)

    def ask(self, donor, donated=KARIMA, model=Resident):
        with self.office.at_work():
            right = db.session.scalars(select(TaxRight)).one()
            them = db.session.get_one(model, donor.id)
            return tax_papers.ask(them, right, self.year, donated)

    def take_back(self, donor):
        with self.office.at_work():
            them = db.session.get_one(Resident, donor.id)
            tax_papers.take_back(them, self.office.partner.id, self.year)

    def draw_up(self, who=None):
        who = who or self.office.author
        return self.till.act(tax_papers.draw_up, who, self.office.partner, year=self.year)

    def allow(self, drawing, who=None):
        self.till.act(tax_papers.allow, who or self.till.second, drawing)

    def lines(self, drawing):
        with self.office.app.app_context():
            found = asked.lines_of(db.session.get_one(TaxDrawing, drawing.id))
            return [(each.paper.name, each.figures) for each in found]


@pytest.fixture
def receipts(till):
    found = Receipts(till)
    found.give()
    return found


@pytest.fixture
def next_year(move_clock):
    def pass_over():
        move_clock(days=370)

    return pass_over


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


def test_a_visitor_asks_by_their_link_and_is_forgotten(receipts, app, client, till, office):
    need = office.open(target_cents=1000)
    pay(client, need)
    till.done()
    with office.at_work():
        token = a_link(COLETTE)
    here = f"/donner/recus-fiscaux/{token}"
    assert office.partner.name in client.get(here).text
    one = f"{here}/{office.partner.id}/{receipts.year}"
    page = plain(client.get(one).text)
    assert "vous lui avez donné 10 €, dont 10 € sont déjà versés" in page
    assert "Le reçu de votre association." in page
    read = page.partition('name="read" value="')[2].partition('"')[0]
    said = {"name": "Colette", "address": "Paris", "read": read}
    assert client.post(one, data=said).status_code == 303
    assert client.get(f"{one}/reprendre").status_code == 200
    with office.at_work():
        assert db.session.scalars(select(TaxPaper)).one().name == "Colette"
        visiting.forget(donors.by_email(COLETTE))
        assert db.session.query(TaxPaper).count() == 0


def test_what_a_visitor_asked_comes_over_with_their_gifts(receipts, client, till, office, make):
    pay(client, office.open(target_cents=1000))
    with office.app.app_context():
        visitor = db.session.scalars(select(Visitor)).one()
    receipts.ask(visitor, model=Visitor)
    resident = make.resident("Colette Roy", office.quartier)
    with office.at_work():
        them = db.session.get_one(Resident, resident.id)
        visiting.bring_over(db.session.get_one(Visitor, visitor.id), them)
    with office.app.app_context():
        assert db.session.scalars(select(TaxPaper)).one().resident_id == resident.id


def test_the_pages_of_all_who_take_part(receipts, funded, donor, signed_in, next_year, make):
    till, office = receipts.till, receipts.office
    till.done()
    mine = signed_in(donor)
    one = f"/solidarite/recus-fiscaux/{office.partner.id}/{receipts.year}"
    page = mine.get(one).text
    assert "Karima Benali" in page
    read = page.partition('name="read" value="')[2].partition('"')[0]
    said = {"name": "=Karima", "address": "3 quai\n59990 Valbourg", "read": read}
    assert mine.post(one, data={**said, "siret": "12"}).status_code == 422
    assert mine.post(one, data={**said, "read": ""}).status_code == 409
    assert mine.post(one, data=said).status_code == 303
    assert "pas encore transmis" in mine.get("/solidarite/recus-fiscaux").text
    next_year()
    with make.writing() as session:
        partner = session.get_one(Partner, office.partner.id)
        reader = session.get_one(Resident, office.reader.id)
        staffing.name_staff(partner, reader, role=StaffRole.PAY_OUT)
    team, second = signed_in(office.author), signed_in(office.reader)
    here = f"/partenaires/{office.partner.id}/recus-fiscaux"
    assert "1 à inscrire" in plain(team.get(here).text)
    assert team.post(f"{here}/{receipts.year}/preparer").status_code == 303
    assert "Accorder cette liste" not in team.get(here).text
    page = second.get(here).text
    assert "Accorder cette liste" in page
    with office.app.app_context():
        drawing = db.session.scalars(select(TaxDrawing)).one()
    assert second.get(f"{here}/{drawing.id}/liste.csv").status_code == 404
    read = page.partition('name="read" value="')[2].partition('"')[0]
    assert second.post(f"{here}/{drawing.id}/accorder", data={"read": read}).status_code == 303
    assert "a votre nom" in mine.get(one).text


def test_the_town_says_what_donors_read_or_that_there_are_no_receipts(till, signed_in, office):
    town = office.quartier.municipality_id
    here = f"/administration/communes/{town}/argent/partenaires/{office.partner.id}/recus-fiscaux"
    browser = signed_in(till.first)
    lacking = browser.post(here, data={"is_given": "y", "text": "Oui."})
    assert lacking.status_code == 422
    said = {"is_given": "y", "text": "Oui.", "address": "Ici", "contact": "a@b.example"}
    assert browser.post(here, data=said).status_code == 303
    with office.app.app_context():
        assert asked.giving(office.partner.id).text == "Oui."
    assert browser.post(here, data={"text": ""}).status_code == 303
    with office.app.app_context(), pytest.raises(Missing):
        asked.giving(office.partner.id)
