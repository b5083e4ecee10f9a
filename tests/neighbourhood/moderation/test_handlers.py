"""Where nobody of the town may look, those who run the site are told and find it."""

import pytest

from neighbourhood.moderation.models.decisions import Outcome
from tests.support.news import plain, told


@pytest.fixture
def admin(town):
    return town.make.resident("Ali Admin", is_administrator=True)


def test_whoever_moderates_is_told_and_who_runs_the_site_is_not(town, admin):
    town.report(town.readers[0])
    assert told(town, town.odile, "moderation.to examine") == 1
    assert told(town, admin, "moderation.to examine") == 0


def test_a_report_about_the_only_moderator_goes_to_who_runs_the_site(town, admin):
    town.report(town.readers[0], about=("resident", town.odile.id))
    assert told(town, town.odile, "moderation.to examine") == 0
    assert told(town, admin, "moderation.to examine") == 1


def test_a_heavy_measure_of_the_only_moderator_does_too(town, admin, desk, report):
    town.change(desk.victor, closed_at=desk.victor.created_at)
    desk.decide(report, Outcome.EXCLUDED)
    assert told(town, admin, "moderation.second asked") == 1


def test_an_appeal_against_the_only_moderator_does_too(town, admin, desk, report):
    made = desk.decide(report, Outcome.EXCLUDED)
    desk.agree(made)
    desk.contest(made, town.karima)
    assert told(town, admin, "moderation.to judge") == 1


def test_the_administration_says_how_much_waits_in_each_town(town, admin, desk, signed_in):
    page = signed_in(admin)
    assert "attend" not in plain(page.get("/administration/").text).partition("Les communes")[2]
    town.report(town.readers[0])
    made = desk.decide(
        town.report(town.readers[0], about=("notice", town.published().id)), Outcome.WARNING
    )
    desk.contest(made, town.karima)
    assert "2 choses attendent" in plain(page.get("/administration/").text)


def test_where_everybody_took_part_the_site_is_asked_to_name_somebody(
    town, admin, desk, report, signed_in
):
    town.change(desk.victor, closed_at=desk.victor.created_at)
    made = desk.decide(report, Outcome.EXCLUDED)
    desk.agree(made, by=admin)
    appeal = desk.contest(made, town.karima)
    assert told(town, admin, "moderation.to judge") == 0
    assert told(town, admin, "moderation.nobody left") == 1
    author = signed_in(town.karima)
    said = "ont toutes pris part à cette décision"
    assert said in plain(author.get(made.path).text)
    third = desk.moderator("Zoé Tierce")
    assert said not in plain(author.get(made.path).text)
    assert signed_in(third).get(f"/moderation/recours/{appeal.id}").status_code == 200


def test_a_heavy_measure_that_nobody_can_agree_to_is_told_too(town, admin, desk, report):
    for one in (desk.victor, desk.odile):
        town.change(one, closed_at=one.created_at)
    desk.decide(report, Outcome.EXCLUDED, by=admin)
    assert told(town, admin, "moderation.second asked") == 0
    assert told(town, admin, "moderation.nobody left") == 1
