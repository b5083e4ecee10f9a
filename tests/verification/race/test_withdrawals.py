"""One proof taken back by many at once."""

from threading import Barrier

from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.storing import holding
from neighbourhood.foundation.storing.database import db
from neighbourhood.notifications.models import Notification
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.racing import at_once
from tests.verification.race.together import a_scene, kept
from verification.actions import desk, oversight
from verification.models.claims import AddressClaim
from verification.models.homes import Withdrawal, WithdrawalReason
from verification.queries import claims as claims_queries


def proved_at_the_desk(stack, scene):
    """Return the claim of a newcomer whom the clerk has seen."""
    [nora] = scene.arrive("desk", 1)
    with scene.here.writing() as session:
        claim = claims_queries.last_claim(session.get_one(Resident, nora))
        desk.confirm_in_person(Actor.of(session.get_one(Resident, scene.clerk.id)), claim)
        return claim.id


def withdraw_at_once(stack, scene, claim_id, times):
    """Let the clerk and an administrator take one proof back in turn, all at the same moment."""
    administrator = scene.here.resident("Aylin", verified=False, is_administrator=True)
    actors = [scene.clerk.id, administrator.id] * (times // 2)

    def withdraw(actor_id):
        actor, claim = (
            db.session.get_one(Resident, actor_id),
            db.session.get_one(AddressClaim, claim_id),
        )
        try:
            oversight.withdraw_proof(Actor.of(actor), claim, reason=WithdrawalReason.MISTAKE)
        except IntegrityError:
            db.session.rollback()
            return "stopped by the database"
        return "withdrawn"

    return at_once(stack, withdraw, actors)


def test_of_20_who_take_one_proof_back_at_once_exactly_one_does(stack, scene):
    claim_id = proved_at_the_desk(stack, scene)
    outcomes = withdraw_at_once(stack, scene, claim_id, 20)
    assert sorted(outcomes) == ["nothing_to_withdraw"] * 19 + ["withdrawn"]
    assert len(kept(stack, Withdrawal)) == 1
    told = [one.kind for one in kept(stack, Notification)]
    assert told.count("proof_withdrawn") == 1


def test_without_the_lock_only_the_database_would_stop_the_second(grown_app, make, monkeypatch):
    scene = a_scene(grown_app, make)
    claim_id = proved_at_the_desk(grown_app, scene)
    everybody_has_read = Barrier(2)
    end = oversight._end

    def end_together(home):
        everybody_has_read.wait(60)
        end(home)

    monkeypatch.setattr(holding, "held", lambda statement, *of: statement)
    monkeypatch.setattr(oversight, "_end", end_together)
    outcomes = withdraw_at_once(grown_app, scene, claim_id, 2)
    assert sorted(outcomes) == ["stopped by the database", "withdrawn"]
