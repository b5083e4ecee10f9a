"""From the page of somebody, whoever looks after them comes to their address and corrects it."""

import pytest
from sqlalchemy import select

from neighbourhood.foundation.storing.database import db
from neighbourhood.partners.models import StaffRole
from neighbourhood.people.kinds import SEEN
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.sights import Sight, SightNames
from tests.support.carried import press
from tests.support.news import plain
from tests.support.saying import Saying
from tests.support.town_hall import run_the_town
from verification.kinds import PROOF_SEEN, WITHDRAWN


@pytest.fixture
def proved(newcomer, claimed, enter, code_of):
    """The claim by which Nora proved the door."""
    enter(newcomer, code_of(newcomer))
    return claimed


@pytest.fixture
def here(newcomer):
    return f"/administration/personnes/{newcomer.id}"


@pytest.fixture
def runs(make, clerk):
    """The clerk runs the town besides verifying for it."""
    run_the_town(make, clerk, StaffRole.ADMINISTER)
    return clerk


@pytest.fixture
def browser(runs, signed_in):
    """The browser of the clerk, who says why."""
    return Saying(signed_in(runs))


@pytest.fixture
def noted(app):
    """What was noted about Nora: each act, whether a reason stands beside it."""

    def noted():
        with app.app_context():
            asked = select(Sight.act, SightNames.reason).join(SightNames.sight)
            return [(act, bool(reason)) for act, reason in db.session.execute(asked)]

    return noted


def test_an_address_is_corrected_in_two_presses_from_the_page_of_the_person(
    make, proved, here, browser, newcomer, door, noted
):
    assert f'href="{here}/adresse"' in browser.get(here).text
    page = plain(browser.get(f"{here}/adresse").text)
    assert door.label in page
    assert "par une lettre" in page
    assert f'href="{here}"' in page
    assert noted()[-1] == (PROOF_SEEN, True)
    assert press(browser, f"{here}/adresse", data={}).status_code == 422
    taken = press(browser, f"{here}/adresse", data={"reason": "mistake"})
    assert taken.location == here
    assert WITHDRAWN in {act for act, _said in noted()}
    with make.writing() as session:
        assert not session.get_one(Resident, newcomer.id).may_read


def test_one_says_why_first(proved, here, runs, signed_in, newcomer, noted):
    asked = signed_in(runs).get(f"{here}/adresse").location
    assert asked.startswith(f"/raison/{SEEN.code}/{newcomer.id}")
    assert noted() == []


def test_who_may_not_verify_or_does_not_run_the_town_is_not_even_asked_why(
    make, proved, here, signed_in, clerk_for, newcomer, noted
):
    there = f"{here}/adresse"
    with make.writing() as session:
        town = session.get_one(Resident, newcomer.id).quartier.municipality_id
    elsewhere = make.municipality("Autreville").id
    for other in (
        clerk_for(town),
        clerk_for(town, StaffRole.ADMINISTER),
        clerk_for(elsewhere),
        newcomer,
    ):
        assert signed_in(other).get(there).status_code == 404
        assert signed_in(other).post(there, data={"reason": "mistake"}).status_code == 404
    assert noted() == []


def test_nobody_corrects_their_own_nor_the_staff_of_a_town_that_of_an_administrator(
    make, door, runs, signed_in
):
    with make.writing() as session:
        quartier = session.merge(door).quartier
    ada = make.resident("Ada Admin", quartier, is_administrator=True)
    for reader in (ada, runs):
        answer = signed_in(reader).get(f"/administration/personnes/{ada.id}/adresse")
        assert answer.status_code == 403


def test_a_request_that_waits_shows_no_address_and_is_opened_at_the_counter(
    make, here, door, claimed, signed_in, clerk
):
    with make.writing() as session:
        session.get_one(Resident, clerk.id).is_administrator = True
    browser = Saying(signed_in(clerk))
    page = browser.get(f"{here}/adresse").text
    assert "en attente" in plain(page)
    assert door.label not in plain(page)
    assert f'name="reference" value="{claimed.reference}"' in page
    opened = browser.post("/accueil/guichet/numero", data={"reference": claimed.reference})
    assert opened.location == "/accueil/guichet/personne"


def test_an_address_that_was_given_is_changed_by_its_owner(make, signed_in):
    ada = Saying(signed_in(make.resident("Ada Admin", is_administrator=True)))
    karima = make.resident("Karima Benali")
    page = plain(ada.get(f"/administration/personnes/{karima.id}/adresse").text)
    assert "a été donnée sans demande de preuve" in page
    assert "Retirer la preuve" not in page
