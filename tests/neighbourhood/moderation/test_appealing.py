"""Contesting a decision: somebody else looks again, and nothing becomes heavier by it."""

from datetime import UTC, datetime

import pytest

from neighbourhood.foundation.errors import Missing
from neighbourhood.moderation.models.appeals import AppealStatus
from neighbourhood.moderation.models.decisions import Outcome, in_months
from neighbourhood.moderation.policies.deciding import (
    AnsweredAlready,
    ContestedAlready,
    NotOffered,
    SecondPersonNeeded,
    TooLateToContest,
)
from neighbourhood.moderation.policies.reporting import TakenUp
from neighbourhood.residents.models.standing import Measure
from tests.neighbourhood.moderation.deciding import HIDING, is_hidden, standing


@pytest.mark.parametrize(("outcome", "days", "measure"), HIDING)
def test_an_appeal_that_is_right_puts_everything_back_at_once(
    town, desk, report, outcome, days, measure
):
    appeal = desk.contest(desk.decide(report, outcome, days), town.karima)
    assert town.case(report).is_appealed
    desk.answer(appeal, AppealStatus.OVERTURNED)
    assert not is_hidden(town)
    assert standing(town) is None
    assert town.case(report).is_closed


def test_an_appeal_in_vain_changes_nothing(town, desk, report):
    appeal = desk.contest(desk.decide(report, Outcome.SUSPENDED, 7), town.karima)
    desk.answer(appeal, AppealStatus.UPHELD)
    assert is_hidden(town)
    assert standing(town) is Measure.SUSPENDED
    assert town.case(report).is_closed


@pytest.mark.parametrize(
    ("lighter", "days", "hidden", "measure"),
    [
        (Outcome.READ_ONLY, 3, True, Measure.READ_ONLY),
        (Outcome.HIDDEN, 0, True, None),
        (Outcome.WARNING, 0, False, None),
    ],
)
def test_an_appeal_may_make_a_decision_lighter(
    town, desk, report, *, lighter, days, hidden, measure
):
    made = desk.decide(report, Outcome.SUSPENDED, 7)
    appeal = desk.contest(made, town.karima)
    desk.answer(appeal, AppealStatus.LIGHTENED, outcome=lighter, days=days)
    assert is_hidden(town) is hidden
    assert standing(town) is measure
    assert town.fresh(made).first_outcome is Outcome.SUSPENDED


@pytest.mark.parametrize(
    ("outcome", "days"),
    [(Outcome.SUSPENDED, 3), (Outcome.EXCLUDED, 0), (Outcome.NOTHING, 0), (Outcome.READ_ONLY, 5)],
)
def test_nothing_becomes_heavier_by_an_appeal(town, desk, report, outcome, days):
    appeal = desk.contest(desk.decide(report, Outcome.SUSPENDED, 7), town.karima)
    with pytest.raises(NotOffered):
        desk.answer(appeal, AppealStatus.LIGHTENED, outcome=outcome, days=days)


def test_another_decision_of_the_same_kind_outlives_the_one_taken_back(town, desk, report):
    desk.decide(report, Outcome.READ_ONLY, 30)
    other = town.report(town.readers[1], about=("resident", town.karima.id))
    appeal = desk.contest(desk.decide(other, Outcome.READ_ONLY, 7), town.karima)
    desk.answer(appeal, AppealStatus.OVERTURNED)
    assert standing(town) is Measure.READ_ONLY


def test_somebody_else_answers_than_whoever_decided(town, desk, report):
    made = desk.decide(report, Outcome.EXCLUDED)
    desk.agree(made)
    appeal = desk.contest(made, town.karima)
    for judge in (desk.odile, desk.victor):
        with pytest.raises(SecondPersonNeeded):
            desk.answer(appeal, AppealStatus.UPHELD, by=judge)
    zoe = desk.moderator("Zoé Tierce")
    desk.answer(appeal, AppealStatus.UPHELD, by=zoe)
    with pytest.raises(AnsweredAlready):
        desk.answer(appeal, AppealStatus.OVERTURNED, by=zoe)


def test_only_whom_it_went_against_contests_and_only_once(town, desk, report):
    made = desk.decide(report, Outcome.WARNING)
    for other in (town.readers[0], town.readers[1], desk.victor):
        with pytest.raises(Missing):
            desk.contest(made, other)
    desk.contest(made, town.karima)
    with pytest.raises(ContestedAlready):
        desk.contest(made, town.karima)


def test_whoever_reported_in_vain_may_ask_that_somebody_else_looks(town, desk, report):
    made = desk.decide(report, Outcome.NOTHING)
    with pytest.raises(Missing):
        desk.contest(made, town.karima)
    appeal = desk.contest(made, town.readers[0])
    desk.answer(appeal, AppealStatus.OVERTURNED)
    assert town.case(report).is_open
    with pytest.raises(TakenUp):
        desk.decide(report, Outcome.HIDDEN, 30)
    with pytest.raises(TakenUp):
        desk.decide(report, Outcome.HIDDEN, 30, by=desk.victor)
    made = desk.decide(report, Outcome.HIDDEN, 30, by=desk.moderator("Zoé Tierce"))
    assert is_hidden(town)
    assert desk.contest(made, town.karima)


def test_one_may_contest_for_six_months(town, desk, report, move_clock):
    made = desk.decide(report, Outcome.WARNING)
    last = made.contested_until - made.in_force_at
    move_clock(seconds=last.total_seconds() + 5)
    with pytest.raises(TooLateToContest):
        desk.contest(made, town.karima)


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (datetime(2026, 1, 15, tzinfo=UTC), datetime(2026, 7, 15, tzinfo=UTC)),
        (datetime(2026, 8, 31, tzinfo=UTC), datetime(2027, 2, 28, tzinfo=UTC)),
        (datetime(2026, 7, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)),
        (datetime(2026, 12, 31, tzinfo=UTC), datetime(2027, 6, 30, tzinfo=UTC)),
    ],
)
def test_six_months_end_on_the_same_day_or_the_last_of_a_shorter_month(day, later):
    assert in_months(day, 6) == later
