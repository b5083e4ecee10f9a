"""Whoever draws a case, to read it or with a mistake in a form, is noted."""

import pytest

from neighbourhood.moderation.access import CASE_SEEN
from neighbourhood.moderation.models.decisions import Outcome
from tests.support.noted import acts_about


@pytest.mark.parametrize("page", ["", "/decider", "/point-de-vue"])
def test_each_page_of_a_case_is_noted(town, desk, report, signed_in, page):
    way = f"/moderation/dossiers/{report.case_id}{page}"
    assert signed_in(town.odile).get(way).status_code == 200
    assert acts_about(town.make, town.karima) == [CASE_SEEN]


@pytest.mark.parametrize("page", ["/decider", "/point-de-vue"])
def test_so_is_a_form_that_comes_back(town, desk, report, signed_in, page):
    way = f"/moderation/dossiers/{report.case_id}{page}"
    assert signed_in(town.odile).post(way, data={"rule": "none"}).status_code == 422
    assert acts_about(town.make, town.karima) == [CASE_SEEN]


def test_so_is_another_version_shown_beside_what_was_read(town, desk, report, signed_in):
    way = f"/moderation/dossiers/{report.case_id}/decider"
    said = {"outcome": "warning", "rule": "scam", "facts": "Un fait.", "because": "Une raison."}
    answer = signed_in(town.odile).post(way, data={**said, "read": "00"})
    assert answer.status_code == 409
    assert acts_about(town.make, town.karima) == [CASE_SEEN]


def test_so_are_the_second_person_and_who_answers_an_appeal(town, desk, report, signed_in):
    made = desk.decide(report, Outcome.SUSPENDED, 30)
    way = f"/moderation/dossiers/{report.case_id}/accord"
    assert signed_in(desk.victor).get(way).status_code == 200
    desk.agree(made)
    appeal = desk.contest(made, town.karima)
    zoe = signed_in(desk.moderator("Zoé Tierce"))
    assert zoe.get(f"/moderation/recours/{appeal.id}").status_code == 200
    assert acts_about(town.make, town.karima).count(CASE_SEEN) == 2


def test_what_is_done_is_no_sight(town, report, signed_in):
    signed_in(town.odile).post(f"/moderation/dossiers/{report.case_id}/prendre")
    assert acts_about(town.make, town.karima) == []
