"""Entering the code of a letter, and following the letter."""

import pytest

from neighbourhood.foundation.storing import codes
from tests.verification.reading import choose, ids_on, text
from verification.models.claims import ClaimStatus

STREET = "Rue des Tanneurs"

WRONG = "00000-00000"


def test_without_a_claim_there_is_no_code_to_enter(nora):
    assert nora.get("/mon-adresse/code").location == "/mon-adresse"
    assert nora.get("/mon-adresse/lettre").status_code == 404
    assert nora.get("/mon-adresse/lettre.pdf").status_code == 404


def test_wrong_codes_count_down_then_close(nora, newcomer, door, claim, code_of):
    claim(newcomer, door)
    said = [text(nora.post("/mon-adresse/code", data={"code": WRONG})) for _ in range(5)]
    assert "il vous reste 4 essais" in said[0]
    assert "il vous reste un seul essai" in said[3]
    assert "il ne marche plus" in said[4]
    answer = nora.post("/mon-adresse/code", data={"code": code_of(newcomer)})
    assert answer.status_code == 422
    assert "il ne marche plus" in text(answer)
    assert "Il vous en faut un nouveau" in text(nora.get("/mon-adresse"))


@pytest.mark.parametrize("typed", ["", "ABCDE", "ABCDE-1234U", "<b>"])
def test_a_slip_of_the_finger_costs_no_try(nora, newcomer, door, claim, letters, typed):
    claim(newcomer, door)
    assert nora.post("/mon-adresse/code", data={"code": typed}).status_code == 422
    assert [letter.tries for letter in letters()] == [0]


def test_an_old_code_sends_me_back_to_my_address(
    newcomer, signed_in, door, claim, code_of, move_clock
):
    claim(newcomer, door)
    code = code_of(newcomer)
    move_clock(days=91)
    nora = signed_in(newcomer)
    answer = nora.post("/mon-adresse/code", data={"code": code})
    assert "trop ancien" in text(answer)
    assert "n’est plus valable" in text(nora.get("/mon-adresse"))


def test_the_state_page_follows_the_letter(make, nora, claimed, clerk, signed_in, demo):
    demo(False)
    page = text(nora.get("/mon-adresse"))
    assert "La mairie prépare votre lettre" in page
    assert "Arrivée probable" in page
    assert "Demander une nouvelle lettre" not in page
    hall = signed_in(clerk)
    hall.post("/accueil/courriers/imprimer")
    hall.post("/accueil/courriers/postes", data={"letter": ids_on(hall)})
    assert "Votre lettre est en route" in text(nora.get("/mon-adresse"))
    assert nora.get("/mon-adresse/lettre").status_code == 404


def test_a_week_later_a_new_letter_can_be_asked_for(
    nora, newcomer, door, claim, move_clock, letters
):
    claim(newcomer, door)
    assert nora.post("/mon-adresse/nouvelle-lettre").status_code == 429
    move_clock(days=7)
    assert "Demander une nouvelle lettre" in text(nora.get("/mon-adresse"))
    assert nora.post("/mon-adresse/nouvelle-lettre").status_code == 303
    assert len(letters()) == 2


def test_giving_up_leads_back_to_the_beginning(nora, newcomer, door, claim, claims):
    claim(newcomer, door)
    assert nora.post("/mon-adresse/annuler").status_code == 303
    assert [one.status for one in claims()] == [ClaimStatus.CANCELLED]
    assert "Choisir mon adresse" in text(nora.get("/mon-adresse"))


def test_my_letter_is_mine_alone(make, newcomer, door, claim, code_of, signed_in):
    claim(newcomer, door)
    other = signed_in(make.resident("Paul Autre", verified=False))
    for path in ("/mon-adresse/lettre", "/mon-adresse/lettre.pdf"):
        assert other.get(path).status_code == 404
    assert codes.spell(code_of(newcomer)) not in text(other.get("/mon-adresse"))


def test_my_letter_as_pdf_is_kept_by_nobody(nora, newcomer, door, claim):
    claim(newcomer, door)
    answer = nora.get("/mon-adresse/lettre.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-")
    assert "no-store" in answer.headers["Cache-Control"]


def test_once_home_the_pages_of_the_way_there_lead_home(make, signed_in, town):
    resident = make.resident()
    karima = signed_in(resident)
    assert karima.get("/mon-adresse/code").location == "/mon-adresse"
    choose(karima, key=resident.address.key)
    assert karima.post("/mon-adresse/confirmer", data={"method": "letter"}).status_code == 409


@pytest.mark.parametrize(
    "path",
    ["", "/choisir", "/confirmer", "/code", "/lettre", "/lettre.pdf"],
)
def test_visitors_are_sent_to_sign_in(visitor, path):
    assert "/connexion" in visitor.get(f"/mon-adresse{path}").location


def test_a_letter_that_waits_to_be_posted_has_not_come_on_any_site(
    nora, newcomer, door, claim, demo
):
    claim(newcomer, door)
    for pretend in (True, False):
        demo(pretend)
        said = text(nora.get("/mon-adresse"))
        assert "La mairie prépare votre lettre" in said
        assert "lettre est arrivée" not in said


def test_who_waits_is_led_to_nothing_that_is_not_shown_yet(nora, newcomer, door, claim):
    claim(newcomer, door)
    page = nora.get("/mon-adresse")
    assert "besoins vérifiés" not in text(page)
    assert 'href="/solidarite"' not in page.text.partition("<main")[2].partition("</main>")[0]
