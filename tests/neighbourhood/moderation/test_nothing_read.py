"""A form that says nothing of what was read decides nothing: it is shown what stands, and kept."""

import pytest

from neighbourhood.moderation.models.decisions import Outcome
from tests.support.carried import carried
from tests.support.news import plain

REASONS = {"rule": "threat", "facts": "Il demande de l’argent.", "because": "La charte l’interdit."}
FIRST = {"outcome": "hidden", "days": "30", **REASONS}


@pytest.mark.parametrize("left_out", ["read", "as_now"])
def test_who_decides_has_read_the_case_and_the_thing(town, report, signed_in, left_out):
    way, moderator = f"/moderation/dossiers/{report.case_id}/decider", signed_in(town.odile)
    said = FIRST | carried(moderator.get(way))
    del said[left_out]
    answer = moderator.post(way, data=said)
    assert answer.status_code == 409
    assert town.case(report).is_open
    assert "rien n’est perdu" in plain(answer.text)
    assert plain(REASONS["facts"]) in plain(answer.text)
    assert moderator.post(way, data=said | carried(answer)).status_code == 303
    assert town.case(report).is_decided


def test_who_agrees_has_read_the_measure(town, desk, report, signed_in):
    made = desk.decide(report, Outcome.EXCLUDED)
    way, second = f"/moderation/dossiers/{report.case_id}/accord", signed_in(desk.victor)
    for said in ({}, {"read": carried(second.get(way))["read"]}):
        assert second.post(way, data={"agrees": "yes"} | said).status_code == 409
    assert town.fresh(made).is_proposed


def test_who_answers_an_appeal_has_read_the_decision(town, desk, report, signed_in):
    appeal = desk.contest(desk.decide(report, Outcome.WARNING), town.karima)
    way = f"/moderation/recours/{appeal.id}"
    answer = signed_in(desk.victor).post(way, data={"status": "upheld", "answer": "Vu."})
    assert answer.status_code == 409
    assert town.fresh(appeal).is_waiting
