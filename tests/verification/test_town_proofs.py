"""Which proofs a town takes, chosen on a page by those who run it."""

import pytest
from sqlalchemy import select

from neighbourhood.foundation.storing.database import db
from neighbourhood.partners.models import StaffRole
from tests.support.carried import press
from tests.support.news import plain
from tests.support.town_hall import work_at_the_town_hall
from verification.actions import rules
from verification.models.claims import ForbiddenMethod
from verification.policies.refusals import LastMethod, NotTakenHere
from verification.proving.registry import proof_codes

HERE = "/administration/communes/1/preuves"
SAVED = "C’est fait. Les demandes déjà commencées continuent."


@pytest.fixture
def hassan(make, signed_in):
    person = make.resident("Hassan Alaoui")
    work_at_the_town_hall(make, person, StaffRole.ADMINISTER)
    return signed_in(person)


@pytest.fixture
def nora(newcomer, signed_in):
    return signed_in(newcomer)


@pytest.fixture
def forbidden(app):
    def forbidden():
        with app.app_context():
            return set(db.session.scalars(select(ForbiddenMethod.method)))

    return forbidden


def test_a_proof_is_taken_away_and_given_back_on_one_page(hassan, forbidden):
    page = hassan.get(HERE).text
    assert page.count("checked") == len(proof_codes())
    saved = press(hassan, HERE, data={"methods": ["letter", "desk"]}, follow_redirects=True)
    assert plain(SAVED) in plain(saved.text)
    assert forbidden() == {"household", "vouching", "document"}
    press(hassan, HERE, data={"methods": proof_codes()})
    assert forbidden() == set()


def test_whoever_read_nothing_takes_no_proof_away(hassan, forbidden):
    assert hassan.post(HERE, data={"methods": ["letter"]}).status_code == 409
    assert forbidden() == set()


def test_saving_what_stands_says_that_nothing_changed(hassan):
    page = press(hassan, HERE, data={"methods": proof_codes()}, follow_redirects=True)
    assert "Rien n’a changé." in page.text


@pytest.mark.parametrize("kept", [[], ["vouching"], ["household"], ["vouching", "household"]])
def test_one_proof_that_needs_no_neighbour_stays(hassan, forbidden, kept):
    refused = press(hassan, HERE, data={"methods": kept, "draft": ""})
    assert refused.status_code == 422
    assert "Gardez au moins une preuve" in plain(refused.text)
    assert forbidden() == set()


def test_a_proof_nobody_knows_is_refused(hassan, forbidden):
    assert hassan.post(HERE, data={"methods": ["letter", "magic"]}).status_code == 422
    assert forbidden() == set()


def test_what_somebody_else_changed_meanwhile_is_shown_first(hassan, forbidden):
    read = hassan.get(HERE).text.split('name="read" value="')[1].split('"')[0]
    press(hassan, HERE, data={"methods": ["letter"]})
    late = hassan.post(HERE, data={"methods": ["desk"], "read": read.replace("&#34;", '"')})
    assert late.status_code == 409
    assert "letter" not in forbidden()


def test_whoever_runs_another_town_does_not_find_the_page(hassan, make):
    elsewhere = make.municipality("Autreville")
    assert hassan.get(f"/administration/communes/{elsewhere.id}/preuves").status_code == 404


@pytest.fixture
def stopped(make, door, newcomer, claim):
    """Nora waits for a letter when her town stops sending any; return her claim."""
    waiting = claim(newcomer, door)
    with make.writing() as session:
        rules.take(session.get_one(type(door), door.id).quartier.municipality, ["desk"])
    return waiting


def test_a_claim_begun_before_goes_on_and_is_told_so(stopped, nora, newcomer, code_of, enter):
    page = plain(nora.get("/mon-adresse").text)
    assert "ne prend plus de nouvelle demande par cette preuve" in page
    assert enter(newcomer, code_of(newcomer)) == "confirmed"


def test_no_other_letter_is_sent_by_a_town_that_sends_none(stopped, newcomer, again):
    with pytest.raises(NotTakenHere):
        again(newcomer)


def test_the_last_two_ways_are_not_both_taken_away(make, door):
    with make.writing() as session:
        town = session.get_one(type(door), door.id).quartier.municipality
        rules.take(town, ["letter", "desk", "vouching"])
        rules.forbid(town, "desk")
        with pytest.raises(LastMethod):
            rules.forbid(town, "letter")
