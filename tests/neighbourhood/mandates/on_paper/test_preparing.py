"""Five steps prepare a form for somebody without a mailbox."""

import re

import pytest
from sqlalchemy import select

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing import codes, drafts
from neighbourhood.foundation.storing.database import db
from neighbourhood.mandates.actions import giving
from neighbourhood.mandates.models import MandateStatus
from neighbourhood.mandates.policies import MOST_HELD
from neighbourhood.places.models import Address
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.neighbourhood.mandates.on_paper.conftest import steps
from tests.support.streets import two_alike


def test_five_steps_prepare_a_form_for_somebody_without_mailbox(app, browser, helper, door, kept):
    assert steps(browser, door).location == "/mandats/papier/apercu"
    page = browser.get("/mandats/papier/apercu").text
    for said in ("Marcel Dupont", "12 rue de la Tour", "Publier des annonces", "Six mois"):
        assert said in page
    assert "Répondre aux annonces" not in page
    made = browser.post("/mandats/papier/apercu")
    mandate_id = int(re.fullmatch(r"/mandats/(\d+)/papier", made.location)[1])
    mandate = kept(mandate_id)
    assert (mandate.status, mandate.days) == (MandateStatus.PREPARED, 182)
    assert mandate.scopes == {"post", "chat"}
    assert (mandate.principal.email, mandate.principal.full_name) == (None, "Marcel Dupont")
    assert mandate.address_id == door.id
    assert [held.agent_id for held in mandate.agents] == [helper.id]
    page = browser.get(made.location).text
    assert codes.spell(mandate.reference) in page
    assert "Marcel Dupont" in page
    # What was answered is not left behind for the next person.
    assert "Marcel" not in browser.get("/mandats/papier").text


def test_the_address_is_chosen_from_what_was_typed(browser, make, town):
    two_alike(make, town)
    browser.post("/mandats/papier", data={"full_name": "Marcel Dupont"})
    page = browser.post("/mandats/papier/adresse", data={"typed": "3 rue du Moulin"}).text
    assert "Laquelle est la sienne" in page
    assert sorted(re.findall(r'name="key" value="([^"]+)"', page)) == ["99035_new", "99035_old"]
    answer = browser.post("/mandats/papier/adresse", data={"typed": "3 rue du Moulin Neuf"})
    assert answer.location == "/mandats/papier/quoi"
    assert "Rue du Moulin Neuf" in browser.get("/mandats/papier/adresse").text


@pytest.mark.parametrize("typed", ["", "400 avenue de Nulle Part"])
def test_an_address_that_is_not_found_is_asked_again(browser, typed):
    browser.post("/mandats/papier", data={"full_name": "Marcel Dupont"})
    assert browser.post("/mandats/papier/adresse", data={"typed": typed}).status_code == 422


def test_an_address_of_another_town_is_taken(browser, make):
    far = make.address(make.quartier("Là-bas", make.municipality("Autreville")))
    browser.post("/mandats/papier", data={"full_name": "Marcel Dupont"})
    answer = browser.post("/mandats/papier/adresse", data={"key": far.key})
    assert answer.location == "/mandats/papier/quoi"


def test_going_back_and_forth_loses_nothing(browser, door):
    steps(browser, door)
    data = {"scopes": ["replies"], "go": "back"}
    assert browser.post("/mandats/papier/quoi", data=data).location == "/mandats/papier/adresse"
    assert "rue de la Tour" in browser.get("/mandats/papier/adresse").text
    data = {"typed": "12 rue de la To", "go": "back"}
    assert browser.post("/mandats/papier/adresse", data=data).location == "/mandats/papier"
    assert 'value="Marcel Dupont"' in browser.get("/mandats/papier").text
    assert 'value="12 rue de la To"' in browser.get("/mandats/papier/adresse").text
    chosen = re.search(r'value="182"\s+checked', browser.get("/mandats/papier/duree").text)
    assert chosen or "/quoi" in browser.get("/mandats/papier/duree").location


def test_a_form_goes_on_in_another_browser_until_it_is_prepared(
    browser, door, helper, make, quartier, signed_in
):
    steps(browser, door)
    elsewhere, other = signed_in(helper), signed_in(make.resident("Inès Roy", quartier))
    page = elsewhere.get("/mandats/papier/apercu").text
    for said in ("Marcel Dupont", "12 rue de la Tour", "Six mois"):
        assert said in page
    assert other.get("/mandats/papier/apercu").location == "/mandats/papier"
    assert elsewhere.post("/mandats/papier/apercu").status_code == 303
    assert browser.get("/mandats/papier/apercu").location == "/mandats/papier"


def test_a_renewal_goes_on_in_another_browser_and_ends_when_its_name_is_changed(
    browser, helper, recorded, signed_in
):
    mandate, elsewhere = recorded(days=31), signed_in(helper)
    renewed = browser.post(f"/mandats/{mandate.id}/renouveler")
    page = elsewhere.get(renewed.location).text
    assert "Marcel Dupont" in page
    assert "Étape 1 sur 3" in page
    assert elsewhere.get("/mandats/papier/adresse").location == renewed.location
    assert "Marcel Dupont" not in elsewhere.get("/mandats/papier").text
    assert "Marcel Dupont" in browser.get(renewed.location).text  # looking ends nothing
    elsewhere.post("/mandats/papier", data={"full_name": "Odette Roy", "draft": "another"})
    assert "Marcel Dupont" in browser.get(renewed.location).text  # nor another form
    word = renewed.location.partition("=")[2]
    elsewhere.post("/mandats/papier", data={"full_name": "Odette Roy", "draft": word})
    home = f"/mandats/papier/adresse?draft={word}"
    assert browser.get(renewed.location).location == home
    assert browser.get(f"/mandats/papier/duree?draft={word}").location == home


@pytest.mark.parametrize("name", ["", "a@b.fr", "12345", "www.evil.example", "x" * 81])
def test_what_cannot_be_a_name_is_asked_again_and_not_kept(browser, name):
    assert browser.post("/mandats/papier", data={"full_name": name}).status_code == 422
    assert browser.get("/mandats/papier/quoi").location == "/mandats/papier"


def test_a_step_that_was_jumped_over_is_asked_for(browser, door):
    assert browser.get("/mandats/papier/apercu").location == "/mandats/papier"
    browser.post("/mandats/papier", data={"full_name": "Marcel Dupont"})
    assert browser.get("/mandats/papier/duree").location == "/mandats/papier/adresse"
    browser.post("/mandats/papier/adresse", data={"key": door.key})
    assert browser.post("/mandats/papier/apercu").location == "/mandats/papier/quoi"
    assert browser.post("/mandats/papier/quoi", data={}).status_code == 422
    browser.post("/mandats/papier/quoi", data={"scopes": "post"})
    assert browser.post("/mandats/papier/duree", data={"days": "12"}).status_code == 422


def test_answers_that_were_tampered_with_are_not_believed(browser, make, helper, door):
    answers = {
        "full_name": "www.evil.example",
        "door": door.key,
        "scopes": ["everything"],
        "days": 9999,
        "renews": "1",
    }
    with make.writing():
        drafts.keep(drafts.Sheet(helper.id, "paper mandate"), answers)
    assert browser.post("/mandats/papier/apercu").location == "/mandats/papier"


def test_only_who_has_a_mailbox_that_answers_and_a_proved_name_prepares_one(
    make, signed_in, visitor, quartier
):
    newcomer = make.resident("Nora Petit", verified=False)
    renamed = make.resident("Odile Late", quartier)
    with make.writing() as session:
        session.get_one(Resident, newcomer.id).email_confirmed_at = None
        session.get_one(Resident, renamed.id).name_to_prove = True
    for step in ("", "/adresse", "/quoi", "/duree", "/apercu"):
        assert signed_in(newcomer).get(f"/mandats/papier{step}").status_code == 403
        assert signed_in(renamed).post(f"/mandats/papier{step}").status_code == 403
        assert "/connexion" in visitor.get(f"/mandats/papier{step}").location


def test_one_person_prepares_a_few(browser, door, prepare):
    for rank in range(MOST_HELD):
        prepare(f"Personne {'I' * (rank + 1)}")
    steps(browser, door)
    answer = browser.post("/mandats/papier/apercu")
    assert answer.status_code == 409
    assert "maximum" in answer.text


def test_giving_up_leaves_nothing_of_the_person(app, browser, prepare, kept):
    mandate = prepare()
    browser.post(f"/mandats/{mandate.id}/arreter")
    assert kept(mandate.id) is None
    with app.app_context():
        names = db.session.scalars(select(Resident.full_name)).all()
    assert "Marcel Dupont" not in names


def test_the_action_refuses_an_address_where_no_town_hall_looks(make, helper, quartier):
    nowhere = make.address(quartier)
    with make.writing() as session:
        session.get_one(Address, nowhere.id).quartier_id = None
    with pytest.raises(Missing), make.writing() as session:
        giving.prepare_on_paper(
            Actor.of(session.get_one(Resident, helper.id)),
            full_name="Marcel Dupont",
            address=session.get_one(Address, nowhere.id),
            terms=giving.Terms(scopes=frozenset({"post"}), days=31),
        )
