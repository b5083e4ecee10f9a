"""What ends and what is contested: nothing lasts longer by it, and no insult comes back."""

import pytest

from neighbourhood.moderation.actions import hiding
from neighbourhood.moderation.models.appeals import AppealStatus
from neighbourhood.moderation.models.cases import Case
from neighbourhood.moderation.models.decisions import Decision, DecisionStatus, Outcome
from neighbourhood.moderation.policies.deciding import lighter_than
from tests.neighbourhood.moderation.deciding import is_hidden, standing
from tests.support.news import plain, told


@pytest.mark.parametrize("days", [7, 30])
def test_a_lighter_measure_ends_no_later_than_the_one_decided(town, desk, report, days):
    made = desk.decide(report, Outcome.SUSPENDED, 3)
    appeal = desk.contest(made, town.karima)
    desk.answer(appeal, AppealStatus.LIGHTENED, outcome=Outcome.READ_ONLY, days=days)
    assert town.fresh(made).until == made.until


def test_a_shorter_one_ends_when_it_says(town, desk, report):
    made = desk.decide(report, Outcome.SUSPENDED, 7)
    appeal = desk.contest(made, town.karima)
    desk.answer(appeal, AppealStatus.LIGHTENED, outcome=Outcome.READ_ONLY, days=1)
    assert town.fresh(made).until < made.until


def test_a_decision_that_is_over_cannot_be_lightened(town, desk, report, move_clock):
    made = desk.decide(report, Outcome.SUSPENDED, 3)
    desk.contest(made, town.karima)
    move_clock(days=4)
    desk.end_past()
    with town.make.writing() as session:
        assert lighter_than(session.get_one(Decision, made.id)) == []


@pytest.mark.parametrize("outcome", [Outcome.READ_ONLY, Outcome.SUSPENDED])
def test_a_text_stays_hidden_when_the_measure_against_the_account_ends(
    town, desk, report, move_clock, outcome
):
    made = desk.decide(report, outcome, 3)
    move_clock(days=4)
    desk.end_past()
    assert town.fresh(made).status is DecisionStatus.OVER
    assert standing(town) is None
    assert is_hidden(town)
    with town.make.writing() as session:
        case = session.get_one(Case, report.case_id)
        assert not hiding.put_back(case), "whatever else ends"
    assert is_hidden(town)


def test_a_profile_stays_hidden_too(town, desk, move_clock):
    report = town.report(town.readers[0], about=("resident", town.karima.id))
    desk.decide(report, Outcome.SUSPENDED, 3)
    move_clock(days=4)
    desk.end_past()
    assert town.fresh(town.karima).about_hidden_at is not None


def test_what_is_over_may_be_taken_back_and_the_text_is_shown(town, desk, report, move_clock):
    appeal = desk.contest(desk.decide(report, Outcome.SUSPENDED, 3), town.karima)
    move_clock(days=4)
    desk.end_past()
    desk.answer(appeal, AppealStatus.OVERTURNED)
    assert not is_hidden(town)


def test_its_author_is_told_when_a_text_is_visible_again(town, desk, report, move_clock):
    desk.decide(report, Outcome.HIDDEN, 30)
    move_clock(days=31)
    desk.end_past()
    assert told(town, town.karima, "moderation.shown again") == 1


def test_who_contests_reads_what_can_come_of_it(town, desk, report, signed_in):
    other = town.report(town.readers[0], about=("notice", town.published().id))
    made = desk.decide(report, Outcome.SUSPENDED, 3)
    page = plain(signed_in(town.karima).get(made.path).text)
    assert "Rien ne peut devenir plus sévère." in page
    assert "Ce texte est masqué pour de bon, et votre compte est suspendu." in page
    in_vain = desk.decide(other, Outcome.NOTHING)
    page = plain(signed_in(town.readers[0]).get(in_vain.path).text)
    assert "plus sévère" not in page
    assert "le dossier est rouvert et quelqu’un d’autre décide" in page
