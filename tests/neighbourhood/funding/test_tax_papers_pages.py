"""The pages of tax receipts: of donors with an account or without, of a team, of a town."""

import pytest
from sqlalchemy import select

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.actions import visiting
from neighbourhood.funding.models.donors import Visitor
from neighbourhood.funding.models.gifts import Pledge
from neighbourhood.funding.models.provider import ReversalStatus
from neighbourhood.funding.models.tax import TaxDrawing, TaxPaper
from neighbourhood.funding.queries import donors
from neighbourhood.funding.queries import tax_papers as asked
from neighbourhood.partners.actions import staffing
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.residents.models.residents import Resident
from tests.neighbourhood.funding.receipts import next_year, receipts
from tests.neighbourhood.funding.test_covering import hear
from tests.neighbourhood.funding.visiting import COLETTE, a_link, pay, plain

__all__ = ["next_year", "receipts"]


def carried(page):
    return page.partition('name="read" value="')[2].partition('"')[0]


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
    assert "vous lui avez donné 10 € : tout est versé à l’organisme" in page
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


def name_a_second(make, office):
    with make.writing() as session:
        partner = session.get_one(Partner, office.partner.id)
        reader = session.get_one(Resident, office.reader.id)
        staffing.name_staff(partner, reader, role=StaffRole.PAY_OUT)


@pytest.mark.parametrize("never", [1, 1999, 9998, 9999, 2**63 - 1])
def test_a_year_in_which_one_gave_nothing_has_no_page(receipts, funded, donor, signed_in, never):
    year = f"/solidarite/recus-fiscaux/{receipts.office.partner.id}/{never}"
    assert signed_in(donor).get(year).status_code == 404


def test_the_pages_of_all_who_take_part(receipts, funded, donor, other, signed_in, next_year, make):
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
    receipts.crowd(other)
    assert "pas encore transmis" in mine.get("/solidarite/recus-fiscaux").text
    next_year()
    name_a_second(make, office)
    team, second = signed_in(office.author), signed_in(office.reader)
    here = f"/partenaires/{office.partner.id}/recus-fiscaux"
    assert "3 à mettre sur la liste" in plain(team.get(here).text)
    assert team.post(f"{here}/{receipts.year}/preparer").status_code == 303
    waiting = team.get(here).text
    assert "Donner mon accord" not in waiting
    assert "=Karima" not in waiting, "whoever prepared it reads no name"
    assert "Préparer la liste" not in waiting
    page = second.get(here).text
    assert "Donner mon accord" in page
    assert "=Karima" in page
    assert "3 personnes · 250 € en tout" in plain(page)
    with office.app.app_context():
        drawing = db.session.scalars(select(TaxDrawing)).one()
    asked_who = second.get(f"{here}/{drawing.id}/liste.csv")
    assert asked_who.status_code == 303, "no file before they prove who they are"
    read = page.partition('name="read" value="')[2].partition('"')[0]
    assert second.post(f"{here}/{drawing.id}/accorder", data={"read": read}).status_code == 303
    assert "a votre nom" in signed_in(donor).get(one).text
    with office.app.app_context():
        gift = db.session.scalars(select(Pledge).where(Pledge.amount_cents == 10000)).one()
    hear(office, gift, ReversalStatus.LOST, 900)
    assert "Ce reçu compte 9 € de trop" in plain(signed_in(donor).get(one).text)
    assert "compte 9 € de trop : la banque a repris un don" in plain(team.get(here).text)


def test_the_town_says_what_donors_read_or_that_there_are_no_receipts(till, signed_in, office):
    town = office.quartier.municipality_id
    here = f"/administration/communes/{town}/argent/partenaires/{office.partner.id}/recus-fiscaux"
    browser = signed_in(till.first)
    said = {"is_given": "y", "text": "Oui.", "address": "Ici", "contact": "a@b.example"}
    read = carried(browser.get(here).text)
    assert browser.post(here, data=said).status_code == 409, "who read nothing decides nothing"
    lacking = browser.post(here, data={"is_given": "y", "text": "Oui."})
    assert lacking.status_code == 422
    assert browser.post(here, data={**said, "read": read}).status_code == 303
    late = browser.post(here, data={**said, "text": "Non.", "read": read})
    assert late.status_code == 409, "a colleague wrote it meanwhile"
    with office.app.app_context():
        assert asked.giving(office.partner.id).text == "Oui."
    read = carried(browser.get(here).text)
    assert browser.post(here, data={"text": "", "read": read}).status_code == 303
    with office.app.app_context(), pytest.raises(Missing):
        asked.giving(office.partner.id)
