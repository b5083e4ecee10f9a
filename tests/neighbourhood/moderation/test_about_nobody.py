"""An account is erased while a case about it is open: nothing is decided about it any more."""

import pytest

from neighbourhood.foundation.storing.database import transaction
from neighbourhood.moderation.models.decisions import Outcome
from neighbourhood.moderation.policies.deciding import NotOffered
from neighbourhood.residents.actions.erasing import erase
from tests.support.news import plain


@pytest.fixture
def erased(app, town):
    def erased():
        with app.test_request_context(), transaction():
            erase(town.karima.id)

    return erased


@pytest.mark.parametrize("outcome", [each for each in Outcome if each is not Outcome.NOTHING])
def test_no_measure_is_decided_about_an_account_that_is_gone(desk, report, erased, outcome):
    erased()
    days = {Outcome.HIDDEN: 30, Outcome.READ_ONLY: 7, Outcome.SUSPENDED: 7}.get(outcome, 0)
    with pytest.raises(NotOffered):
        desk.decide(report, outcome, days)


def test_the_case_is_ended_with_nothing_and_the_page_offers_nothing_else(
    town, desk, report, erased, signed_in
):
    erased()
    page = signed_in(desk.odile).get(f"{town.case(report).path}/decider")
    assert "Le compte n’existe plus" in plain(page.text)
    assert 'value="nothing"' in page.text
    assert 'value="warning"' not in page.text
    desk.decide(report, Outcome.NOTHING)
    assert town.case(report).is_decided


def test_what_was_proposed_before_is_not_agreed_to_afterwards(town, desk, report, erased):
    made = desk.decide(report, Outcome.EXCLUDED)
    erased()
    with pytest.raises(NotOffered):
        desk.agree(made)
    desk.disagree(made)
    assert town.case(report).is_open
