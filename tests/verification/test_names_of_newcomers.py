"""A newcomer who takes another name while their address is being proved."""

import html

import pytest

from verification.models.claims import ClaimStatus

PROFILE, OTHER = "/moi/profil", "Sonia Delmas"
LOST = {
    "letter": "Votre lettre ne comptera plus",
    "document": "Votre document ne comptera plus",
    "household": "Le code de votre foyer ne comptera plus",
    "vouching": "Ce que vos voisins ont dit de vous ne comptera plus",
    "desk": "Votre numéro à l’accueil ne comptera plus",
}


@pytest.fixture
def browser(newcomer, signed_in):
    return signed_in(newcomer)


def plain(answer):
    return html.unescape(answer.text)


@pytest.mark.parametrize(("method", "lost"), LOST.items())
def test_what_will_be_lost_is_said_before_it_is(
    newcomer, door, claim, browser, home_of, method, lost
):
    claim(newcomer, door, method)
    page = browser.post(PROFILE, data={"full_name": OTHER})
    assert page.status_code == 422
    assert lost in plain(page)
    assert "adresse vérifiée" not in plain(page)
    assert home_of(newcomer).full_name == "Nora Petit"


def test_who_says_yes_is_led_to_where_it_begins_again(browser, claimed, claims):
    answer = browser.post(PROFILE, data={"full_name": OTHER, "another_name": "y"})
    assert answer.location == "/mon-adresse"
    page = plain(browser.get("/mon-adresse"))
    assert f"Votre nom est changé. {LOST['letter']}" in page
    assert "Choisir mon adresse" in page
    assert claims()[-1].status is ClaimStatus.CANCELLED


def test_a_correction_loses_nothing(browser, claimed, claims):
    assert browser.post(PROFILE, data={"full_name": "Nora Pétit"}).location == "/moi"
    assert claims()[-1].status is ClaimStatus.AWAITING


def test_small_steps_lead_no_further_than_one(browser, claimed, claims):
    assert browser.post(PROFILE, data={"full_name": "Nora Petits"}).location == "/moi"
    page = browser.post(PROFILE, data={"full_name": "Nora Pelits"})
    assert (page.status_code, LOST["letter"] in plain(page)) == (422, True)
    assert claims()[-1].status is ClaimStatus.AWAITING


def test_nothing_is_asked_of_whoever_proves_nothing_yet(browser, home_of, newcomer):
    assert browser.post(PROFILE, data={"full_name": OTHER}).location == "/moi"
    assert home_of(newcomer).full_name == OTHER


def test_the_name_is_corrected_while_it_is_proved_after_another(
    neighbour_of, door, claim, claims, signed_in
):
    karima = neighbour_of(door)
    browser = signed_in(karima)
    browser.post(PROFILE, data={"full_name": OTHER, "another_name": "y"})
    claim(karima, door, "desk")
    browser.post(PROFILE, data={"full_name": "Sonia Delmaz", "another_name": "y"})
    assert claims()[-1].status is ClaimStatus.AWAITING


def test_whoever_moves_reads_both_what_goes_and_what_is_lost(neighbour_of, door, claim, signed_in):
    karima = neighbour_of(door)
    claim(karima, door)
    page = plain(signed_in(karima).post(PROFILE, data={"full_name": OTHER}))
    assert "disparaît" in page
    assert LOST["letter"] in page


def test_the_proved_name_taken_again_ends_what_was_begun_under_the_other(
    neighbour_of, door, claim, claims, signed_in
):
    karima = neighbour_of(door)
    browser = signed_in(karima)
    browser.post(PROFILE, data={"full_name": OTHER, "another_name": "y"})
    claim(karima, door)
    assert browser.post(PROFILE, data={"full_name": "Karima Benali"}).status_code == 422
    browser.post(PROFILE, data={"full_name": "Karima Benali", "another_name": "y"})
    assert claims()[-1].status is ClaimStatus.CANCELLED
