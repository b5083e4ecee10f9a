"""How what was reported is named to those who read of it, and what those who judge are told."""

import pytest

from neighbourhood.moderation.models.decisions import Outcome
from neighbourhood.notifications.kinds import say
from tests.neighbourhood.moderation.deciding import REASONS
from tests.support.news import news, plain

TITLE = "« {} »"


def said(town, resident, code: str) -> str:
    """Return what somebody was last told of one kind."""
    last = news(town, resident, code)[-1]
    return plain(say(code, last.details))


@pytest.fixture
def line(town, things):
    """Marcel’s line in the conversation about Karima’s notice, reported by her."""
    return town.report(town.karima, "threat", about=("message", things["message"]))


def test_who_wrote_a_line_reads_that_it_is_one_about_a_notice(town, desk, line, app):
    title = TITLE.format(town.notice.title)
    marcel = town.readers[0]
    with app.test_request_context():
        assert f"Un de vos messages à propos de {title} est masqué" in said(
            town, marcel, "moderation.hidden"
        )
    desk.decide(line, Outcome.WARNING)
    with app.test_request_context():
        assert f"un de vos messages à propos de {title}" in said(town, marcel, "moderation.decided")


def test_an_answer_and_a_profile_are_named_for_what_they_are(town, desk, things, app):
    reply = town.report(town.karima, "threat", about=("reply", things["reply"]))
    profile = town.report(town.readers[1], "threat", about=("resident", town.karima.id))
    with app.test_request_context():
        assert f"Votre réponse à {TITLE.format(town.notice.title)} est masquée" in said(
            town, town.readers[0], "moderation.hidden"
        )
        assert said(town, town.karima, "moderation.hidden").startswith("Votre présentation est")
    assert town.case(reply).concerned_id == town.readers[0].id
    assert town.case(profile).concerned_id == town.karima.id


def test_the_words_that_are_judged_are_quoted_to_who_wrote_them(town, desk, line, signed_in):
    made = desk.decide(line, Outcome.SUSPENDED, 3)
    author = signed_in(town.readers[0])
    for page in (made.path, f"{made.path}/contester"):
        read = plain(author.get(page).text)
        assert town.case(line).excerpt in read
        assert f"Un message à propos de {TITLE.format(town.notice.title)}" in read


def test_whoever_judges_reads_whose_account_it_is_and_what_came_before(
    town, desk, report, signed_in
):
    way = f"/moderation/dossiers/{report.case_id}"
    moderator = signed_in(town.odile)
    for page in (way, f"{way}/decider"):
        read = plain(moderator.get(page).text)
        assert "Karima B." in read
        assert "Aucune mesure auparavant." in read
    desk.decide(report, Outcome.WARNING)
    again = desk.open_case(("notice", town.published().id), by=desk.victor)
    read = plain(signed_in(desk.victor).get(f"{again.path}/decider").text)
    assert "Avertissement" in read.partition("Le compte concerné")[2].partition("Que décidez")[0]


def test_nobody_promises_what_two_people_can_guess(town, things, signed_in):
    asked = signed_in(town.karima).get(f"/signaler/message/{things['message']}")
    line = plain(asked.text)
    assert "Nous ne disons à personne que c’est vous" in line
    assert "Dans une conversation à deux, l’autre peut le deviner." in line
    notice = plain(signed_in(town.readers[0]).get(f"/signaler/notice/{town.notice.id}").text)
    assert "deviner" not in notice
    for page in (line, notice):
        assert "Personne ne saura" not in page


def test_an_insult_has_a_tile_of_its_own(town, signed_in):
    reader = signed_in(town.readers[0])
    way = f"/signaler/notice/{town.notice.id}"
    assert "Insultes ou moqueries" in reader.get(way).text
    assert reader.post(way, data={"rule": "insult"}).status_code == 303


@pytest.mark.parametrize("outcome", [Outcome.SUSPENDED, Outcome.EXCLUDED])
def test_who_is_barred_finds_the_way_to_their_data_their_mandates_and_out(
    town, desk, report, signed_in, outcome
):
    made = desk.decide(report, outcome, 7 if outcome is Outcome.SUSPENDED else 0, **REASONS)
    if made.is_proposed:
        desk.agree(made)
    author = signed_in(town.karima)
    page = author.get("/moi/moderation").text
    for way in ("/moi/donnees", "/mandats", "/moi/fermer"):
        assert f'href="{way}"' in page
        assert author.get(way).status_code == 200
    assert 'action="/deconnexion"' in page
    assert 'class="tabs"' not in page
    assert "/nouvelles" not in page
