"""A decision quotes the rule in the words of the charter that stood when it was reported."""

import tomllib

import pytest
from flask_babel import force_locale

from neighbourhood.moderation.models.decisions import Outcome
from neighbourhood.moderation.rules import RULES
from neighbourhood.residents.actions import charters
from neighbourhood.residents.models.residents import Resident
from tests.support.news import plain

ON_INSULTS = "Pas d’insulte, pas de menace, pas de moquerie."


@pytest.fixture
def write(make):
    """Publish the next version of a charter, with other words in place of some."""

    def write(before="", after="", town=None):
        with make.writing():
            draft = charters.begin_draft(town.id if town else None)
            text = draft.text.replace(before, after) if before else f"- {after}"
            title = draft.title or "La charte de la ville"
            charters.write_draft(draft, title=title, text=text, text_en="", change="Autre chose.")
            charters.publish(draft)

    return write


@pytest.fixture
def founded(make):
    with make.writing():
        charters.found()


@pytest.fixture
def read(town, desk, signed_in):
    """Report and decide for insults; read the page of the decision as its author."""

    def read(report=None):
        report = report or town.report(town.readers[0], "insult")
        made = desk.decide(report, Outcome.WARNING, rule="insult")
        return plain(signed_in(town.karima).get(made.path).text)

    return read


@pytest.mark.parametrize(("language", "text"), [("fr", "text"), ("en", "text_en")])
def test_every_rule_is_word_for_word_in_the_charter_that_comes_with_the_program(
    app, language, text
):
    said = tomllib.loads(charters.FOUNDING.read_text("utf-8"))[text]
    lines = {plain(line.removeprefix("- ")) for line in said.splitlines()}
    with app.test_request_context(), force_locale(language):
        points = {plain(str(point)) for rule in RULES.values() for point in rule.points}
    assert points <= lines


def test_the_author_reads_the_line_and_the_way_to_the_whole(founded, read):
    page = read()
    assert f'<blockquote class="prose" dir="auto">{ON_INSULTS}</blockquote>' in page
    assert "La règle de la charte" in page
    assert 'href="/charte?version=1">La charte du voisinage, version 1</a>' in page


def test_whoever_reads_english_reads_the_charter_in_english(founded, make, town, desk, signed_in):
    made = desk.decide(town.report(town.readers[0], "insult"), Outcome.WARNING, rule="insult")
    with make.writing() as session:
        session.get_one(Resident, town.karima.id).language = "en"
    page = plain(signed_in(town.karima).get(made.path).text)
    assert "No insults, no threats, no mockery." in page
    assert ON_INSULTS not in page


def test_what_is_written_later_is_not_held_against_what_was_reported_before(
    founded, town, read, write, move_clock
):
    report = town.report(town.readers[0], "insult")
    move_clock(hours=1)
    write(ON_INSULTS, "Pas de gros mots.")
    page = read(report)
    assert f"{ON_INSULTS}</blockquote>" in page
    assert "version=1" in page


def test_where_the_charter_says_it_otherwise_nothing_is_quoted_in_its_name(
    founded, read, write, move_clock
):
    move_clock(hours=1)
    write(ON_INSULTS, "Pas de gros mots.")
    move_clock(hours=1)
    page = read()
    assert "</blockquote>" not in page.partition("La règle")[2].partition("Pourquoi")[0]
    assert "La règle de la charte" not in page
    assert "version=2" in page


def test_the_charter_of_the_town_is_quoted_where_that_of_the_site_is_silent(
    founded, town, read, write, move_clock
):
    write(after=ON_INSULTS, town=town.valbourg)
    move_clock(hours=1)
    write(ON_INSULTS, "Pas de gros mots.")
    move_clock(hours=1)
    page = read()
    assert f"{ON_INSULTS}</blockquote>" in page
    assert f"/charte/{town.valbourg.insee}?version=1" in page


def test_where_there_is_no_charter_yet_the_rule_is_said_all_the_same(read):
    page = read()
    assert ON_INSULTS in page
    assert "/charte?version" not in page
