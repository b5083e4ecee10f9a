"""Who may, in tables: each line is one reason to say yes or no."""

import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.moderation.actions.reporting import take_back
from neighbourhood.moderation.kinds import REPORTABLES
from neighbourhood.moderation.models.cases import Case
from neighbourhood.moderation.models.decisions import Decision, DecisionStatus, Outcome
from neighbourhood.moderation.policies import deciding, reporting, reviewing
from neighbourhood.partners.actions import accrediting, staffing
from neighbourhood.partners.models import PartnerKind, StaffRole
from neighbourhood.places.models import Municipality
from neighbourhood.residents.models.residents import Resident


@pytest.mark.parametrize(
    ("kind", "is_here", "role", "helps"),
    [
        (PartnerKind.CITY_SERVICE, True, StaffRole.VERIFY, False),
        (PartnerKind.CITY_SERVICE, False, StaffRole.VERIFY, True),
        (PartnerKind.ASSOCIATION, True, StaffRole.PUBLISH, True),
    ],
)
def test_who_works_for_the_city_reviews_nothing_there(town, make, kind, is_here, role, helps):
    elsewhere = make.municipality("Autre-Ville")
    with make.writing() as session:
        where = session.get_one(Municipality, (town.valbourg if is_here else elsewhere).id)
        partner = accrediting.accredit(where, name="Employeur", kind=kind)
        staffing.name_staff(partner, session.merge(town.readers[2]), role=role)
        paul = session.get_one(Resident, town.readers[2].id)
        assert reviewing.may_help(paul, town.valbourg.id) is helps


def test_a_case_is_taken_up_once_and_given_back_by_who_has_it(town, desk, report):
    def may(policy, who):
        with town.make.writing() as session:
            found = session.get_one(Case, report.case_id)
            return policy(session.get_one(Resident, who.id), found)

    assert may(reporting.may_take_up, town.odile)
    assert not may(reporting.may_take_up, town.readers[3])
    assert not may(reporting.may_take_up, town.karima)
    assert not may(reporting.may_give_back, town.odile)
    town.change(town.case(report), assigned_id=town.odile.id, assigned_at=now())
    assert not may(reporting.may_take_up, desk.victor)
    assert may(reporting.may_give_back, town.odile)
    assert not may(reporting.may_give_back, desk.victor)
    desk.decide(report, Outcome.WARNING)
    assert not may(reporting.may_give_back, town.odile)


def test_nobody_takes_up_a_case_that_is_decided_or_waits_for_a_second_person(town, desk):
    for outcome in (Outcome.WARNING, Outcome.EXCLUDED):
        published = town.published()
        made = town.report(town.readers[0], "threat", about=("notice", published.id))
        desk.decide(made, outcome)
        town.change(town.case(made), assigned_id=None, assigned_at=None)
        with town.make.writing() as session:
            victor = session.get_one(Resident, desk.victor.id)
            assert not reporting.may_take_up(victor, session.get_one(Case, made.case_id))


def test_what_may_be_decided_depends_on_whether_one_person_answers_for_it():
    everything = list(Outcome)
    of_things = [Outcome.NOTHING, Outcome.WARNING, Outcome.HIDDEN]
    assert deciding.outcomes_for(REPORTABLES["notice"]) == everything
    assert deciding.outcomes_for(REPORTABLES["partner"]) == of_things
    assert deciding.outcomes_for(None) == of_things


@pytest.mark.parametrize(
    ("about", "outcome", "lighter"),
    [
        ("notice", Outcome.EXCLUDED, ["warning", "hidden", "read-only", "suspended"]),
        ("notice", Outcome.READ_ONLY, ["warning", "hidden"]),
        ("notice", Outcome.WARNING, []),
        ("partner", Outcome.HIDDEN, ["warning"]),
        ("gone since", Outcome.EXCLUDED, ["warning", "hidden"]),
    ],
)
def test_a_decision_is_lightened_by_a_rung_and_never_to_nothing(about, outcome, lighter):
    made = Decision(case=Case(about=about), outcome=outcome, status=DecisionStatus.IN_FORCE)
    assert deciding.lighter_than(made) == lighter
    made.status = DecisionStatus.OVER
    assert deciding.lighter_than(made) == []


def test_a_decision_is_read_by_whom_it_concerns_and_by_who_reported_in_vain(town, desk):
    in_vain = town.report(town.readers[0])
    town.make.act(take_back, town.readers[2], town.report(town.readers[2]))
    other = town.report(town.readers[1], about=("resident", town.karima.id))
    nothing, warning = desk.decide(in_vain, Outcome.NOTHING), desk.decide(other, Outcome.WARNING)

    def readers(made, policy):
        people = (town.karima, *town.readers, town.odile)
        with town.make.writing() as session:
            found = session.get_one(Decision, made.id)
            return [
                one.full_name for one in people if policy(session.get_one(Resident, one.id), found)
            ]

    assert readers(warning, deciding.may_read) == ["Karima Benali"]
    assert readers(warning, deciding.has_side) == ["Karima Benali"]
    assert readers(nothing, deciding.may_read) == ["Karima Benali", "Marcel Dupont"]
    assert readers(nothing, deciding.has_side) == ["Marcel Dupont"]


def test_a_measure_that_is_only_proposed_concerns_and_shows_itself_to_nobody(town, desk, report):
    made = desk.decide(report, Outcome.EXCLUDED)
    with town.make.writing() as session:
        found = session.get_one(Decision, made.id)
        for one in (town.karima, town.readers[0], town.odile):
            who = session.get_one(Resident, one.id)
            assert not deciding.concerns(who, found)
            assert not deciding.may_read(who, found)
            assert not deciding.may_contest(who, found)


def test_what_an_organisation_published_concerns_all_who_answer_for_it(town, desk, things):
    made = desk.decide(town.report(town.readers[0], about=("need", things["need"])), Outcome.HIDDEN)
    with town.make.writing() as session:
        found = session.get_one(Decision, made.id)
        kind = REPORTABLES["need"]
        authors = kind.authors(kind.load(things["need"]))
        assert found.concerned_id is None
        concerned = {one.id for one in session.query(Resident) if deciding.concerns(one, found)}
        assert concerned == authors != set()
        found.case.about_id = 0
        assert not any(deciding.concerns(one, found) for one in session.query(Resident))


def test_a_heavy_measure_is_agreed_to_by_another_moderator_once(town, desk, report):
    made = desk.decide(report, Outcome.EXCLUDED)

    def may_agree(who):
        with town.make.writing() as session:
            found = session.get_one(Decision, made.id)
            return deciding.may_agree(session.get_one(Resident, who.id), found)

    assert may_agree(desk.victor)
    assert not may_agree(town.odile)
    assert not may_agree(town.readers[2])
    desk.agree(made)
    assert not may_agree(desk.moderator("Zoé Tierce"))
