"""The desk records a signed form, and stops a mandate."""

import pytest

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.mandates.actions import accompanying, appointing, giving
from neighbourhood.mandates.models import (
    Mandate,
    MandateStatus,
)
from neighbourhood.mandates.policies import MandateGone
from neighbourhood.mandates.queries import counter, mandates
from neighbourhood.notifications.models import Notification
from neighbourhood.partners.actions import staffing
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.partners.queries.staff import staff_of
from neighbourhood.places.models import Address, Municipality
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.verification.mandates.conftest import SEEN, look_up
from verification.actions import rules
from verification.models.claims import AddressClaim, ClaimStatus
from verification.models.homes import Residency
from verification.policies.refusals import OwnMandateForm, PaperNotTakenHere, WrongPerson


def test_recording_proves_the_home_and_begins_the_mandate(
    prepare, record, clerk, door, again, reread, home_of
):
    mandate = prepare()
    record(mandate)
    begun = again(mandate)
    assert (begun.status, begun.recorded_by_id, begun.address_id) == (
        MandateStatus.LIVE,
        clerk.id,
        None,
    )
    assert (begun.ends_at - begun.begins_at).days == 31
    marcel = home_of(begun.principal)
    assert (marcel.is_verified, marcel.address_id, marcel.email) == (True, door.id, None)
    claim = next(one for one in reread(AddressClaim) if one.resident_id == marcel.id)
    assert (claim.method, claim.status, claim.verifier_id) == (
        "desk",
        ClaimStatus.CONFIRMED,
        clerk.id,
    )
    home = next(one for one in reread(Residency) if one.resident_id == marcel.id)
    assert (home.method, home.until) == ("desk", None)
    assert "mandates.held" in {
        one.kind for one in reread(Notification) if one.resident_id == begun.agents[0].agent_id
    }


def test_it_is_recorded_once(prepare, record):
    mandate = prepare()
    record(mandate)
    with pytest.raises(MandateGone):
        record(mandate)


def test_nobody_records_a_form_they_prepared_or_act_by(make, prepare, record, clerk, door, settle):
    settle(clerk, door)
    with pytest.raises(OwnMandateForm):
        record(prepare(by=clerk))


def test_an_agent_who_did_not_prepare_it_does_not_record_it_either(make, prepare, record, clerk):
    mandate = prepare()
    with make.writing() as session:
        row = session.get_one(Mandate, mandate.id)
        agents = [held.agent for held in row.agents]
        appointing.appoint(row, [*agents, session.get_one(Resident, clerk.id)])
    with pytest.raises(OwnMandateForm):
        record(mandate)


@pytest.fixture
def of_the_service(make, door, clerk):
    """A service of the city where Claire checks addresses, and Rosa and Paul accompany people.

    Returns `prepare(by)`, which prepares a form at its desk, and the people by their first name.
    """
    people = {
        "claire": clerk,
        "rosa": make.resident("Rosa Lima"),
        "paul": make.resident("Paul Roy"),
    }
    with make.writing() as session:
        [hall] = staff_of(session.get_one(Resident, clerk.id))
        for name in ("rosa", "paul"):
            colleague = session.get_one(Resident, people[name].id)
            for role in (StaffRole.ACCOMPANY, StaffRole.VERIFY):
                staffing.name_staff(hall, colleague, role=role)

    def prepare(by, **more):
        with make.writing() as session:
            return accompanying.prepare_on_paper(
                Actor.of(session.get_one(Resident, people[by].id)),
                hold(Partner, hall.id),
                full_name="Marcel Dupont",
                address=session.get_one(Address, door.id),
                terms=giving.Terms(scopes=frozenset({"post"}), days=31),
            )

    return prepare, people, hall


@pytest.mark.parametrize("clerk_name", ["rosa", "paul"])
def test_no_staff_who_prepared_or_would_act_record_the_form_of_their_own_service(
    of_the_service, record, signed_in, clerk_name, again
):
    prepare, people, _ = of_the_service
    mandate = prepare("rosa")
    with pytest.raises(OwnMandateForm):
        record(mandate, by=people[clerk_name])
    browser = signed_in(people[clerk_name])
    look_up(browser, mandate)
    assert "une autre personne" in browser.get("/accueil/mandats/feuille").text
    assert browser.post("/accueil/mandats/feuille/enregistrer", data=SEEN).status_code == 409
    assert again(mandate).is_prepared


def test_who_prepared_it_does_not_record_it_even_without_the_role_any_more(
    make, of_the_service, record
):
    prepare, people, hall = of_the_service
    mandate = prepare("rosa")
    with make.writing() as session:
        claire, rosa = (session.get_one(Resident, people[one].id) for one in ("claire", "rosa"))
        staffing.name_staff(hold(Partner, hall.id), claire, role=StaffRole.MANAGE)
        roles = [StaffRole.VERIFY]
        staffing.change_roles(Actor.of(claire), hold(Partner, hall.id), rosa, roles=roles)
    with pytest.raises(OwnMandateForm):
        record(mandate, by=people["rosa"])


def test_the_other_staff_of_the_same_service_record_it_and_all_who_accompany_act(
    of_the_service, signed_in, again
):
    prepare, people, _ = of_the_service
    mandate, browser = prepare("rosa"), signed_in(people["claire"])
    look_up(browser, mandate)
    assert "Accueil" in browser.get("/accueil/mandats/feuille").text
    answer = browser.post("/accueil/mandats/feuille/enregistrer", data=SEEN)
    assert answer.location == "/accueil/mandats"
    begun = again(mandate)
    assert begun.is_live
    assert {held.agent.full_name for held in begun.agents} == {"Rosa Lima", "Paul Roy"}


def test_the_desk_of_another_town_knows_nothing_of_it(
    make, prepare, record, stop, clerk_for, again
):
    mandate = prepare()
    far = clerk_for(make.municipality("Autreville").id)
    for act in (record, stop):
        with pytest.raises(Missing):
            act(mandate, by=far)
    assert again(mandate).is_prepared


def test_a_neighbour_is_no_desk(make, prepare, record, stop, door, neighbour_of):
    mandate, paul = prepare(), neighbour_of(door, "Paul Leroy")
    for act in (record, stop):
        with pytest.raises(Missing):
            act(mandate, by=paul)


def test_a_town_without_proof_at_its_desk_records_nothing(make, prepare, record, door, again):
    mandate = prepare()
    with make.writing() as session:
        quartier = session.get_one(Address, door.id).quartier
        town = session.get_one(Municipality, quartier.municipality_id)
        rules.forbid(town, "desk")
    with pytest.raises(PaperNotTakenHere):
        record(mandate)
    assert again(mandate).is_prepared


def test_the_same_person_keeps_one_account(app, prepare, record, helper, again, home_of):
    first, second = prepare("Marcel Dupont"), prepare("DUPONT Marcél")
    record(first)
    marcel = again(first).principal
    with app.app_context():
        likely = counter.same_person(mandates.by_id(second.id))
    assert [one.id for one in likely] == [marcel.id]
    record(second, known=marcel)
    assert again(second).principal_id == marcel.id
    with app.app_context():
        assert db.session.get(Resident, second.principal_id) is None


def test_whoever_is_not_that_person_is_not_taken_for_them(make, prepare, record, helper, again):
    first, second = prepare("Marcel Dupont"), prepare("Rosa Lima")
    record(first)
    with pytest.raises(WrongPerson):
        record(second, known=again(first).principal)
    with pytest.raises(WrongPerson):
        record(second, known=helper)
    assert again(second).is_prepared


def test_a_renewal_says_again_that_the_person_lives_there(
    make, prepare, record, helper, again, move_clock, reread
):
    mandate = prepare()
    record(mandate)
    marcel = again(mandate).principal
    until = marcel.residency_expires_at
    move_clock(days=20)
    with make.writing() as session:
        renewed = giving.renew_on_paper(
            Actor.of(session.get_one(Resident, helper.id)),
            session.get_one(Mandate, mandate.id),
            terms=giving.Terms(scopes=frozenset({"chat"}), days=365),
        )
    record(renewed)
    assert again(renewed).scopes == {"chat"}
    assert again(renewed).principal.residency_expires_at > until
    assert len([one for one in reread(AddressClaim) if one.resident_id == marcel.id]) == 1
    assert len([one for one in reread(Residency) if one.resident_id == marcel.id]) == 1


# Stopping


def test_the_desk_stops_a_mandate_at_once(prepare, record, stop, clerk, again):
    mandate = prepare()
    record(mandate)
    stop(mandate)
    ended = again(mandate)
    assert (ended.status, ended.revoked_by_id) == (MandateStatus.REVOKED, clerk.id)
    with pytest.raises(MandateGone):
        stop(mandate)


def test_whoever_does_not_agree_at_the_desk_leaves_nothing_behind(prepare, stop, again):
    mandate = prepare()
    stop(mandate)
    assert again(mandate) is None
