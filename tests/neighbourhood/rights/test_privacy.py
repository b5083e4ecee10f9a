"""What anyone may read of what is held, and the record of processing."""

import re

import pytest
from flask_babel import force_locale

from neighbourhood.foundation.personal import HOLDINGS, IMPERSONAL
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import Base
from neighbourhood.rights.kinds import BASIS_WORDS
from tests.support.news import plain


def test_anyone_reads_why_each_thing_is_held(app, toy):
    page = plain(app.test_client().get("/confidentialite").text)
    for holding in HOLDINGS.values():
        assert plain(str(holding.title)) in page
    assert "CNIL" in page
    assert "Vos jouets" in page
    for path in ("/", "/inscription", "/connexion"):
        assert 'href="/confidentialite"' in app.test_client().get(path).text


def test_the_record_names_every_holding_and_every_table(app, toy, tmp_path):
    out = tmp_path / "record.md"
    run = app.test_cli_runner().invoke(args=["privacy", "record", "--out", str(out)])
    assert run.exit_code == 0
    text = out.read_text()
    assert all(f"(`{code}`)" in text for code in HOLDINGS)
    lacking = {name for name in Base.metadata.tables if f"`{name}`" not in text}
    assert lacking == set()
    assert IMPERSONAL
    assert "article 6.1 a" in text
    assert "Analyse d’impact" in plain(text)


@pytest.mark.parametrize(
    ("language", "begins"), [("fr", r"Pour |Afin "), ("en", r"To (?!to |that |so |not |two )|So ")]
)
def test_each_purpose_is_a_whole_sentence_in_both_languages(app, language, begins):
    with app.test_request_context(), force_locale(language):
        purposes = [plain(str(one.purpose)) for one in HOLDINGS.values()]
        reasons = [plain(str(said)) for said in BASIS_WORDS.values()]
    assert [one for one in purposes if not re.match(begins, one)] == []
    assert [one for one in (*purposes, *reasons) if not re.fullmatch(r"[A-ZÀÉ].*\.", one)] == []


def test_the_page_names_who_is_responsible(app, make, signed_in):
    valbourg, lecteur = make.municipality("Valbourg"), make.municipality("Le Lecteur-sur-Oze")
    closed = make.municipality("Autreville")
    with make.writing() as session:
        session.merge(closed).waiting_since = now()
    page = plain(app.test_client().get("/confidentialite").text)
    both = "la ville du Lecteur-sur-Oze, la ville de Valbourg, avec"
    assert f"Responsables de vos données : {both}" in page
    assert "Autreville" not in page
    assert "puis tout est effacé" not in page
    for town, own in ((valbourg, "de Valbourg"), (lecteur, "du Lecteur-sur-Oze")):
        neighbour = make.resident(quartier=make.quartier(municipality=town))
        mine = plain(signed_in(neighbour).get("/confidentialite").text)
        assert f"Responsables de vos données : la ville {own}, avec" in mine


@pytest.mark.parametrize(
    ("language", "headings", "foreign"),
    [
        ("fr", ("Registre des traitements", "But : Pour ", "Analyse d’impact"), "Purpose"),
        ("en", ("Record of processing", "Purpose: To ", "Impact assessment"), "Registre"),
    ],
)
def test_the_record_is_of_one_language(app, language, headings, foreign):
    said = app.test_cli_runner().invoke(args=["privacy", "record", "--language", language]).output
    assert [one for one in headings if one not in plain(said)] == []
    assert foreign not in said


ENGLISH = re.compile(r"\b(the|of|who|what|which|server|without|ours)\b")
FRENCH = re.compile(r"\b(le|la|les|des|une|qui|que|serveur|sans)\b")


@pytest.mark.parametrize(("language", "foreign"), [("fr", ENGLISH), ("en", FRENCH)])
def test_no_reason_of_the_record_is_in_another_language(app, language, foreign):
    said = app.test_cli_runner().invoke(args=["privacy", "record", "--language", language]).output
    words = re.sub(r"`[^`]*`", "", said)
    assert [line for line in words.splitlines() if foreign.search(line)] == []
