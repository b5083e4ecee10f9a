"""A password is long; beyond that, only what is guessed at once is refused."""

import pytest

from neighbourhood.foundation.words.guessing import is_guessed

PASSWORD = "une petite phrase"


@pytest.fixture
def change(karima, enter):
    browser = enter(karima)

    def change(password):
        return browser.post("/moi/mot-de-passe", data={"present": PASSWORD, "password": password})

    return change


@pytest.mark.parametrize(
    "password",
    [
        "aaaaaaaaaa",
        "abcabcabcabc",
        "1234567890",
        "0612345678",
        "azertyuiop",
        "1q2w3e4r5t",
        "Motdepasse1!",
        "Password2024",
        "Palier2026!",
        "karima benali",
        "Benali-1953",
        "manchester",
        "1029384756",
        "usuckballz1",
    ],
)
def test_what_is_guessed_at_once_is_refused(change, password):
    answer = change(password)
    assert answer.status_code == 422
    assert "se devine trop vite" in answer.text


def test_the_town_and_the_one_who_signs_up_are_known_as_well(visitor):
    said = {"full_name": "Nora Petit", "email": "nora@example.org", "password": "nora petit 12"}
    answer = visitor.post("/inscription", data=said)
    assert answer.status_code == 422
    assert "se devine trop vite" in answer.text
    assert is_guessed("valbourg2026", ["Valbourg"])


@pytest.mark.parametrize(
    "password",
    [
        "une petite lampe",
        "tasse verte",
        "QZXKVBWHJF",
        "ميناء قديم هنا",
        "9481730265517",
        "★☆★☂☃☄★☎☏☐☑☒",
    ],
)
def test_a_phrase_of_any_composition_is_taken(change, password):
    assert change(password).status_code == 303


def test_a_long_phrase_is_taken_whole(karima, change, enter):
    long = "le chat du boulanger dort " * 7
    assert change(long).status_code == 303
    assert enter(karima, password=long.strip()[:-1]).first.status_code == 422
    assert enter(karima, password=long).first.status_code == 303


def test_a_password_lasts(karima, enter, move_clock):
    move_clock(days=4000)
    assert enter(karima).first.location == "/"
