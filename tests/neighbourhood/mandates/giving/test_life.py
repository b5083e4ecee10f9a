"""A mandate begins by a code and ends when either side wants."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.errors import DomainError, Forbidden, NotVerified
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.mandates import kinds, policies
from neighbourhood.mandates.actions import ending, giving
from neighbourhood.mandates.models import (
    Mandate,
    MandateStatus,
)
from neighbourhood.mandates.queries import codes
from neighbourhood.mandates.queries.acting import represented
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.neighbourhood.mandates.giving.conftest import at
from tests.support import mandates


@pytest.mark.parametrize("before", MandateStatus)
@pytest.mark.parametrize("after", MandateStatus)
def test_a_status_moves_as_the_table_says(before, after):
    mandate = Mandate(status=before)
    if after in Mandate.MOVES[before]:
        mandate.become(after)
        assert mandate.status is after
    else:
        with pytest.raises(DomainError):
            mandate.become(after)


def test_every_deed_is_allowed_by_a_scope():
    assert mandates.DEEDS
    assert all(deed.scopes and deed.scopes <= mandates.ALL for deed in mandates.DEEDS)


def test_it_begins_when_the_code_is_typed(make, marcel, sophie, status, outbox):
    prepared = mandates.prepare(make, marcel)
    assert status(prepared) is MandateStatus.PREPARED
    with make.writing() as session:
        code = codes.code_of(at(session, Mandate, prepared).nonce)
        found = codes.by_code(code, now() - timedelta(days=1))
        assert found is not None
        giving.take_up(Actor.of(at(session, Resident, sophie.id)), found)
    assert status(prepared) is MandateStatus.LIVE
    assert len(outbox()) == 2


def test_the_code_is_not_stored(app, make, marcel):
    prepared = mandates.prepare(make, marcel)
    with app.app_context():
        row = db.session.execute(select(Mandate.__table__).where(Mandate.id == prepared)).one()
        assert codes.code_of(row.nonce) not in [str(value) for value in row]


def test_an_old_code_opens_nothing(make, marcel):
    prepared = mandates.prepare(make, marcel)
    with make.writing() as session:
        mandate = at(session, Mandate, prepared)
        code = codes.code_of(mandate.nonce)
        mandate.created_at = now() - ending.CODE_LIVES - timedelta(minutes=1)
    with make.writing():
        assert codes.by_code(code, now() - ending.CODE_LIVES) is None


def test_a_code_serves_once(make, marcel, sophie, mandate):
    other = make.resident("Paul Leroy", marcel.quartier)
    with pytest.raises(policies.MandateGone), make.writing() as session:
        giving.take_up(Actor.of(at(session, Resident, other.id)), at(session, Mandate, mandate))


def test_nobody_acts_for_themselves(make, marcel):
    prepared = mandates.prepare(make, marcel)
    with pytest.raises(policies.OwnMandate), make.writing() as session:
        giving.take_up(Actor.of(at(session, Resident, marcel.id)), at(session, Mandate, prepared))


def test_who_has_not_proved_an_address_gives_and_holds_none(make, marcel):
    nour = make.resident("Nour Haddad", verified=False)
    with pytest.raises(NotVerified):
        mandates.prepare(make, nour)
    prepared = mandates.prepare(make, marcel)
    with pytest.raises(policies.IdentityFirst), make.writing() as session:
        giving.take_up(Actor.of(at(session, Resident, nour.id)), at(session, Mandate, prepared))


def test_an_agent_may_live_in_another_town(make, marcel, status):
    far = make.resident("Rosa Lima", make.quartier("Là-bas", make.municipality("Autreville")))
    assert status(mandates.give(make, marcel, far)) is MandateStatus.LIVE


def test_one_person_acts_for_few(make, quartier, sophie):
    for number in range(policies.MOST_HELD):
        mandates.give(make, make.resident(f"Voisin {number}", quartier), sophie)
    last = mandates.prepare(make, make.resident("Voisin Dernier", quartier))
    with pytest.raises(policies.TooManyHeld) as refusal, make.writing() as session:
        giving.take_up(Actor.of(at(session, Resident, sophie.id)), at(session, Mandate, last))
    with make.writing():
        assert "5 personnes" in refusal.value.say()


def test_few_people_act_for_one(make, marcel):
    for _number in range(policies.MOST_GIVEN):
        mandates.prepare(make, marcel)
    with pytest.raises(policies.TooManyGiven):
        mandates.prepare(make, marcel)


@pytest.mark.parametrize("days", [0, 2, 366])
def test_the_database_refuses_another_duration(make, marcel, days):
    with pytest.raises(IntegrityError):
        mandates.prepare(make, marcel, days=days)


def test_the_database_refuses_a_mandate_for_nothing(make, marcel):
    with pytest.raises(IntegrityError):
        mandates.prepare(make, marcel, scopes=())


@pytest.mark.parametrize("who", ["marcel", "sophie"])
def test_either_side_ends_it_at_once(make, mandate, status, who, request, in_app):
    mandates.revoke(make, request.getfixturevalue(who), mandate)
    assert status(mandate) is MandateStatus.REVOKED
    sophie = in_app.get_one(Resident, request.getfixturevalue("sophie").id)
    assert represented(sophie, mandate) is None


def test_nobody_else_ends_it(make, quartier, mandate):
    paul = make.resident("Paul Leroy", quartier)
    with pytest.raises(policies.MandateGone):
        mandates.revoke(make, paul, mandate)


def test_it_ends_by_itself_before_the_night_passes(make, sophie, mandate, in_app, status):
    in_app.execute(
        update(Mandate).values(
            begins_at=now() - timedelta(days=31), ends_at=now() - timedelta(0, 1)
        )
    )
    in_app.commit()
    assert represented(in_app.get_one(Resident, sophie.id), mandate) is None
    in_app.rollback()
    with make.writing():
        assert ending.expire_mandates() == 1
    with make.writing():
        assert ending.expire_mandates() == 0
    assert status(mandate) is MandateStatus.EXPIRED


def test_what_nobody_takes_up_is_abandoned(make, marcel, status):
    prepared = mandates.prepare(make, marcel)
    with make.writing() as session:
        assert ending.forget_unsigned() == 0
        at(session, Mandate, prepared).created_at = now() - ending.CODE_LIVES - timedelta(1)
    with make.writing():
        assert ending.forget_unsigned() == 1
    assert status(prepared) is MandateStatus.ABANDONED


def test_the_principal_may_change_their_mind_before_it_begins(make, marcel, sophie, status):
    prepared = mandates.prepare(make, marcel)
    with pytest.raises(Forbidden), make.writing() as session:
        ending.give_up(Actor.of(at(session, Resident, sophie.id)), at(session, Mandate, prepared))
    with make.writing() as session:
        ending.give_up(Actor.of(at(session, Resident, marcel.id)), at(session, Mandate, prepared))
    assert status(prepared) is MandateStatus.ABANDONED


@pytest.mark.parametrize(
    ("status", "days", "said"),
    [
        (MandateStatus.PREPARED, None, "En attente"),
        (MandateStatus.LIVE, 1, "En vigueur"),
        (MandateStatus.LIVE, -1, "Terminé"),
        (MandateStatus.REVOKED, 1, "Arrêté"),
    ],
)
def test_a_mandate_that_ran_out_is_said_to_have_ended(app, status, days, said):
    ends_at = None if days is None else now() + timedelta(days=days)
    with app.test_request_context():
        assert kinds.say_status(Mandate(status=status, ends_at=ends_at)) == said
