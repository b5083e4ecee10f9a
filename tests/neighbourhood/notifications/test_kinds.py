"""Each kind of notification says once what it means for its reader."""

import re

import pytest
from flask_babel import force_locale

from app import PARTS
from neighbourhood.notifications.kinds import (
    KINDS,
    SUBJECT_LIMIT,
    Importance,
    declare,
    is_by_mail,
    say,
    say_in_mail,
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


NAMES = {
    "name": "Marie-Antoinette de La Rochefoucauld-Beauharnais",
    "partner": "Secours numérique et social de la Croix-Rousse",
    "person": "Jean-Christophe Villeneuve-Saint-Georges",
}
AROUND_NAMES = 40


@pytest.mark.parametrize("language", ["fr", "en"])
def test_whatever_happens_the_subject_of_its_mail_is_one_short_line(app, language):
    with app.test_request_context(), force_locale(language):
        for kind in KINDS.values():
            most, named = SUBJECT_LIMIT, named_in(kind)
            details = {name: LONG.get(name, "trois raisons, dont une longue") for name in named}
            said = say_shortly(kind.code, details | NAMES)
            if any(name in said for name in NAMES.values()):
                most = AROUND_NAMES + sum(len(name) for name in NAMES.values() if name in said)
            assert 0 < len(said) <= most, (kind.code, said)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_subject_cuts_a_name_or_a_word(app, language):
    with app.test_request_context(), force_locale(language):
        for kind in KINDS.values():
            said = say_shortly(kind.code, {**dict.fromkeys(named_in(kind), "x"), **LONG, **NAMES})
            rest = said
            for name in NAMES.values():
                rest = rest.replace(name, "")
            assert not any(part in rest for name in NAMES.values() for part in name.split()[-1:])
            cut = re.search(r"(\w+)…", rest)
            whole = f"{kind.sentence} {kind.headline} {LONG['title']}"
            assert cut is None or re.search(rf"\b{cut[1]}\b", whole), (kind.code, said)


def named_in(kind):
    return re.findall(r"%\((\w+)\)s", f"{kind.sentence} {kind.headline or ''}")


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Cela commence : %(partner)s agit", f"Cela commence : le {NAMES['partner']} agit"),
        ("Tout cela commence maintenant : « %(title)s »", "Tout cela commence maintenant"),
    ],
)
def test_what_comes_after_a_colon_goes_unless_it_names_somebody(
    app, declared, monkeypatch, sentence, said
):
    monkeypatch.setattr("neighbourhood.notifications.kinds.SUBJECT_LIMIT", 40)
    declared("a walk", sentence)
    with app.test_request_context():
        assert say_shortly("a walk", {**LONG, **NAMES}) == said


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


@pytest.mark.parametrize(
    ("code", "details"),
    [
        ("exchanges.closed", {"title": "Une étagère"}),
        ("exchanges.changed", {"title": "Une étagère", "changes": "« A » devient « B »"}),
        ("exchanges.went-back", {"title": "Une étagère", "name": "Karima"}),
        ("invitations.cancelled", {"title": "Un repas"}),
        ("partners.to-examine", {"name": "Centre social"}),
        ("mandates.begun", {"name": "Karima"}),
    ],
)
def test_what_an_earlier_release_told_can_still_be_said(app, code, details):
    with app.test_request_context():
        said = say(code, details)
        assert say_shortly(code, details)
        assert say_in_mail(code, details)
    assert "%(" not in said


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_sentence_that_is_read_has_its_end(app, language):
    with app.test_request_context(), force_locale(language):
        for kind in KINDS.values():
            for variant, sentence in {"": kind.sentence, **kind.variants}.items():
                named = re.findall(r"%\((\w+)\)s", str(sentence))
                details = {**dict.fromkeys(named, "x"), **LONG, **NAMES}
                said = say(kind.code, {**details, "variant": variant})
                assert said.rstrip(" \u00a0\u202f»”")[-1] in ".?!…", (kind.code, said)
                assert not said.endswith(".."), (kind.code, said)
