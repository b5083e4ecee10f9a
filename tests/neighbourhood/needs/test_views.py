"""Solidarité, as neighbours see it."""

from neighbourhood.foundation.storing.database import db
from neighbourhood.needs.models import NeedKind
from neighbourhood.partners.actions.staffing import name_staff
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.places.models import Municipality
from neighbourhood.residents.models.residents import Resident


def test_a_visitor_is_sent_to_sign_in(visitor, office):
    need = office.submitted()
    assert visitor.get(f"/solidarite/{need.id}").location.startswith("/connexion")


def test_a_visitor_is_led_to_what_everybody_may_give_to_or_could(visitor, office):
    need = office.open(target_cents=2000)
    for then in ("open", "funded"):
        assert visitor.get(f"/solidarite/{need.id}").location == f"/donner/solidarite/{need.id}"
        if then == "open":
            office.give(office.author, need, 2000)


def test_whoever_has_no_address_yet_reads_where_they_may_give(office, signed_in, make):
    newcomer = signed_in(make.resident("Nadia Sans Adresse", verified=False))
    page = newcomer.get("/solidarite").text
    town = office.quartier.municipality_id
    with office.app.app_context():
        insee = db.session.get_one(Municipality, town).insee
    assert "Vous pouvez déjà donner" in page
    assert f'href="/villes/{insee}"' in page


def test_neighbours_read_what_is_published_in_their_town(office, open_office, signed_in, neighbour):
    office.open(title="Une facture de chauffage")
    office.draft(title="Un brouillon")
    office.submitted(title="Pas encore relu")
    open_office("Ailleurs").open(title="Un besoin d’une autre ville")
    page = signed_in(neighbour).get("/solidarite").text
    assert "Une facture de chauffage" in page
    assert "0 € sur 150 €" in page.replace("\xa0", " ").replace("\u202f", " ")
    for hidden in ("Un brouillon", "Pas encore relu", "Un besoin d’une autre ville"):
        assert hidden not in page


def test_needs_of_others_are_not_there(office, open_office, signed_in, neighbour):
    elsewhere = open_office("Ailleurs").open()
    browser = signed_in(neighbour)
    for need in (elsewhere, office.draft(), office.submitted()):
        assert browser.get(f"/solidarite/{need.id}").status_code == 404
    assert browser.get("/solidarite/999999").status_code == 404


def test_staff_from_elsewhere_read_what_their_partner_published(office, signed_in, make):
    need = office.open()
    faraway = make.resident("Awa Diop", make.quartier("Loin", make.municipality("Ailleurs")))
    assert signed_in(faraway).get(f"/solidarite/{need.id}").status_code == 404
    with office.at_work():
        partner = db.session.get_one(Partner, office.partner.id)
        name_staff(partner, db.session.get_one(Resident, faraway.id), role=StaffRole.READ)
    assert signed_in(faraway).get(f"/solidarite/{need.id}").status_code == 200


def test_the_timeline_has_beside_it_what_lacks_little(office, open_office, signed_in, neighbour):
    office.open(title="Une facture")
    office.draft(title="Un brouillon")
    open_office("Ailleurs").open(title="Un besoin d’une autre ville")
    page = signed_in(neighbour).get("/a-cote").text
    assert "Il manque peu" in page
    assert "Une facture" in page
    assert "Un brouillon" not in page
    assert "Un besoin d’une autre ville" not in page


def test_filters_narrow_the_list(office, signed_in, neighbour, make):
    office.open(title="Se chauffer un mois")
    office.open(title="Un cartable", kind=NeedKind.SCHOOL)
    browser = signed_in(neighbour)
    page = browser.get("/solidarite?kind=school").text
    assert "Un cartable" in page
    assert "Se chauffer un mois" not in page
    assert "Un cartable" in browser.get("/solidarite?kind=nonsense").text
    page = browser.get(f"/solidarite?quartier={office.quartier.id}").text
    assert "Un cartable" not in page, "it is shown with the town alone"
    assert "Un cartable" not in browser.get("/solidarite?quartier=424242").text


def test_what_misses_money_comes_before_what_is_met(office, signed_in, neighbour, make):
    office.open(title="Encore ouvert")
    met = office.open(title="Déjà réuni", target_cents=2000)
    office.give(make.resident("Léa Roy", office.quartier), met, 2000)
    page = signed_in(neighbour).get("/solidarite").text
    assert page.index("Encore ouvert") < page.index("Déjà réuni")


def test_the_list_goes_on_page_after_page(office, signed_in, neighbour):
    for number in range(22):
        office.open(title=f"Besoin numéro {number:02}.")
    browser = signed_in(neighbour)
    first = browser.get("/solidarite").text
    assert first.count("Besoin numéro") >= 20
    assert "Besoin numéro 01." not in first
    after = first.split("after=")[1].split('"')[0].split("&")[0]
    second = browser.get(f"/solidarite?after={after}").text
    assert "Besoin numéro 01." in second
    assert "Besoin numéro 21." not in second


def test_the_list_costs_the_same_whatever_its_length(office, signed_in, neighbour, statements):
    browser = signed_in(neighbour)
    counts = []
    for _round in range(2):
        office.open()
        office.open()
        statements.clear()
        browser.get("/solidarite")
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 6, statements


def test_someone_without_an_address_is_invited_to_prove_one(office, signed_in, make):
    office.open()
    page = signed_in(make.resident("Nouveau Venu", verified=False)).get("/solidarite").text
    assert "Dites-nous d’abord où vous habitez" in page


def test_a_withdrawn_need_leaves_the_list(office, signed_in, neighbour):
    need = office.open(title="Bientôt retiré")
    page = f"/partenaires/{office.partner.id}/besoins/{need.id}"
    assert signed_in(office.author).post(f"{page}/retirer").status_code == 303
    assert "Bientôt retiré" not in signed_in(neighbour).get("/solidarite").text


def test_the_page_of_a_withdrawn_need_says_so_to_whoever_comes_by_a_link(
    office, signed_in, neighbour, make
):
    need = office.open(title="Bientôt retiré")
    office.withdraw(need)
    page = signed_in(neighbour).get(f"/solidarite/{need.id}")
    assert page.status_code == 410
    assert "Ce besoin est retiré" in page.text
    assert "Bientôt retiré" not in page.text
    elsewhere = make.resident("Jean Loin", make.quartier("Ailleurs"))
    assert signed_in(elsewhere).get(f"/solidarite/{need.id}").status_code == 404


def test_a_draft_that_was_deleted_was_never_there(office, signed_in, neighbour):
    need = office.draft()
    office.withdraw(need)
    assert signed_in(neighbour).get(f"/solidarite/{need.id}").status_code == 404
