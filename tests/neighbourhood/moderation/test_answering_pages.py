"""The page where an appeal is answered, by its form alone: what is drawn is enough."""

import re

import pytest

from neighbourhood.moderation.models.appeals import AppealStatus
from neighbourhood.moderation.models.decisions import Outcome
from tests.support.carried import press
from tests.support.news import plain

REASONS = {"rule": "scam", "facts": "Il demande de l’argent.", "because": "La charte l’interdit."}


def names_drawn(page: str) -> set[str]:
    """Return the fields of a page that somebody can fill."""
    return set(re.findall(r'<(?:input|select|textarea)[^>]* name="(\w+)"', page))


@pytest.mark.parametrize("status", ["upheld", "overturned"])
@pytest.mark.parametrize("outcome", [Outcome.WARNING, Outcome.NOTHING])
def test_what_the_page_asks_for_is_enough_to_answer(
    town, desk, report, signed_in, *, outcome, status
):
    made = desk.decide(report, outcome)
    who = town.readers[0] if outcome is Outcome.NOTHING else town.karima
    appeal = desk.contest(made, who)
    judge = signed_in(desk.moderator("Zoé Tierce"))
    page = judge.get(f"/moderation/recours/{appeal.id}").text
    said = {"status": status, "answer": "J’ai tout relu.", "outcome": "", "days": ""}
    drawn = {name: words for name, words in said.items() if name in names_drawn(page)}
    assert press(judge, f"/moderation/recours/{appeal.id}", data=drawn).status_code == 303
    assert town.fresh(appeal).status is AppealStatus(status)


def test_a_lighter_measure_still_needs_its_length(town, desk, report, signed_in):
    appeal = desk.contest(desk.decide(report, Outcome.SUSPENDED, 7), town.karima)
    said = {"status": "lightened", "outcome": "read-only", "answer": "Plus court."}
    judge = signed_in(desk.victor)
    asked = press(judge, f"/moderation/recours/{appeal.id}", data=said | {"days": ""})
    assert asked.status_code == 422
    assert "choisissez parmi" in plain(asked.text)
    assert press(judge, f"/moderation/recours/{appeal.id}", data=said).status_code == 422
    longer = press(judge, f"/moderation/recours/{appeal.id}", data=said | {"days": "3"})
    assert longer.status_code == 303


@pytest.mark.parametrize(("outcome", "days"), [("nothing", ""), ("warning", "banana")])
def test_a_measure_without_an_end_asks_for_no_length(town, report, signed_in, *, outcome, days):
    way = f"/moderation/dossiers/{report.case_id}/decider"
    moderator = signed_in(town.odile)
    lasting = re.search(r'<select[^>]*name="days".*?</select>', moderator.get(way).text, re.DOTALL)
    assert 'selected value="7"' in lasting.group(0), "a browser would not send it"
    sent = press(moderator, way, data={"outcome": outcome, "days": days, **REASONS})
    assert sent.status_code == 303
    assert town.case(report).is_decided
