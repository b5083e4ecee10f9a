"""Several at once, on both databases; and what the lock is there for."""

from threading import Barrier, Event

import pytest

from neighbourhood.foundation.storing import holding
from neighbourhood.foundation.storing.database import db
from neighbourhood.mandates.actions import accompanying, giving
from neighbourhood.mandates.models import Mandate
from neighbourhood.partners.actions import accrediting, staffing
from neighbourhood.partners.models import Application, ApplicationStatus, Partner, StaffRole
from neighbourhood.partners.queries import staff
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.neighbourhood.partners.conftest import Town
from tests.support import racing
from tests.support.accompanying import agents
from tests.support.mandates import prepare


@pytest.fixture
def town(stack, make):
    return Town(stack, type(make)(stack))


def at_once(app, *deeds):
    """Do all `deeds` at the same time; return what each refusal said, None for a success."""
    return racing.at_once(app, lambda deed: deed(), deeds)


def once_both_have_read(monkeypatch, module, name):
    """Let nobody write before the other one has read."""
    everybody_has_read, write = Barrier(2), getattr(module, name)

    def together(*given):
        everybody_has_read.wait(60)
        write(*given)

    monkeypatch.setattr(module, name, together)


def approval(number, administrator):
    def approve():
        actor = db.session.get_one(Resident, administrator.id)
        accrediting.approve(Actor.of(actor), holding.hold(Application, number))

    return approve


def farewell(partner_id, actor, colleague):
    def remove():
        staffing.remove(
            Actor.of(db.session.get_one(Resident, actor.id)),
            holding.hold(Partner, partner_id),
            db.session.get_one(Resident, colleague.id),
        )

    return remove


def test_ten_presses_of_one_administrator_are_one_approval(stack, town):
    number = town.submitted()
    outcomes = at_once(stack, *[approval(number, town.nadege)] * 10)
    assert outcomes.count(None) == 1
    assert outcomes.count("another_administrator") == 9
    assert town.now(number).status is ApplicationStatus.APPROVED_ONCE


def test_two_administrators_at_once_are_two_approvals(stack, town):
    number = town.submitted()
    both = [approval(number, who) for who in (town.nadege, town.aylin)]
    assert at_once(stack, *both) == [None, None]
    done = town.now(number)
    assert {done.first_approver_id, done.second_approver_id} == {town.nadege.id, town.aylin.id}


def test_a_second_approval_and_a_refusal_at_once_are_one_decision(stack, town):
    number = town.submitted()
    town.approve(number, town.nadege)

    def refuse():
        actor = db.session.get_one(Resident, town.aylin.id)
        accrediting.refuse(Actor.of(actor), holding.hold(Application, number), reason="Non.")

    outcomes = at_once(stack, approval(number, town.aylin), refuse)
    assert sorted(map(str, outcomes)) == ["None", "moved_on"]
    with stack.app_context():
        partners = db.session.query(Partner).count()
        application = db.session.get_one(Application, number)
        assert partners == (application.status is ApplicationStatus.ACCREDITED)
        db.session.rollback()


def test_two_managers_who_remove_each_other_leave_one(stack, town):
    partner_id = town.accredited()
    sophie = town.make.resident("Sophie Martin")
    town.name(sophie, partner_id, StaffRole.MANAGE)
    outcomes = at_once(
        stack,
        farewell(partner_id, town.marcel, sophie),
        farewell(partner_id, sophie, town.marcel),
    )
    assert outcomes.count(None) == 1
    with stack.app_context():
        assert len(staff.managers(partner_id)) == 1
        db.session.rollback()


@pytest.fixture
def desk(town):
    """Return a partner that Marcel manages; he and Sophie accompany, and a mandate waits."""
    partner_id = town.accredited()
    town.sophie = town.make.resident("Sophie Martin", verified=False)
    for person in (town.marcel, town.sophie):
        town.name(person, partner_id, StaffRole.ACCOMPANY)
    home = town.make.quartier(municipality=town.town)
    therese = town.make.resident("Thérèse Lemaire", home)
    return partner_id, prepare(town.make, therese)


def taking_up(partner_id, mandate_id, actor):
    def take_up():
        partner = holding.hold(Partner, partner_id)
        mandate = db.session.get_one(Mandate, mandate_id)
        accompanying.take_up(Actor.of(db.session.get_one(Resident, actor.id)), partner, mandate)

    return take_up


def test_who_leaves_while_a_mandate_is_taken_up_does_not_act_by_it(stack, town, desk):
    partner_id, mandate_id = desk
    deeds = [
        taking_up(partner_id, mandate_id, town.marcel),
        farewell(partner_id, town.marcel, town.sophie),
    ]
    assert at_once(stack, *deeds) == [None, None]
    assert agents(stack, mandate_id) == {"Marcel Dupont"}


def test_of_two_colleagues_who_type_the_same_code_one_takes_it_up(stack, town, desk):
    deeds = [taking_up(*desk, person) for person in (town.marcel, town.sophie)]
    assert sorted(map(str, at_once(stack, *deeds))) == ["None", "mandate_gone"]
    assert agents(stack, desk[1]) == {"Marcel Dupont", "Sophie Martin"}


class TestWithoutTheLock:
    """The races are real: they happen once nobody waits for anybody."""

    @pytest.fixture
    def stack(self, grown_app, monkeypatch):
        monkeypatch.setattr(holding, "held", lambda statement, *of: statement)
        return grown_app

    def test_the_second_approval_would_be_lost(self, stack, town, monkeypatch):
        number = town.submitted()
        once_both_have_read(monkeypatch, accrediting, "_approve_first")
        both = [approval(number, who) for who in (town.nadege, town.aylin)]
        assert at_once(stack, *both) == [None, None]
        assert town.now(number).status is ApplicationStatus.APPROVED_ONCE

    def test_no_manager_would_be_left(self, stack, town, monkeypatch):
        partner_id = town.accredited()
        sophie = town.make.resident("Sophie Martin")
        town.name(sophie, partner_id, StaffRole.MANAGE)
        once_both_have_read(monkeypatch, staffing, "_take")
        deeds = [
            farewell(partner_id, town.marcel, sophie),
            farewell(partner_id, sophie, town.marcel),
        ]
        assert at_once(stack, *deeds) == [None, None]
        with stack.app_context():
            assert staff.managers(partner_id) == set()
            db.session.rollback()

    def test_who_leaves_would_act_by_the_mandate_taken_up_meanwhile(
        self, stack, town, desk, monkeypatch
    ):
        partner_id, mandate_id = desk
        has_read, has_left = Event(), Event()
        take_up, remove = giving.take_up, farewell(partner_id, town.marcel, town.sophie)

        def slowly(*given, **more):
            has_read.set()
            has_left.wait(10)
            take_up(*given, **more)

        def leave():
            has_read.wait(10)
            remove()
            has_left.set()

        monkeypatch.setattr(giving, "take_up", slowly)
        deeds = [taking_up(partner_id, mandate_id, town.marcel), leave]
        assert at_once(stack, *deeds) == [None, None]
        assert agents(stack, mandate_id) == {"Marcel Dupont", "Sophie Martin"}
