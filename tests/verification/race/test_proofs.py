"""Codes of households, codes read aloud, vouches and documents, many at once."""

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.notifications.models import Notification
from neighbourhood.places.models import Address, Quartier
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.racing import at_once
from tests.verification.race.together import kept, redeem_at_once, type_at_once
from verification.actions import desk, household
from verification.actions import vouching as vouching_actions
from verification.models.letters import HouseholdCode
from verification.models.vouching import Vouch
from verification.policies.refusals import NothingToConfirm
from verification.proving.protocol import Outcome
from verification.queries import claims as claims_queries
from verification.queries import desk as desk_queries
from verification.queries import vouching

NOTHING = NothingToConfirm.code


def household_code(scene):
    with scene.here.writing() as session:
        [printed] = household.print_codes(session.get_one(Quartier, scene.quartier.id))
        return printed.code


def test_of_50_uses_of_a_household_code_by_one_account_exactly_one_confirms(stack, scene):
    code, [nora] = household_code(scene), scene.arrive("household", 1)
    outcomes = redeem_at_once(stack, nora, code, 50)
    assert outcomes.count(Outcome.CONFIRMED) == 1
    assert [one.uses for one in kept(stack, HouseholdCode)] == [1]


def test_of_50_accounts_at_once_a_household_code_serves_six(stack, scene):
    code, people = household_code(scene), scene.arrive("household", 50)
    outcomes = type_at_once(stack, people, code)
    assert (outcomes.count(Outcome.CONFIRMED), outcomes.count(Outcome.OVER)) == (6, 44)


def test_of_50_accounts_at_once_a_code_read_aloud_serves_one(stack, scene):
    people = scene.arrive("desk", 50)
    with scene.here.writing() as session:
        made = desk.read_aloud(
            Actor.of(session.get_one(Resident, scene.clerk.id)),
            session.get_one(Address, scene.door.id),
        )
        code = desk_queries.desk_code_in(made)
    outcomes = type_at_once(stack, people, code)
    assert (outcomes.count(Outcome.CONFIRMED), outcomes.count(Outcome.WRONG)) == (1, 49)


def test_of_50_wrong_codes_read_aloud_at_once_five_are_tried(stack, scene):
    [nora] = scene.arrive("desk", 1)
    outcomes = redeem_at_once(stack, nora, "00000000", 50)
    assert (outcomes.count(Outcome.WRONG), outcomes.count(Outcome.SPENT)) == (5, 45)


def invite_of(stack, resident_id):
    with stack.app_context():
        resident = db.session.get_one(Resident, resident_id)
        return vouching.live_invite(claims_queries.last_claim(resident)).id


def vouch_at_once(stack, voucher_ids, invite_id):
    def vouch(voucher_id):
        return vouching_actions.vouch(
            Actor.of(db.session.get_one(Resident, voucher_id)), invite_id
        ).id

    return at_once(stack, vouch, voucher_ids)


def test_of_50_vouches_by_one_neighbour_at_once_one_counts(stack, scene):
    [nora] = scene.arrive("vouching", 1)
    karima = scene.here.resident("Karima Benali", scene.quartier)
    outcomes = vouch_at_once(stack, [karima.id] * 50, invite_of(stack, nora))
    assert outcomes.count("same_household") == 49
    assert len(kept(stack, Vouch)) == 1


def test_of_many_neighbours_at_once_two_bring_the_newcomer_home(stack, scene):
    [nora] = scene.arrive("vouching", 1)
    neighbours = [scene.here.resident("Karima Benali", scene.quartier).id for _ in range(12)]
    outcomes = vouch_at_once(stack, neighbours, invite_of(stack, nora))
    assert outcomes.count("nothing_to_vouch_for") == 10
    assert len(kept(stack, Vouch)) == 2
    told = [one.kind for one in kept(stack, Notification)]
    assert sorted(told) == ["vouched_once", "welcome_home"]


def test_a_document_is_decided_upon_once(stack, scene):
    [nora] = scene.arrive("document", 1)
    with scene.here.writing() as session:
        document = desk.send_document(
            Actor.of(session.get_one(Resident, nora)),
            storage_key="proofs/a.pdf",
            content_type="application/pdf",
            dated_on=now().date(),
        )

    def decide(_turn):
        clerk = db.session.get_one(Resident, scene.clerk.id)
        desk.accept_document(Actor.of(clerk), desk_queries.get_document(document.id))
        return "accepted"

    outcomes = at_once(stack, decide, range(20))
    assert outcomes.count("accepted") == 1
    assert set(outcomes) <= {"accepted", "missing", "decided_meanwhile"}
    assert len(kept(stack, Notification)) == 1
