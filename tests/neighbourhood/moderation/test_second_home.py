"""Where two people are needed, two of one home are one of them."""

import pytest

from neighbourhood.moderation.models.appeals import AppealStatus
from neighbourhood.moderation.models.cases import Case
from neighbourhood.moderation.models.decisions import Outcome
from neighbourhood.moderation.policies.deciding import SecondPersonNeeded
from neighbourhood.moderation.policies.reporting import TakenUp
from neighbourhood.residents.models.residents import Resident
from tests.support.news import plain, told


@pytest.fixture
def together(town):
    """Let people live behind one door."""

    def move_in(*people):
        door = town.make.address()
        with town.make.writing() as session:
            for one in people:
                session.get_one(Resident, one.id).address_id = door.id

    return move_in


def test_nobody_agrees_to_what_somebody_of_their_home_proposed(
    town, desk, report, signed_in, together
):
    together(desk.odile, desk.victor)
    made = desk.decide(report, Outcome.EXCLUDED)
    with pytest.raises(SecondPersonNeeded):
        desk.agree(made)
    with pytest.raises(SecondPersonNeeded):
        desk.disagree(made)
    assert told(town, desk.victor, "moderation.second-asked") == 0
    page = signed_in(desk.victor).get(f"/moderation/dossiers/{report.case_id}/accord")
    assert page.status_code == 403
    assert "ni quelqu’un de la même adresse" in plain(page.text)
    desk.agree(made, by=desk.moderator("Zoé Tierce"))
    assert town.fresh(made).is_in_force


def test_nobody_answers_an_appeal_against_somebody_of_their_home(town, desk, report, together):
    together(desk.odile, desk.victor)
    appeal = desk.contest(desk.decide(report, Outcome.WARNING), town.karima)
    with pytest.raises(SecondPersonNeeded):
        desk.answer(appeal, AppealStatus.UPHELD)
    desk.answer(appeal, AppealStatus.UPHELD, by=desk.moderator("Zoé Tierce"))


def test_nor_against_who_opened_the_case(town, desk, together):
    together(desk.odile, desk.victor)
    third = desk.moderator("Zoé Tierce")
    found = desk.open_case()
    with town.make.writing() as session:
        case = session.get_one(Case, found.id)
        case.assigned_id = case.assigned_at = None
    appeal = desk.contest(desk.decide(found, Outcome.WARNING, by=third), town.karima)
    with pytest.raises(SecondPersonNeeded):
        desk.answer(appeal, AppealStatus.UPHELD)


def test_nor_is_a_case_decided_again_in_the_same_home(town, desk, report, together):
    made = desk.decide(report, Outcome.NOTHING)
    appeal = desk.contest(made, town.readers[0])
    desk.answer(appeal, AppealStatus.OVERTURNED)
    third = desk.moderator("Zoé Tierce")
    together(desk.odile, third)
    with pytest.raises(TakenUp):
        desk.decide(report, Outcome.WARNING, by=third)
