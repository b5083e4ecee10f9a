"""Decisions with their reasons: what they change, who takes them, what contests them."""

from datetime import timedelta

import pytest

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.moves import IllegalMove
from neighbourhood.moderation.actions import reporting
from neighbourhood.moderation.models.appeals import APPEAL_MOVES
from neighbourhood.moderation.models.cases import CaseStatus
from neighbourhood.moderation.models.decisions import (
    DECISION_MOVES,
    DecisionStatus,
    Outcome,
)
from neighbourhood.moderation.policies.deciding import (
    NotOffered,
    SecondPersonNeeded,
    is_heavy,
)
from neighbourhood.moderation.policies.reporting import AlreadyLookedAt, TakenUp
from neighbourhood.residents.models.standing import Measure
from tests.neighbourhood.moderation.deciding import HIDING, is_hidden, standing
from tests.support.news import told


@pytest.mark.parametrize(
    ("outcome", "days", "heavy"),
    [
        (Outcome.NOTHING, 0, False),
        (Outcome.HIDDEN, 0, False),
        (Outcome.READ_ONLY, 30, False),
        (Outcome.SUSPENDED, 7, False),
        (Outcome.SUSPENDED, 8, True),
        (Outcome.EXCLUDED, 0, True),
    ],
)
def test_two_people_are_needed_for_more_than_a_week_outside(outcome, days, heavy):
    assert is_heavy(outcome, days) is heavy


@pytest.mark.parametrize("outcome", [Outcome.NOTHING, Outcome.WARNING])
def test_what_breaks_no_rule_or_is_only_warned_about_is_shown_again(town, desk, report, outcome):
    assert is_hidden(town)
    desk.decide(report, outcome)
    assert not is_hidden(town)
    assert standing(town) is None
    assert town.case(report).is_decided


def test_reports_that_led_to_nothing_are_noted_as_such(town, desk, report):
    desk.decide(report, Outcome.NOTHING)
    assert town.fresh(report).refused_at is not None


@pytest.mark.parametrize(("outcome", "days", "measure"), HIDING)
def test_a_measure_hides_and_restricts_until_its_date(town, desk, report, outcome, days, measure):
    made = desk.decide(report, outcome, days)
    assert is_hidden(town)
    assert standing(town) is measure
    assert (made.until is None) == (days == 0)
    assert town.fresh(report).refused_at is None


def test_a_heavy_measure_counts_once_a_second_person_agrees(town, desk, report):
    made = desk.decide(report, Outcome.EXCLUDED)
    assert standing(town) is None
    assert is_hidden(town), "hidden meanwhile"
    with pytest.raises(SecondPersonNeeded):
        desk.agree(made, by=desk.odile)
    desk.agree(made)
    assert standing(town) is Measure.EXCLUDED
    assert town.fresh(made).second_id == desk.victor.id
    with pytest.raises(AlreadyLookedAt):
        desk.agree(made, by=desk.moderator("Zoé Tierce"))


def test_a_heavy_measure_lasts_as_long_as_was_proposed_from_the_second_word_on(
    town, desk, report, move_clock
):
    made = desk.decide(report, Outcome.SUSPENDED, 30)
    move_clock(days=5)
    desk.agree(made)
    found = town.fresh(made)
    assert found.until - found.in_force_at == timedelta(days=30)


def test_without_a_second_word_the_case_waits_for_another_decision(town, desk, report):
    made = desk.decide(report, Outcome.EXCLUDED)
    desk.disagree(made)
    assert town.fresh(made).status is DecisionStatus.REFUSED
    assert standing(town) is None
    assert town.case(report).is_open
    desk.decide(report, Outcome.WARNING)
    assert not is_hidden(town)


def test_nobody_decides_twice_nor_beside_a_proposal(town, desk, report):
    desk.decide(report, Outcome.EXCLUDED)
    with pytest.raises(TakenUp):
        desk.decide(report, Outcome.NOTHING, by=desk.victor)
    other = town.report(town.readers[1], about=("notice", town.published().id))
    desk.decide(other, Outcome.WARNING)
    with pytest.raises(AlreadyLookedAt):
        desk.decide(other, Outcome.WARNING, by=desk.victor)


def test_a_party_to_the_matter_finds_no_case(town, desk):
    report = town.report(desk.victor)
    with pytest.raises(Missing):
        desk.decide(report, Outcome.NOTHING, by=desk.victor)


@pytest.mark.parametrize(
    ("outcome", "days"),
    [(Outcome.READ_ONLY, 0), (Outcome.SUSPENDED, 400), (Outcome.WARNING, 3), (Outcome.HIDDEN, 3)],
)
def test_a_measure_lasts_as_the_list_says(desk, report, outcome, days):
    with pytest.raises(NotOffered):
        desk.decide(report, outcome, days)


def test_what_an_organisation_published_restricts_nobody(town, desk):
    about = ("partner", town.hall.id)
    report = town.report(town.readers[0], about=about)
    town.change(town.hall, name="Accueil")
    stranger = desk.town.make.resident("Ali Admin", town.here)
    town.change(stranger, is_administrator=True)
    with pytest.raises(NotOffered):
        desk.decide(report, Outcome.SUSPENDED, 3, by=stranger)
    made = desk.decide(report, Outcome.HIDDEN, 30, by=stranger)
    assert made.concerned_id is None
    assert town.fresh(town.hall).hidden_at is not None


def test_what_was_hidden_until_a_date_is_shown_again_at_that_date(town, desk, report, move_clock):
    made = desk.decide(report, Outcome.HIDDEN, 30)
    desk.end_past()
    assert is_hidden(town)
    move_clock(days=30, seconds=5)
    desk.end_past()
    assert not is_hidden(town)
    assert town.fresh(made).status is DecisionStatus.OVER


def test_one_decision_over_leaves_hidden_what_another_hides(town, desk, report, move_clock):
    desk.decide(report, Outcome.HIDDEN, 0)
    town.change(town.notice, hidden_at=None)  # as when it was reported again before the first word
    again = town.report(town.readers[1])
    desk.decide(again, Outcome.HIDDEN, 30)
    move_clock(days=31)
    desk.end_past()
    assert is_hidden(town)


@pytest.mark.parametrize("outcome", [Outcome.NOTHING, Outcome.WARNING])
def test_what_another_decision_hides_is_not_shown_again(town, desk, report, outcome):
    desk.decide(report, Outcome.HIDDEN, 0)
    town.change(town.notice, hidden_at=None)
    again = town.report(town.readers[1], "threat")
    desk.decide(again, outcome)
    assert is_hidden(town)
    assert told(town, town.karima, "moderation.shown again") == 0


def test_a_report_taken_back_leaves_hidden_what_a_decision_hides(town, desk, report):
    desk.decide(report, Outcome.HIDDEN, 0)
    town.change(town.notice, hidden_at=None)
    town.make.act(reporting.take_back, town.readers[1], town.report(town.readers[1], "threat"))
    assert is_hidden(town)
    assert told(town, town.karima, "moderation.shown again") == 0


@pytest.mark.parametrize("table", [DECISION_MOVES, APPEAL_MOVES])
def test_a_status_moves_as_the_table_says(table):
    for before, following in table.items():
        for after in type(before):
            assert (after in following) is (after in following)
    assert DecisionStatus.OVERTURNED in DECISION_MOVES.endings


def test_a_decision_moves_as_its_table_says(desk, report):
    made = desk.decide(report, Outcome.WARNING)
    with pytest.raises(IllegalMove):
        made.become(DecisionStatus.PROPOSED)
    assert made.may_become(DecisionStatus.OVERTURNED)
    assert CaseStatus.OPEN in type(made.case).MOVES[CaseStatus.APPEALED]
