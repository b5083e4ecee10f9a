"""The desk records a signed form, stops a mandate, prints and posts journals."""

import re
from datetime import date

import pytest

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.mandates import jobs
from neighbourhood.mandates.actions import accompanying, appointing, giving
from neighbourhood.mandates.actions.reports import make_reports
from neighbourhood.mandates.models import (
    Mandate,
    MandateDeed,
    MandateReport,
    MandateStatus,
)
from neighbourhood.mandates.policies import MandateGone
from neighbourhood.mandates.queries import counter, journals, mandates, months
from neighbourhood.notifications.models import Notification
from neighbourhood.partners.actions import staffing
from neighbourhood.partners.models import StaffRole
from neighbourhood.partners.queries.locking import locked_partner
from neighbourhood.partners.queries.staff import staff_of
from neighbourhood.places.models import Address, Municipality
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.pdf import text_of
from verification.actions import mandates as mandates_actions
from verification.actions import rules
from verification.models.claims import AddressClaim, ClaimStatus, Method
from verification.models.homes import Residency
from verification.policies.refusals import OwnMandateForm, PaperNotTakenHere, WrongPerson

SEEN = {"seen": "y"}


@pytest.fixture
def helper(make, neighbour_of, door):
    return neighbour_of(door)


@pytest.fixture
def prepare(make, helper, door):
    """Prepare a form: returns the mandate."""

    def prepare(name="Marcel Dupont", *, by=helper, at=door, days=31):
        with make.writing() as session:
            return giving.prepare_on_paper(
                Actor.of(session.get_one(Resident, by.id)),
                full_name=name,
                address=session.get_one(Address, at.id),
                terms=giving.Terms(scopes=frozenset({"post"}), days=days),
            )

    return prepare


@pytest.fixture
def record(make, clerk):
    def record(mandate, *, by=clerk, known=None):
        with make.writing() as session:
            mandates_actions.record_mandate(
                Actor.of(session.get_one(Resident, by.id)),
                session.get_one(Mandate, mandate.id),
                known=session.get_one(Resident, known.id) if known else None,
            )

    return record


@pytest.fixture
def stop(make, clerk):
    def stop(mandate, *, by=clerk):
        with make.writing() as session:
            mandates_actions.stop_mandate(
                Actor.of(session.get_one(Resident, by.id)), session.get_one(Mandate, mandate.id)
            )

    return stop


@pytest.fixture
def again(app):
    """Read a mandate again, None when nothing is left of it."""

    def again(mandate):
        with app.app_context():
            return mandates.by_id(mandate.id)

    return again


@pytest.fixture
def hall(clerk, signed_in):
    return signed_in(clerk)


def look_up(hall, mandate):
    return hall.post("/accueil/mandats/reference", data={"reference": mandate.reference})


# Recording


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
        Method.DESK,
        ClaimStatus.CONFIRMED,
        clerk.id,
    )
    home = next(one for one in reread(Residency) if one.resident_id == marcel.id)
    assert (home.method, home.until) == (Method.DESK, None)
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
                locked_partner(hall.id),
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
        staffing.name_staff(locked_partner(hall.id), claire, role=StaffRole.MANAGE)
        roles = [StaffRole.VERIFY]
        staffing.change_roles(Actor.of(claire), locked_partner(hall.id), rosa, roles=roles)
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
        rules.forbid(town, Method.DESK)
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


# Pages


def test_the_paper_is_read_compared_and_recorded(hall, prepare, again):
    mandate = prepare()
    assert look_up(hall, mandate).location == "/accueil/mandats/feuille"
    page = hall.get("/accueil/mandats/feuille").text
    for said in ("Marcel Dupont", "rue des Tanneurs", "Karima Benali", "Publier des annonces"):
        assert said in page
    assert "même personne" not in page
    assert hall.post("/accueil/mandats/feuille/enregistrer").status_code == 422
    assert again(mandate).is_prepared
    answer = hall.post("/accueil/mandats/feuille/enregistrer", data=SEEN)
    assert answer.location == "/accueil/mandats"
    assert again(mandate).is_live
    assert hall.get("/accueil/mandats/feuille").location == "/accueil/mandats"


def test_the_page_asks_whether_it_is_the_same_person(hall, prepare, record, again):
    first, second, third = prepare(), prepare("Marcel Dupond"), prepare("Marcel Jean Dupont")
    record(first)
    marcel = again(first).principal
    look_up(hall, second)
    page = hall.get("/accueil/mandats/feuille").text
    assert "c’est la même personne" in page
    # Nothing is chosen for whoever reads.
    assert hall.post("/accueil/mandats/feuille/enregistrer", data=SEEN).status_code == 422
    hall.post("/accueil/mandats/feuille/enregistrer", data={**SEEN, "known": marcel.id})
    assert again(second).principal_id == marcel.id
    look_up(hall, third)
    hall.post("/accueil/mandats/feuille/enregistrer", data={**SEEN, "known": "0"})
    assert again(third).principal_id == third.principal_id


def test_an_account_that_was_not_offered_is_not_taken(hall, prepare, record, again, helper):
    first, second = prepare(), prepare("Marcel Dupond")
    record(first)
    look_up(hall, second)
    data = {**SEEN, "known": helper.id}
    assert hall.post("/accueil/mandats/feuille/enregistrer", data=data).status_code == 422
    assert again(second).is_prepared


def test_who_prepared_it_reads_why_another_must_record_it(hall, clerk, prepare, settle, door):
    settle(clerk, door)
    look_up(hall, prepare(by=clerk))
    page = hall.get("/accueil/mandats/feuille").text
    assert "une autre personne" in page
    assert "Enregistrer" not in page
    assert hall.post("/accueil/mandats/feuille/enregistrer", data=SEEN).status_code == 409


def test_a_mandate_is_found_by_its_reference_and_stopped(hall, prepare, record, again):
    mandate = prepare()
    record(mandate)
    look_up(hall, mandate)
    assert "Un mandat en cours" in hall.get("/accueil/mandats/feuille").text
    hall.post("/accueil/mandats/feuille/arreter")
    assert again(mandate).status is MandateStatus.REVOKED
    assert look_up(hall, mandate).status_code == 422


def test_when_the_paper_is_lost_the_address_leads_to_it(hall, prepare, record, door, make):
    mandate, waiting = prepare(), prepare("Rosa Lima")
    record(mandate)
    page = hall.post("/accueil/mandats/adresse", data={"key": door.key}).text
    assert "Marcel Dupont" in page
    assert mandate.reference in page
    assert waiting.reference not in page
    elsewhere = make.address()
    page = hall.post("/accueil/mandats/adresse", data={"key": elsewhere.key}).text
    assert "Aucun mandat" in page
    assert hall.post("/accueil/mandats/adresse", data={"typed": ""}).status_code == 422


@pytest.mark.parametrize("typed", ["", "ABC", "ZZZZ-ZZZZ"])
def test_a_reference_that_nothing_has_is_asked_again(hall, prepare, typed):
    prepare()
    assert hall.post("/accueil/mandats/reference", data={"reference": typed}).status_code == 422
    assert hall.get("/accueil/mandats/feuille").location == "/accueil/mandats"
    for act in ("enregistrer", "arreter"):
        assert hall.post(f"/accueil/mandats/feuille/{act}", data=SEEN).status_code == 404


def test_the_reference_of_another_town_is_unknown_here(make, prepare, clerk_for, signed_in):
    mandate = prepare()
    far = signed_in(clerk_for(make.municipality("Autreville").id))
    answer = look_up(far, mandate)
    assert answer.status_code == 422
    assert "Marcel" not in answer.text


def test_a_mandate_given_by_code_is_not_recorded_on_paper(make, hall, helper, neighbour_of, door):
    with make.writing() as session:
        terms = giving.Terms(scopes=frozenset({"post"}), days=31)
        mandate = giving.give(Actor.of(session.get_one(Resident, helper.id)), terms=terms)
    assert look_up(hall, mandate).status_code == 422


def test_the_desk_is_not_there_for_others(make, signed_in, visitor):
    karima = signed_in(make.resident())
    for method, path in (
        ("get", ""),
        ("post", "/reference"),
        ("post", "/adresse"),
        ("get", "/feuille"),
        ("post", "/feuille/enregistrer"),
        ("post", "/feuille/arreter"),
        ("post", "/imprimer"),
        ("get", "/journaux.pdf"),
        ("post", "/postes"),
    ):
        assert getattr(karima, method)(f"/accueil/mandats{path}").status_code == 404
        assert "/connexion" in getattr(visitor, method)(f"/accueil/mandats{path}").location


# Journals


@pytest.fixture
def month(app):
    with app.app_context():
        return months.month_of(now())


@pytest.fixture
def reported(make, prepare, record, month):
    """A mandate of this month with its journal to print."""

    def reported(name="Marcel Dupont"):
        mandate = prepare(name)
        record(mandate)
        with make.writing():
            make_reports(month)
        return mandate

    return reported


def test_journals_are_printed_then_posted(hall, reported, reread):
    mandate = reported()
    page = hall.get("/accueil/mandats").text
    assert "Un journal du mois attend" in page
    assert hall.get("/accueil/mandats/journaux.pdf").status_code == 404
    hall.post("/accueil/mandats/imprimer")
    pdf = hall.get("/accueil/mandats/journaux.pdf")
    assert "no-store" in pdf.headers["Cache-Control"]
    lines = text_of(pdf.data).split("\n")
    assert {"Marcel Dupont", "99350 VALBOURG"} <= set(lines)
    [report] = reread(MandateReport)
    assert (report.mandate_id, bool(report.printed_at), report.posted_at) == (
        mandate.id,
        True,
        None,
    )
    listed = re.findall(r'name="report" value="(\d+)"', hall.get("/accueil/mandats").text)
    hall.post("/accueil/mandats/postes", data={"report": listed})
    assert reread(MandateReport)[0].posted_at
    assert "Aucun journal à poster" in hall.get("/accueil/mandats").text


def test_only_what_was_printed_is_posted_and_only_by_its_own_town(
    make, hall, reported, clerk_for, signed_in, reread
):
    reported()
    report_id = reread(MandateReport)[0].id
    hall.post("/accueil/mandats/postes", data={"report": report_id})
    assert reread(MandateReport)[0].posted_at is None
    far = signed_in(clerk_for(make.municipality("Autreville").id))
    assert "Marcel" not in far.get("/accueil/mandats").text
    far.post("/accueil/mandats/imprimer")
    assert reread(MandateReport)[0].printed_at is None
    hall.post("/accueil/mandats/imprimer")
    far.post("/accueil/mandats/postes", data={"report": report_id})
    assert reread(MandateReport)[0].posted_at is None
    assert far.get("/accueil/mandats/journaux.pdf").status_code == 404


def test_the_list_and_the_file_send_as_many_statements_for_many_journals(
    hall, reported, statements
):
    counts = []
    for names in (("Marcel Dupont",), ("Rosa Lima", "Paul Leroy", "Inès Moreau")):
        for name in names:
            reported(name)
        hall.get("/accueil/mandats")
        statements.clear()
        hall.get("/accueil/mandats")
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert counts[0] <= 9


# The job of the first of the month


@pytest.fixture
def run(app):
    """Run a job as the clock does."""

    def run(job):
        with app.app_context():
            job()

    return run


@pytest.fixture
def till_next_month(app, month, move_clock):
    with app.app_context():
        _begin, end = months.span_of(month)
    return lambda: move_clock(days=(end - now()).days + 2)


def test_each_mandate_that_ran_gets_one_journal_for_the_month_before(
    prepare, record, stop, reread, till_next_month, month, run
):
    mandate, ended, never = prepare(), prepare("Rosa Lima"), prepare("Paul Leroy")
    record(mandate)
    record(ended)
    stop(ended)
    till_next_month()
    for _ in range(3):
        run(jobs.write_months)
    made = [(one.mandate_id, one.month) for one in reread(MandateReport)]
    assert made == [(mandate.id, month), (ended.id, month)]
    assert never.id not in dict(made)


def test_a_mandate_that_ended_before_the_month_gets_nothing(
    make, prepare, record, stop, reread, month
):
    mandate = prepare()
    record(mandate)
    stop(mandate)
    later = date(month.year + 1, month.month, 1)
    with make.writing():
        assert make_reports(later) == 0
        assert make_reports(months.month_before(month)) == 0
        assert make_reports(month) == 1
        assert make_reports(month) == 0


def test_every_night_what_is_over_is_closed_and_what_nobody_signed_is_forgotten(
    prepare, record, again, move_clock, run
):
    running, waiting = prepare(), prepare("Rosa Lima")
    record(running)
    move_clock(days=40)
    run(jobs.close_mandates)
    assert again(running).status is MandateStatus.EXPIRED
    assert again(waiting).is_prepared
    move_clock(days=30)
    run(jobs.close_mandates)
    assert again(waiting) is None


def test_deeds_of_a_journal_are_those_of_its_month(make, app, prepare, record, helper, month):
    mandate = prepare()
    record(mandate)
    begin, end = paper_span(app, month)
    with make.writing() as session:
        session.add_all(
            MandateDeed(
                mandate_id=mandate.id,
                agent_id=helper.id,
                deed="posted",
                title=title,
                path="/entraide/1",
                created_at=moment,
            )
            for title, moment in (("dedans", begin), ("trop tard", end))
        )
    with app.app_context():
        found = journals.deeds_between(mandates.by_id(mandate.id), begin, end)
    assert [deed.title for deed in found] == ["dedans"]


def paper_span(app, month):
    with app.app_context():
        return months.span_of(month)
