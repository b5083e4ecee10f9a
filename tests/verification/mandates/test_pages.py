"""The pages of the desk: a paper is looked up, compared, recorded, stopped."""

import pytest

from neighbourhood.mandates.actions import giving
from neighbourhood.mandates.models import (
    MandateStatus,
)
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.verification.mandates.conftest import SEEN, look_up


def test_the_paper_is_read_compared_and_recorded(hall, prepare, again):
    mandate = prepare()
    assert look_up(hall, mandate).location == "/accueil/mandats/feuille"
    page = hall.get("/accueil/mandats/feuille").text
    for said in ("Marcel Dupont", "rue des Tanneurs", "Karima Benali", "Publier des annonces"):
        assert said in page
    assert "même personne" not in page
    assert hall.post("/accueil/mandats/feuille/enregistrer").status_code == 422
    assert again(mandate).is_prepared
    answer = hall.post("/accueil/mandats/feuille/enregistrer", data=SEEN)
    assert answer.location == "/accueil/mandats"
    assert again(mandate).is_live
    assert hall.get("/accueil/mandats/feuille").location == "/accueil/mandats"


def test_the_page_asks_whether_it_is_the_same_person(hall, prepare, record, again):
    first, second, third = prepare(), prepare("Marcel Dupond"), prepare("Marcel Jean Dupont")
    record(first)
    marcel = again(first).principal
    look_up(hall, second)
    page = hall.get("/accueil/mandats/feuille").text
    assert "c’est la même personne" in page
    # Nothing is chosen for whoever reads.
    assert hall.post("/accueil/mandats/feuille/enregistrer", data=SEEN).status_code == 422
    hall.post("/accueil/mandats/feuille/enregistrer", data={**SEEN, "known": marcel.id})
    assert again(second).principal_id == marcel.id
    look_up(hall, third)
    hall.post("/accueil/mandats/feuille/enregistrer", data={**SEEN, "known": "0"})
    assert again(third).principal_id == third.principal_id


def test_an_account_that_was_not_offered_is_not_taken(hall, prepare, record, again, helper):
    first, second = prepare(), prepare("Marcel Dupond")
    record(first)
    look_up(hall, second)
    data = {**SEEN, "known": helper.id}
    assert hall.post("/accueil/mandats/feuille/enregistrer", data=data).status_code == 422
    assert again(second).is_prepared


def test_who_prepared_it_reads_why_another_must_record_it(hall, clerk, prepare, settle, door):
    settle(clerk, door)
    look_up(hall, prepare(by=clerk))
    page = hall.get("/accueil/mandats/feuille").text
    assert "une autre personne" in page
    assert "Enregistrer" not in page
    assert hall.post("/accueil/mandats/feuille/enregistrer", data=SEEN).status_code == 409


def test_a_mandate_is_found_by_its_reference_and_stopped(hall, prepare, record, again):
    mandate = prepare()
    record(mandate)
    look_up(hall, mandate)
    assert "Un mandat en cours" in hall.get("/accueil/mandats/feuille").text
    hall.post("/accueil/mandats/feuille/arreter")
    assert again(mandate).status is MandateStatus.REVOKED
    assert look_up(hall, mandate).status_code == 422


def test_when_the_paper_is_lost_the_address_leads_to_it(hall, prepare, record, door, make):
    mandate, waiting = prepare(), prepare("Rosa Lima")
    record(mandate)
    page = hall.post("/accueil/mandats/adresse", data={"key": door.key}).text
    assert "Marcel Dupont" in page
    assert mandate.reference in page
    assert waiting.reference not in page
    elsewhere = make.address()
    page = hall.post("/accueil/mandats/adresse", data={"key": elsewhere.key}).text
    assert "Aucun mandat" in page
    assert hall.post("/accueil/mandats/adresse", data={"typed": ""}).status_code == 422


@pytest.mark.parametrize("typed", ["", "ABC", "ZZZZ-ZZZZ"])
def test_a_reference_that_nothing_has_is_asked_again(hall, prepare, typed):
    prepare()
    assert hall.post("/accueil/mandats/reference", data={"reference": typed}).status_code == 422
    assert hall.get("/accueil/mandats/feuille").location == "/accueil/mandats"
    for act in ("enregistrer", "arreter"):
        assert hall.post(f"/accueil/mandats/feuille/{act}", data=SEEN).status_code == 404


def test_the_reference_of_another_town_is_unknown_here(make, prepare, clerk_for, signed_in):
    mandate = prepare()
    far = signed_in(clerk_for(make.municipality("Autreville").id))
    answer = look_up(far, mandate)
    assert answer.status_code == 422
    assert "Marcel" not in answer.text


def test_a_mandate_given_by_code_is_not_recorded_on_paper(make, hall, helper, neighbour_of, door):
    with make.writing() as session:
        terms = giving.Terms(scopes=frozenset({"post"}), days=31)
        mandate = giving.give(Actor.of(session.get_one(Resident, helper.id)), terms=terms)
    assert look_up(hall, mandate).status_code == 422


def test_the_desk_is_not_there_for_others(make, signed_in, visitor):
    karima = signed_in(make.resident())
    for method, path in (
        ("get", ""),
        ("post", "/reference"),
        ("post", "/adresse"),
        ("get", "/feuille"),
        ("post", "/feuille/enregistrer"),
        ("post", "/feuille/arreter"),
        ("post", "/imprimer"),
        ("get", "/journaux.pdf"),
        ("post", "/postes"),
    ):
        assert getattr(karima, method)(f"/accueil/mandats{path}").status_code == 404
        assert "/connexion" in getattr(visitor, method)(f"/accueil/mandats{path}").location


# Journals
