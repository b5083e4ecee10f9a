"""Each kind of notification says once what it means for its reader."""

import pytest

from app import PARTS
from neighbourhood.notifications.kinds import KINDS, Importance, declare, is_by_mail


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
