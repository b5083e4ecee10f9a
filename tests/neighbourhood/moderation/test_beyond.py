"""Accounts out of reach of who moderates a town: administrators, and staff of other towns."""

import pytest

from neighbourhood.foundation.errors import Missing
from neighbourhood.moderation.models.decisions import Outcome
from neighbourhood.moderation.policies import reporting
from neighbourhood.moderation.queries import waiting
from neighbourhood.partners.models import StaffRole
from neighbourhood.residents.models.residents import Resident
from tests.neighbourhood.moderation.deciding import is_hidden, standing
from tests.support.news import told
from tests.support.town_hall import work_at_the_town_hall

SAID = {"rule": "scam", "words": "Je l’ai vu en passant."}


def administers(town, make):
    town.change(town.karima, is_administrator=True)


def works_elsewhere(town, make):
    far = make.quartier("Loin", make.municipality("Loin"))
    town.change(town.karima, quartier_id=far.id)
    work_at_the_town_hall(make, town.karima, StaffRole.VERIFY)
    town.change(town.karima, quartier_id=town.here.id)


@pytest.fixture(params=[administers, works_elsewhere])
def beyond(request, town, make):
    """Karima is somebody whom no moderator of the town may measure."""
    request.param(town, make)
    return town.karima


@pytest.fixture
def ada(make):
    return make.resident("Ada Admin", is_administrator=True)


def handles(town, who, case):
    with town.make.writing() as session:
        reader = session.get_one(Resident, who.id)
        listed = case.id in [one.id for one in waiting.queue(reader, town.valbourg.id)]
        assert reporting.may_handle(reader, session.merge(case)) is listed
        return listed


def test_who_moderates_a_town_opens_no_case_about_them(town, desk, beyond, signed_in):
    browser = signed_in(town.odile)
    way = f"/moderation/personnes/{beyond.id}/ouvrir"
    assert (browser.get(way).status_code, browser.post(way, data=SAID).status_code) == (404, 404)
    for thing in (("resident", beyond.id), ("notice", town.notice.id)):
        with pytest.raises(Missing):
            desk.open_case(thing)


def test_what_is_reported_of_them_is_for_administrators_alone(town, desk, beyond, ada, signed_in):
    case = town.case(town.report(town.readers[0], about=("resident", beyond.id)))
    assert handles(town, ada, case)
    assert not handles(town, town.odile, case)
    assert signed_in(town.odile).get(f"{case.path}/decider").status_code == 404
    with pytest.raises(Missing):
        desk.decide(case, Outcome.SUSPENDED, 7)
    desk.decide(case, Outcome.WARNING, by=ada)
    assert standing(town) is None


def test_a_text_of_theirs_is_hidden_by_the_rule_and_measured_by_administrators(
    town, desk, beyond, ada
):
    case = town.case(town.report(town.readers[0], "threat"))
    assert is_hidden(town)
    for outcome, days in ((Outcome.READ_ONLY, 7), (Outcome.SUSPENDED, 7), (Outcome.HIDDEN, 30)):
        with pytest.raises(Missing):
            desk.decide(case, outcome, days)
    made = desk.decide(case, Outcome.EXCLUDED, by=ada)
    with pytest.raises(Missing):
        desk.agree(made)
    assert standing(town) is None


def test_those_who_run_the_site_are_told_of_it(town, beyond, ada):
    town.report(town.readers[0])
    assert told(town, ada, "moderation.to examine") == 1
    assert told(town, town.odile, "moderation.to examine") == 0


def test_a_neighbour_who_works_for_the_town_itself_is_within_reach(town, desk):
    victor = desk.victor
    assert desk.open_case(("resident", victor.id)).concerned_id == victor.id


def test_nobody_else_is_beyond_because_some_are(town, make, ada):
    works_elsewhere(town, make)
    case = town.case(town.report(town.readers[0], about=("resident", town.readers[1].id)))
    assert handles(town, town.odile, case)


def test_who_works_for_the_town_itself_is_within_reach(town, make):
    work_at_the_town_hall(make, town.readers[1], StaffRole.VERIFY)
    case = town.case(town.report(town.readers[0], about=("resident", town.readers[1].id)))
    assert handles(town, town.odile, case)
