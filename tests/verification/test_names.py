"""A name that was proved, and another one: the mark goes until that one is proved too."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.storing.database import db
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import accounts
from neighbourhood.residents.actions.erasing import erase
from neighbourhood.residents.models.names import FormerName
from neighbourhood.residents.models.residents import Resident
from verification.actions import desk
from verification.models.claims import AddressClaim
from verification.policies import rules

PROFILE, OTHER = "/moi/profil", "Sonia Delmas"


@pytest.fixture
def karima(neighbour_of, door):
    return neighbour_of(door)


@pytest.fixture
def browser(karima, signed_in):
    return signed_in(karima)


@pytest.fixture
def name(browser):
    """Save another name; `name(OTHER)` says yes to what the page warns of."""

    def name(full_name, **said):
        answers = said or {"another_name": "y"}
        return browser.post(PROFILE, data={"full_name": full_name, **answers})

    return name


def mark_of(browser):
    return "adresse vérifiée" in browser.get("/moi").text


def test_a_correction_keeps_the_mark(browser, name, karima, home_of):
    assert name("Karima Bénali", another_name="").location == "/moi"
    assert mark_of(browser)
    assert home_of(karima).full_name == "Karima Bénali"


def test_what_will_happen_is_said_before_anything_does(browser, name, karima, home_of):
    page = name(OTHER, another_name="")
    assert page.status_code == 422
    assert "disparaît" in page.text
    assert f'value="{OTHER}"' in page.text
    assert home_of(karima).full_name == "Karima Benali"
    assert mark_of(browser)


def test_another_name_loses_the_mark_and_the_right_to_write_not_to_read(
    browser, name, karima, home_of, signed_in, make
):
    neighbour = signed_in(make.resident("Paul", karima.quartier))
    assert name(OTHER).location == "/mon-adresse"
    assert not mark_of(browser)
    profile = neighbour.get(f"/voisins/{karima.id}").text
    assert OTHER in profile
    assert "adresse vérifiée" not in profile
    assert browser.get("/entraide").status_code == 200
    refused = browser.post("/entraide/demander", data={"subject": "service"})
    assert refused.status_code == 403
    assert "Vous avez changé de nom" in refused.text
    one = home_of(karima)
    assert one.may_read
    assert not one.is_verified


def test_small_steps_lead_no_further_than_one(browser, name):
    for step in ("Karima Benalli", "Karima Benalla"):
        name(step)
    assert not mark_of(browser)


def test_the_proved_name_taken_again_brings_the_mark_back(browser, name):
    name(OTHER)
    assert name("Karima Benali", another_name="").location == "/moi"
    assert mark_of(browser)


def test_neither_the_yearly_button_nor_the_code_of_all_who_live_there_proves_it(
    browser, name, karima, app
):
    name(OTHER)
    browser.post("/mon-adresse/rester")
    assert not mark_of(browser)
    with app.app_context():
        one = db.session.get_one(Resident, karima.id)
        codes = {proof.code for proof in rules.proofs_for(one, one.address)}
    assert "household" not in codes
    assert {"desk", "letter"} <= codes


def test_a_new_proof_at_home_brings_the_mark_back(browser, name, karima, clerk_for, make, claims):
    name(OTHER)
    assert browser.post("/mon-adresse/prouver-mon-nom").location == "/mon-adresse/confirmer"
    assert browser.post("/mon-adresse/confirmer", data={"method": "desk"}).status_code == 303
    clerk = clerk_for(karima.quartier.municipality_id)
    with make.writing() as session:
        waiting = session.get_one(AddressClaim, claims()[-1].id)
        desk.confirm_in_person(Actor.of(session.get_one(Resident, clerk.id)), waiting)
    assert mark_of(browser)
    with make.writing() as session:
        assert session.get_one(Resident, karima.id).proved_name == OTHER


def test_what_was_being_proved_under_another_name_begins_anew(
    signed_in, newcomer, claimed, claims, code_of, make
):
    code = code_of(newcomer)
    with make.writing() as session:
        actor = Actor.of(session.get_one(Resident, newcomer.id))
        accounts.describe_oneself(actor, full_name=OTHER, about="")
    assert claims()[-1].status == "cancelled"
    signed_in(newcomer).post("/mon-adresse/code", data={"code": code})
    assert claims()[-1].status == "cancelled"


def test_staff_read_the_names_of_before_and_neighbours_do_not(
    browser, name, karima, clerk_for, signed_in, make
):
    name(OTHER)
    browser.post("/mon-adresse/prouver-mon-nom")
    browser.post("/mon-adresse/confirmer", data={"method": "desk"})
    hall = signed_in(clerk_for(karima.quartier.municipality_id))
    with make.writing() as session:
        reference = session.scalars(select(AddressClaim)).one().reference
    found = hall.post(
        "/accueil/guichet/numero", data={"reference": reference}, follow_redirects=True
    )
    assert "Karima Benali (prouvé" in found.text
    neighbour = signed_in(make.resident("Paul", karima.quartier))
    assert "Benali" not in neighbour.get(f"/voisins/{karima.id}").text


def test_they_go_with_the_account(name, karima, make, reread):
    name(OTHER)
    assert [former.name for former in reread(FormerName)] == ["Karima Benali"]
    with make.writing():
        erase(karima.id)
    assert reread(FormerName) == []


def test_the_database_knows_no_name_to_prove_without_a_proved_one(make, karima):
    without = update(Resident).values(name_to_prove=True, proved_name=None)
    with pytest.raises(IntegrityError), make.writing() as session:
        session.execute(without.where(Resident.id == karima.id))
