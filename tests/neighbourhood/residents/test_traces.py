"""Somebody is taken out of words: their names, mailboxes and door, and nothing else."""

import pytest

from neighbourhood.foundation.words import nobody
from neighbourhood.foundation.words.blotting import Traces
from neighbourhood.foundation.words.persons import beyond, hello, initials

ROSE = Traces(
    names=frozenset({"Rose Le Guen", "Rosa Guen"}),
    words=frozenset({"rose@valbourg.example", "4 rue des Lilas"}),
    called=frozenset({"Rose L."}),
)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Merci Rose !", "Merci … !"),
        ("ROSE LE GUEN habite là", "… habite là"),
        ("Écrivez à Rose@Valbourg.example.", "Écrivez à …."),
        ("C’est au 4 rue des lilas", "C’est au …"),
        ("Une rose du jardin", "Une rose du jardin"),
        ("Le pain", "Le pain"),
        ("Rosette et Roseline", "Rosette et Roseline"),
        ("Une rue des Lilas plus loin", "Une rue des Lilas plus loin"),
        ("Guennec", "Guennec"),
    ],
)
def test_what_names_her_goes_and_the_language_stays(said, left):
    assert ROSE.blot(said) == left


@pytest.mark.parametrize("name", ["Rose Le Guen", "Rose L.", "Rosa Guen"])
def test_where_only_her_name_stands_a_word_says_so(name):
    assert ROSE.blot(name) == nobody.STORED
    assert ROSE.blot_all({"name": name, "count": 2, "list": [name]}) == {
        "name": nobody.STORED,
        "count": 2,
        "list": [nobody.STORED],
    }


@pytest.mark.parametrize("number", ["06 12 34 56 78", "+33612345678", "06.12.34.56.78"])
def test_numbers_go_from_her_own_words_alone(number):
    said = f"Appelez le {number}, ou a.b@autre.example"
    assert ROSE.blot_own(said) == "Appelez le …, ou …"
    assert ROSE.blot(said) == said


def test_dates_and_prices_are_no_numbers_of_hers():
    said = "Le 12 juin 2026 à 14 h 30, 25,50 euros, 87000 Limoges"
    assert ROSE.blot_own(said) == said


def test_nobody_changes_no_words():
    assert Traces().blot("Rose") == "Rose"
    assert not Traces().is_in("Rose")
    assert Traces().searched == []


def test_the_word_for_nobody_is_never_cut_like_a_name():
    for shorten in (beyond, hello):
        assert shorten(nobody.STORED) == nobody.STORED
    assert initials(nobody.STORED) == "…"
    assert nobody.read("Rose") == "Rose"
