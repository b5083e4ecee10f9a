"""What people read of a decision on their pages, in French and by forms alone."""

import re
from pathlib import Path

import pytest

from neighbourhood.moderation.models.decisions import Outcome
from neighbourhood.moderation.outcomes import LASTS
from neighbourhood.moderation.rules import RULES
from tests.support.carried import press
from tests.support.news import plain

WORDS = {"facts": "Il demande de l’argent d’avance.", "because": "La charte l’interdit."}


def test_reported_hidden_decided_contested_and_put_back(town, desk, report, signed_in):
    author, moderator, other = map(signed_in, (town.karima, town.odile, desk.victor))
    way = f"/moderation/dossiers/{report.case_id}/decider"
    assert "Que décidez-vous" in moderator.get(way).text
    said = {"outcome": "hidden", "days": "30", "rule": "scam", **WORDS}
    after = press(moderator, way, data=said, follow_redirects=True)
    assert plain("C’est décidé") in plain(after.text)
    assert "Une décision concerne" in author.get("/notifications").text
    page = author.get("/moderation/decisions/1").text
    for part in (*WORDS.values(), "jusqu’au", "Qui l’a fait n’est dit à personne", "tribunal"):
        assert plain(part) in plain(page)
    assert "Odile" not in page
    assert "Marcel" not in page
    contest = "/moderation/decisions/1/contester"
    assert author.post(contest, data={"words": "C’était une blague."}).status_code == 303
    assert "C’était une blague." in other.get("/moderation/recours/1").text
    answer = {"status": "overturned", "answer": "Vous avez raison.", "days": "7"}
    assert press(other, "/moderation/recours/1", data=answer).status_code == 303
    page = author.get("/moderation/decisions/1").text
    assert "Cette décision est annulée" in page
    assert "Vous avez raison." in page
    assert signed_in(town.readers[1]).get(town.notice.path).status_code == 200


def test_a_decision_is_read_by_nobody_else(town, desk, report, signed_in):
    desk.decide(report, Outcome.WARNING)
    for one in (town.readers[0], town.readers[1], town.odile):
        assert signed_in(one).get("/moderation/decisions/1").status_code == 404
        assert signed_in(one).get("/moderation/decisions/1/contester").status_code == 404


def test_whoever_reported_reads_what_came_of_it_and_no_more(town, desk, report, signed_in):
    desk.decide(report, Outcome.HIDDEN, 30)
    reporter = signed_in(town.readers[0])
    page = plain(reporter.get(f"/signalements/{report.id}").text)
    assert "Une règle est enfreinte : le texte est masqué jusqu’au" in page
    assert "La charte" not in page


def test_whoever_reported_in_vain_reads_why_and_may_contest(town, desk, report, signed_in):
    desk.decide(report, Outcome.NOTHING)
    reporter = signed_in(town.readers[0])
    assert "/moderation/decisions/1" in reporter.get(f"/signalements/{report.id}").text
    assert "La charte" in reporter.get("/moderation/decisions/1").text
    sent = {"words": "Regardez encore."}
    assert reporter.post("/moderation/decisions/1/contester", data=sent).status_code == 303


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ({"outcome": ""}, "Choisissez une décision"),
        ({"facts": ""}, "facts"),
        ({"because": " "}, "Cette réponse manque"),
        ({"facts": "\u200f"}, "Cette réponse manque"),
        ({"days": "1"}, "choisissez parmi"),
        ({"outcome": "banished"}, "outcome"),
    ],
)
def test_a_decision_without_its_reasons_is_asked_for_again(town, report, signed_in, *, said, asked):
    way = f"/moderation/dossiers/{report.case_id}/decider"
    whole = {"outcome": "hidden", "days": "30", "rule": "scam", **WORDS}
    page = signed_in(town.odile).post(way, data=whole | said)
    assert page.status_code == 422
    assert plain(asked) in plain(page.text)
    assert town.case(report).is_open


def test_a_heavy_measure_is_agreed_to_on_a_page_of_its_own(town, desk, report, signed_in):
    desk.decide(report, Outcome.EXCLUDED)
    way = f"/moderation/dossiers/{report.case_id}/accord"
    assert signed_in(town.odile).get(way).status_code == 403
    other = signed_in(desk.victor)
    assert "Êtes-vous d’accord" in other.get(way).text
    assert press(other, way, data={"agrees": "no"}).status_code == 422
    assert press(other, way, data={"agrees": "yes"}).status_code == 303
    author = signed_in(town.karima)
    led = author.get("/")
    assert led.location.endswith("/moi/moderation")
    page = author.get("/moi/moderation").text
    assert "exclu de Palier" in page
    assert author.get("/moderation/decisions/1").status_code == 200


def test_a_case_that_is_decided_cannot_be_decided_again(town, desk, report, signed_in):
    desk.decide(report, Outcome.WARNING)
    page = signed_in(town.odile).get(f"/moderation/dossiers/{report.case_id}/decider")
    assert page.status_code == 409


def test_the_page_of_a_decided_case_says_the_rule_until_when_and_who_decided(
    town, desk, report, signed_in
):
    desk.decide(report, Outcome.SUSPENDED, 30)
    desk.agree(report)
    page = plain(signed_in(town.odile).get(f"/moderation/dossiers/{report.case_id}").text)
    assert plain(str(RULES["threat"].sentence)) in page
    assert "Le compte est suspendu sur tout Palier, jusqu’au" in page
    said = f"{town.odile.public_name} l’a proposé. {desk.victor.public_name}, deuxième personne,"
    assert said in page


def test_how_long_is_hidden_for_every_measure_that_has_no_end():
    css = Path("static/styles/forms.css").read_text()
    rule = css.partition(":checked)) .lasting")[0].rpartition("}")[2]
    shown = set(re.findall(r"value=\"([a-z-]+)\"", rule))
    assert shown == {outcome.value for outcome, days in LASTS.items() if days}


def test_no_length_is_offered_that_the_measure_chosen_may_not_have():
    css = Path("static/styles/forms.css").read_text()
    rule = r'\[value="([a-z-]+)"\]:checked\) \.lasting option:is\((.*?)\)'
    every = {days for lasting in LASTS.values() for days in lasting} | {0}
    left_out = {
        outcome: set(map(int, re.findall(r"(\d+)", values)))
        for outcome, values in re.findall(rule, css)
    }
    assert left_out == {
        outcome.value: every - set(lasting) for outcome, lasting in LASTS.items() if lasting
    }
