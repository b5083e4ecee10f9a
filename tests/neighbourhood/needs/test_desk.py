"""The desk where staff write, read and publish needs, and ask for proofs."""

import pytest

from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.drafts import Draft
from neighbourhood.needs.models import Need, NeedKind, NeedStatus
from neighbourhood.partners.actions.staffing import name_staff
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.residents.models.residents import Resident
from tests.support.needs import PROOF, TICKS

TEXT = {"title": "Une facture de gaz", "covers": "Le solde de l’hiver, payé au fournisseur."}


def test_staff_write_a_need_one_step_at_a_time(office, signed_in):
    browser, desk = signed_in(office.author), f"/partenaires/{office.partner.id}/besoins"
    answer = browser.post(f"{desk}/nouveau", data={"kind": "heating"})
    assert answer.location == f"{desk}/nouveau/texte"
    answer = browser.post(f"{desk}/nouveau/texte", data=TEXT)
    assert answer.location == f"{desk}/nouveau/montant"
    assert TEXT["title"] in browser.get(f"{desk}/nouveau/texte").text, "going back loses nothing"
    answer = browser.post(
        f"{desk}/nouveau/montant", data={"amount": "150,50", "quartier": office.quartier.id}
    )
    assert answer.status_code == 303
    preview = browser.get(answer.location).text
    assert TEXT["covers"] in preview
    assert "Envoyer à relire" in preview
    assert browser.post(f"{answer.location}/envoyer", data=TICKS).status_code == 303
    with office.app.app_context():
        need = db.session.query(Need).one()
        assert (need.status, need.target_cents) == (NeedStatus.SUBMITTED, 16000), "rounded up"


def test_a_need_half_written_waits_on_every_device_for_its_partner_alone(
    office, open_office, signed_in, make
):
    desk = f"/partenaires/{office.partner.id}/besoins/nouveau"
    signed_in(office.author).post(f"{desk}/texte", data=TEXT)
    assert TEXT["title"] in signed_in(office.author).get(f"{desk}/texte").text
    assert TEXT["title"] not in signed_in(office.reader).get(f"{desk}/texte").text
    other = open_office("Une autre association")
    with make.writing() as session:
        name_staff(
            session.get_one(Partner, other.partner.id),
            session.get_one(Resident, office.author.id),
            role=StaffRole.PUBLISH,
        )
    theirs = f"/partenaires/{other.partner.id}/besoins/nouveau/texte"
    assert TEXT["title"] not in signed_in(office.author).get(theirs).text


def test_a_text_that_points_at_a_person_is_stored_nowhere(app, office, signed_in):
    desk = f"/partenaires/{office.partner.id}/besoins/nouveau/texte"
    signed_in(office.author).post(desk, data={**TEXT, "covers": "La facture de Mme Durand"})
    with app.app_context():
        assert db.session.query(Draft).count() == 0


def test_a_step_out_of_turn_starts_from_the_beginning(office, signed_in):
    desk = f"/partenaires/{office.partner.id}/besoins"
    answer = signed_in(office.author).get(f"{desk}/nouveau/montant")
    assert answer.location == f"{desk}/nouveau"


def test_a_text_that_points_at_a_person_is_refused_and_kept(office, signed_in):
    desk = f"/partenaires/{office.partner.id}/besoins/nouveau/texte"
    answer = signed_in(office.author).post(
        desk, data={**TEXT, "covers": "La facture de Mme Durand"}
    )
    assert answer.status_code == 422
    assert "Ce texte contient un nom" in answer.text
    assert "La facture de Mme Durand" in answer.text


@pytest.mark.parametrize("amount", ["9,99", "5000,01", "beaucoup", "", "-20"])
def test_a_price_out_of_bounds_is_refused(office, signed_in, amount):
    browser, desk = signed_in(office.author), f"/partenaires/{office.partner.id}/besoins/nouveau"
    browser.post(desk, data={"kind": "food"})
    browser.post(f"{desk}/texte", data=TEXT)
    answer = browser.post(
        f"{desk}/montant", data={"amount": amount, "quartier": office.quartier.id}
    )
    assert answer.status_code == 422


def test_a_colleague_reads_and_publishes(office, signed_in):
    need = office.submitted()
    page = f"/partenaires/{office.partner.id}/besoins/{need.id}"
    reader = signed_in(office.reader)
    assert "Approuver ce besoin" in reader.get(page).text
    assert "Approuver ce besoin" not in signed_in(office.author).get(page).text
    assert signed_in(office.author).post(f"{page}/publier", data=TICKS).status_code == 403
    assert reader.post(f"{page}/publier", data=TICKS).status_code == 303
    assert office.now(need).status is NeedStatus.APPROVED
    assert reader.post(f"{page}/publier", data=TICKS).status_code == 409
    office.release(need)
    assert reader.post(f"{page}/publier", data=TICKS).status_code == 409


def test_a_need_is_sent_back_edited_and_sent_again(office, signed_in, make):
    need = office.submitted()
    page = f"/partenaires/{office.partner.id}/besoins/{need.id}"
    assert signed_in(office.reader).post(f"{page}/renvoyer", data={"reason": ""}).status_code == 422
    signed_in(office.reader).post(f"{page}/renvoyer", data={"reason": "Précisez le montant."})
    make.quartier("Ailleurs en ville", office.partner.municipality)
    author = signed_in(office.author)
    assert "Précisez le montant." in author.get(page).text
    form = author.get(f"{page}/modifier").text
    assert "Une facture de chauffage" in form
    assert f'<option selected value="{office.quartier.id}">' in form
    corrected = {
        **TEXT,
        "kind": "food",
        "amount": "80",
        "quartier": office.quartier.id,
    }
    assert author.post(f"{page}/modifier", data={**corrected, "amount": "1"}).status_code == 422
    assert author.post(f"{page}/modifier", data=corrected).status_code == 303
    assert (office.now(need).target_cents, office.now(need).kind) == (8000, NeedKind.FOOD)
    author.post(f"{page}/envoyer", data=TICKS)
    assert author.get(f"{page}/modifier").location == page, "it is being read"
    assert author.post(f"{page}/modifier", data=corrected).status_code == 409
    assert office.now(need).status is NeedStatus.SUBMITTED


def test_funded_needs_ask_for_a_proof_which_neighbours_read(office, signed_in, make, neighbour):
    need = office.open(target_cents=2000)
    office.give(make.resident("Léa Roy", office.quartier), need, 2000)
    page = f"/partenaires/{office.partner.id}/besoins/{need.id}"
    author = signed_in(office.author)
    assert "Dire à quoi l’argent a servi" in author.get(page).text
    refused = author.post(f"{page}/preuve", data={**PROOF, "text": "Mme Durand est contente"})
    assert refused.status_code == 422
    there = author.post(f"{page}/preuve", data={**PROOF, "text": "La facture est payée."}).location
    author.post(f"{there}/envoyer", data=TICKS)
    assert "La facture est payée." not in signed_in(neighbour).get(f"/solidarite/{need.id}").text
    assert author.post(f"{there}/publier", data=TICKS).status_code == 403
    assert signed_in(office.reader).post(f"{there}/publier", data=TICKS).status_code == 303
    assert "La facture est payée." in signed_in(neighbour).get(f"/solidarite/{need.id}").text


def test_the_desk_is_only_there_for_its_own_staff(
    office, open_office, signed_in, neighbour, visitor
):
    need = office.submitted()
    desk = f"/partenaires/{office.partner.id}/besoins"
    other = open_office("Une autre association").author
    for stranger in (neighbour, other):
        browser = signed_in(stranger)
        for path in (desk, f"{desk}/nouveau", f"{desk}/{need.id}", f"{desk}/{need.id}/modifier"):
            assert browser.get(path).status_code == 404
        for verb in ("envoyer", "publier", "renvoyer", "retirer", "preuve"):
            assert browser.post(f"{desk}/{need.id}/{verb}").status_code == 404
    assert visitor.get(desk).status_code == 302
    assert office.now(need).status is NeedStatus.SUBMITTED


def test_staff_of_one_partner_cannot_reach_needs_of_another_through_their_own_desk(
    office, open_office, signed_in
):
    need, other = office.submitted(), open_office("Une autre association")
    path = f"/partenaires/{other.partner.id}/besoins/{need.id}"
    assert signed_in(other.author).get(path).status_code == 404
    assert signed_in(other.author).post(f"{path}/publier").status_code == 404


def test_the_desk_sorts_needs_and_costs_the_same_whatever_their_number(
    office, signed_in, statements
):
    browser, desk = signed_in(office.author), f"/partenaires/{office.partner.id}/besoins"
    counts = []
    for _round in range(2):
        office.draft(title="Un brouillon")
        office.submitted(title="À faire relire")
        office.open(title="Publié")
        statements.clear()
        page = browser.get(desk).text
        counts.append(len(statements))
    assert page.index("À faire relire") < page.index("Un brouillon") < page.index("Publié")
    assert counts[0] == counts[1] <= 10, statements
