"""Each kind of notification says once what it means for its reader."""

import re

import pytest

from app import PARTS
from neighbourhood.notifications.kinds import (
    KINDS,
    SUBJECT_LIMIT,
    Importance,
    declare,
    is_by_mail,
    say_shortly,
)


@pytest.fixture
def declared(monkeypatch):
    """What is declared in a test is forgotten after it."""
    monkeypatch.setattr("neighbourhood.notifications.kinds.KINDS", type(KINDS)("notification kind"))
    return declare


def test_two_declarations_of_one_code_are_a_mistake(declared):
    declared("a walk", "On marche")
    with pytest.raises(ValueError, match="'a walk' is declared twice"):
        declared("a walk", "On marche encore")


@pytest.mark.parametrize(
    ("importance", "by_mail"),
    [(Importance.WAITS, True), (Importance.COUNTS, True), (Importance.TELLS, False)],
)
def test_what_matters_goes_by_mail_unless_it_says_otherwise(declared, importance, by_mail):
    assert declared("a walk", "On marche", importance=importance).by_mail is by_mail
    other = declared("a run", "On court", importance=importance, by_mail=not by_mail)
    assert is_by_mail("a run") is other.by_mail is (not by_mail)


def test_whatever_the_slices_declare_has_an_importance():
    assert PARTS
    assert len(KINDS) > 20
    assert {kind.importance for kind in KINDS.values()} == set(Importance)


LONG = {
    "title": "Aider à monter une très grande étagère au quatrième étage, sans ascenseur",
    "subject": "Aider à monter une très grande étagère au quatrième étage, sans ascenseur",
    "name": "Marie-Antoinette de La Rochefoucauld-Beauharnais",
    "amount": {"cents": 123450},
}


def test_whatever_happens_the_subject_of_its_mail_is_one_short_line(app):
    with app.test_request_context():
        for kind in KINDS.values():
            named = re.findall(r"%\((\w+)\)s", f"{kind.sentence} {kind.headline or ''}")
            details = {name: LONG.get(name, "Les voisins de la Croix-Rouge") for name in named}
            said = say_shortly(kind.code, details)
            assert 0 < len(said) <= SUBJECT_LIMIT, kind.code


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Votre lettre est partie : elle arrive", "Votre lettre est partie : elle arrive"),
        ("Habitez-vous ici ? Dites-le.", "Habitez-vous ici ?"),
        ("%(name)s répond à « %(title)s »", "Karima répond à « Aider à monter une… »"),
    ],
)
def test_the_title_is_cut_before_anything_else(app, declared, monkeypatch, sentence, said):
    monkeypatch.setattr("neighbourhood.notifications.kinds.SUBJECT_LIMIT", 44)
    declared("a walk", sentence)
    with app.test_request_context():
        assert say_shortly("a walk", {**LONG, "name": "Karima"}) == said
