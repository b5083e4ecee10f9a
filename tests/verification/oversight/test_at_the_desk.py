"""Proofs to look at, as the desk sees them."""

import re
from dataclasses import replace

import pytest

from neighbourhood.foundation.settings import EXTENSION
from tests.support.carried import press
from tests.verification.reading import unescaped
from verification.models.vouching import CircleAlert, CircleKind


def test_a_disputed_proof_is_listed_counted_looked_at_and_taken_back(
    hall, proved, dispute, newcomer, home_of
):
    dispute(proved)
    for path in ("/accueil/courriers", "/accueil/guichet", "/accueil/documents"):
        assert "Preuves à revoir (1)" in unescaped(hall.get(path))
    assert f"/accueil/preuves/{proved.id}" in hall.get("/accueil/garants").text
    page = unescaped(hall.get(f"/accueil/preuves/{proved.id}"))
    assert "par une lettre" in page
    assert "disent ne rien savoir" in page
    path = f"/accueil/preuves/{proved.id}/retirer"
    answer = press(hall, path, data={"reason": "unknown there"})
    assert answer.location == "/accueil/garants"
    assert not home_of(newcomer).may_read
    page = unescaped(hall.get("/accueil/garants"))
    assert "Rien à revoir" in page
    assert "Preuves à revoir (" not in page
    page = unescaped(hall.get(f"/accueil/preuves/{proved.id}"))
    assert "Claire Mairie a retiré cette preuve" in page
    assert press(hall, path, data={"reason": "left"}).status_code == 409


def test_seen_and_nothing_to_do_takes_it_off_the_list(hall, proved, dispute, newcomer, home_of):
    dispute(proved)
    path = f"/accueil/courriers/signalements/{proved.id}"
    answer = press(hall, path, data={"founded": "no"})
    assert answer.location == "/accueil/garants"
    assert "Rien à revoir" in unescaped(hall.get("/accueil/garants"))
    assert home_of(newcomer).may_read
    assert hall.get(f"/accueil/preuves/{proved.id}").status_code == 404


def test_a_ring_is_opened_and_taken_back_and_leaves_the_list(make, hall, proved, reread):
    with make.writing() as session:
        session.add(CircleAlert(claim_id=proved.id, kind=CircleKind.RING))
    assert "Preuves à revoir (1)" in unescaped(hall.get("/accueil/garants"))
    assert "en rond" in unescaped(hall.get(f"/accueil/preuves/{proved.id}"))
    press(hall, f"/accueil/preuves/{proved.id}/retirer", data={"reason": "vouchers unsure"})
    [alert] = reread(CircleAlert)
    assert alert.seen_at
    assert "Rien à revoir" in unescaped(hall.get("/accueil/garants"))


def test_a_bad_answer_loses_nothing(hall, proved, dispute, newcomer, home_of):
    path = f"/accueil/preuves/{dispute(proved).id}/retirer"
    answer = press(hall, path, data={"words": "La boîte est au nom d’un autre."})
    assert answer.status_code == 422
    assert "La boîte est au nom d’un autre." in unescaped(answer)
    answer = press(hall, path, data={"reason": "other", "words": " \u200b "})
    assert answer.status_code == 422
    assert "Écrivez ici la raison" in unescaped(answer)
    assert re.search('<input checked[^>]+value="other"', answer.text)
    answer = press(hall, path, data={"reason": "left", "words": "x" * 401})
    assert answer.status_code == 422
    assert "x" * 401 in answer.text
    assert home_of(newcomer).may_read


@pytest.mark.parametrize(
    ("page", "action"),
    [("/accueil/garants", "/accueil/preuves"), ("/accueil/guichet", "/accueil/guichet/numero")],
)
def test_a_proof_of_which_nothing_is_said_opens_by_its_number_alone(hall, proved, page, action):
    there = f"/accueil/preuves/{proved.id}"
    assert "Nora Petit" not in unescaped(hall.get("/accueil/garants"))
    assert hall.get(there).status_code == 404
    assert press(hall, f"{there}/retirer", data={"reason": "left"}).status_code == 404
    assert hall.get(page).status_code == 200
    said = f"{proved.reference[:4].lower()} {proved.reference[4:]}"
    answer = hall.post(action, data={"reference": said})
    assert answer.location == there
    assert "Nora Petit" in unescaped(hall.get(there))
    assert press(hall, f"{there}/retirer", data={"reason": "left"}).status_code == 303


def test_an_administrator_finds_it_by_its_number_in_any_town(administrator, proved, signed_in):
    browser = signed_in(administrator)
    answer = browser.post("/accueil/preuves", data={"reference": proved.reference})
    assert "Nora Petit" in unescaped(browser.get(answer.location))
    assert "Revoir des preuves d’adresse" in unescaped(browser.get("/partenaires"))
    # The rest of the desk is not theirs.
    assert "/accueil/courriers" not in browser.get("/accueil/garants").text
    assert browser.get("/accueil/courriers").status_code == 404


@pytest.mark.parametrize("typed", ["AAAA-1111", "trop court", ""])
def test_a_number_that_no_proof_has_is_asked_again(hall, proved, typed):
    answer = hall.post("/accueil/preuves", data={"reference": typed})
    assert answer.status_code == 422
    assert not typed or typed in unescaped(answer)


def test_the_number_of_a_claim_that_waits_is_no_proof(hall, claimed):
    answer = hall.post("/accueil/preuves", data={"reference": claimed.reference})
    assert answer.status_code == 422
    assert hall.get(f"/accueil/preuves/{claimed.id}").status_code == 404


def test_the_number_of_another_town_is_unknown_here(make, clerk_for, proved, signed_in):
    foreign = signed_in(clerk_for(make.municipality("Autreville").id))
    for path in ("/accueil/preuves", "/accueil/guichet/numero"):
        answer = foreign.post(path, data={"reference": proved.reference})
        assert answer.status_code == 422
        assert "Nora Petit" not in unescaped(answer)


def test_the_list_is_read_in_as_many_statements_however_long(
    make, hall, door, prove, newcomer, dispute, statements
):
    dispute(prove(newcomer, door))
    hall.get("/accueil/garants")
    statements.clear()
    hall.get("/accueil/garants")
    few = len(statements)
    for _ in range(4):
        dispute(prove(make.resident("Encore Quelqu’un", verified=False), door))
    statements.clear()
    page = hall.get("/accueil/garants")
    assert "(5)" in page.text
    assert len(statements) == few


def test_the_resident_finds_their_number_on_their_page(newcomer, proved, signed_in):
    page = unescaped(signed_in(newcomer).get("/mon-adresse"))
    assert f"{proved.reference[:4]}-{proved.reference[4:]}" in page


def test_staff_without_a_second_factor_enrol_before_they_open_the_desk(app, hall, monkeypatch):
    chosen = replace(app.extensions[EXTENSION], staff_second_factor=True)
    monkeypatch.setitem(app.extensions, EXTENSION, chosen)
    for path in ("/accueil/garants", "/accueil/courriers", "/accueil/guichet"):
        answer = hall.get(path)
        assert (answer.status_code, answer.location) == (303, "/moi/securite")
