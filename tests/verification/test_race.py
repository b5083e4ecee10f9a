"""Many redemptions of one code at once, on both databases; and what the lock is there for."""

from threading import Barrier, Thread
from types import SimpleNamespace

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app import create_app
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.settings import Settings
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.mandates.actions import ending, giving
from neighbourhood.mandates.models import Mandate, MandateStatus
from neighbourhood.notifications.models import Notification
from neighbourhood.partners.actions import accrediting, staffing
from neighbourhood.partners.models import PartnerKind, StaffRole
from neighbourhood.places.models import Address, Municipality, Quartier
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from verification.actions import claims, desk, household, oversight
from verification.actions import mandates as mandates_actions
from verification.actions import vouching as vouching_actions
from verification.models.claims import AddressClaim, Method
from verification.models.homes import Withdrawal, WithdrawalReason
from verification.models.letters import HouseholdCode, LetterCode
from verification.models.vouching import Vouch
from verification.policies.refusals import NothingToConfirm
from verification.proofs import letter as letter_proof
from verification.proofs.protocol import Outcome
from verification.queries import claims as claims_queries
from verification.queries import desk as desk_queries
from verification.queries import letters, locking, vouching

WRONG = "0000000000"
NOTHING = NothingToConfirm.code
TERMS = giving.Terms(scopes=frozenset({"post"}), days=31)


@pytest.fixture
def grown_app(tmp_path, postgres):
    environ = {
        "PALIER_INSTANCE": str(tmp_path),
        "SECRET_KEY": "only for tests, and long enough to be taken for a secret",
        "BASE_URL": "http://localhost",
        "DATABASE_URL": postgres.create_database(),
        "RATE_LIMITS": "0",
        "JOBS": "immediate",
    }
    app = create_app(Settings.from_environment(environ))
    with app.app_context():
        db.create_all()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def stack(request, app):
    return app if request.param == "sqlite" else request.getfixturevalue("grown_app")


def post_a_letter(app, make):
    """Return a newcomer with a letter in `app`, and the code in it."""
    here = type(make)(app)
    newcomer, door = here.resident("Nora Petit", verified=False), here.address()
    with here.writing() as session:
        claim = claims.claim_address(
            Actor.of(session.get_one(Resident, newcomer.id)), session.get_one(Address, door.id)
        )
        return newcomer.id, letters.code_in(letters.live_letter(claim))


def at_once(app, work, given):
    """Call `work` with each of the given at the same moment; return what each came to."""
    outcomes = []
    start = Barrier(len(given))

    def run(one):
        start.wait()
        with app.app_context():
            try:
                with transaction():
                    outcome = work(one)
            except DomainError as refusal:
                outcome = refusal.code
        outcomes.append(outcome)

    threads = [Thread(target=run, args=(one,)) for one in given]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def redeem_at_once(app, resident_id, code, times):
    return type_at_once(app, [resident_id] * times, code)


def type_at_once(app, resident_ids, code):
    def redeem(resident_id):
        return claims.confirm_code(Actor.of(db.session.get_one(Resident, resident_id)), code=code)

    return at_once(app, redeem, resident_ids)


def kept(app, model):
    with app.app_context():
        return db.session.scalars(select(model)).all()


def test_of_50_redemptions_at_once_exactly_one_confirms(stack, make):
    resident_id, code = post_a_letter(stack, make)
    outcomes = redeem_at_once(stack, resident_id, code, 50)
    assert outcomes.count(Outcome.CONFIRMED) == 1
    assert outcomes.count(NOTHING) == 49
    assert len(kept(stack, Notification)) == 1


def test_of_50_wrong_codes_at_once_five_are_tried(stack, make):
    resident_id, _code = post_a_letter(stack, make)
    outcomes = redeem_at_once(stack, resident_id, WRONG, 50)
    assert outcomes.count(Outcome.WRONG) == 5
    assert outcomes.count(Outcome.SPENT) == 45
    assert [letter.tries for letter in kept(stack, LetterCode)] == [5]


def test_without_the_lock_several_would_confirm(grown_app, make, monkeypatch):
    resident_id, code = post_a_letter(grown_app, make)
    everybody_has_read = Barrier(5)
    compare = letter_proof._compare

    def compare_together(*given):
        everybody_has_read.wait(10)
        return compare(*given)

    monkeypatch.setattr(locking, "locked", lambda statement: statement)
    monkeypatch.setattr(letter_proof, "_compare", compare_together)
    outcomes = redeem_at_once(grown_app, resident_id, code, 5)
    assert outcomes.count(Outcome.CONFIRMED) == 5


# The other proofs


@pytest.fixture
def scene(stack, make):
    """A door, its quartier, a clerk, and people who claim the door: `scene(method, count)`."""
    return a_scene(stack, make)


def a_scene(stack, make):
    here = type(make)(stack)
    quartier = here.quartier()
    door, clerk = here.address(quartier), here.resident("Claire Mairie", verified=False)
    with here.writing() as session:
        town = session.get_one(Municipality, quartier.municipality_id)
        hall = accrediting.accredit(town, name="Accueil", kind=PartnerKind.CITY_SERVICE)
        clerk = session.get_one(Resident, clerk.id)
        staffing.name_staff(hall, clerk, role=StaffRole.VERIFY)

    def arrive(method, count):
        people = [here.resident("Nora Petit", verified=False) for _ in range(count)]
        for person in people:
            with here.writing() as session:
                claims.claim_address(
                    Actor.of(session.get_one(Resident, person.id)),
                    session.get_one(Address, door.id),
                    method=method,
                )
        return [person.id for person in people]

    return SimpleNamespace(here=here, quartier=quartier, door=door, clerk=clerk, arrive=arrive)


def household_code(scene):
    with scene.here.writing() as session:
        [printed] = household.print_codes(session.get_one(Quartier, scene.quartier.id))
        return printed.code


def test_of_50_uses_of_a_household_code_by_one_account_exactly_one_confirms(stack, scene):
    code, [nora] = household_code(scene), scene.arrive(Method.HOUSEHOLD, 1)
    outcomes = redeem_at_once(stack, nora, code, 50)
    assert outcomes.count(Outcome.CONFIRMED) == 1
    assert [one.uses for one in kept(stack, HouseholdCode)] == [1]


def test_of_50_accounts_at_once_a_household_code_serves_six(stack, scene):
    code, people = household_code(scene), scene.arrive(Method.HOUSEHOLD, 50)
    outcomes = type_at_once(stack, people, code)
    assert (outcomes.count(Outcome.CONFIRMED), outcomes.count(Outcome.OVER)) == (6, 44)


def test_of_50_accounts_at_once_a_code_read_aloud_serves_one(stack, scene):
    people = scene.arrive(Method.DESK, 50)
    with scene.here.writing() as session:
        made = desk.read_aloud(
            Actor.of(session.get_one(Resident, scene.clerk.id)),
            session.get_one(Address, scene.door.id),
        )
        code = desk_queries.desk_code_in(made)
    outcomes = type_at_once(stack, people, code)
    assert (outcomes.count(Outcome.CONFIRMED), outcomes.count(Outcome.WRONG)) == (1, 49)


def test_of_50_wrong_codes_read_aloud_at_once_five_are_tried(stack, scene):
    [nora] = scene.arrive(Method.DESK, 1)
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
    [nora] = scene.arrive(Method.VOUCHING, 1)
    karima = scene.here.resident("Karima Benali", scene.quartier)
    outcomes = vouch_at_once(stack, [karima.id] * 50, invite_of(stack, nora))
    assert outcomes.count("same_household") == 49
    assert len(kept(stack, Vouch)) == 1


def test_of_many_neighbours_at_once_two_bring_the_newcomer_home(stack, scene):
    [nora] = scene.arrive(Method.VOUCHING, 1)
    neighbours = [scene.here.resident("Karima Benali", scene.quartier).id for _ in range(12)]
    outcomes = vouch_at_once(stack, neighbours, invite_of(stack, nora))
    assert outcomes.count("nothing_to_vouch_for") == 10
    assert len(kept(stack, Vouch)) == 2
    told = [one.kind for one in kept(stack, Notification)]
    assert sorted(told) == ["vouched_once", "welcome_home"]


def test_a_document_is_decided_upon_once(stack, scene):
    [nora] = scene.arrive(Method.DOCUMENT, 1)
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
    assert set(outcomes) <= {"accepted", "missing", "claim_decided"}
    assert len(kept(stack, Notification)) == 1


# Taking a proof back


def proved_at_the_desk(stack, scene):
    """Return the claim of a newcomer whom the clerk has seen."""
    [nora] = scene.arrive(Method.DESK, 1)
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
        everybody_has_read.wait(10)
        end(home)

    monkeypatch.setattr(locking, "locked", lambda statement: statement)
    monkeypatch.setattr(oversight, "_end", end_together)
    outcomes = withdraw_at_once(grown_app, scene, claim_id, 2)
    assert sorted(outcomes) == ["stopped by the database", "withdrawn"]


# Mandates on paper


@pytest.fixture
def form(stack, scene):
    """A form that waits at the desk: `form()` prepares it, `form(renews=True)` the next one."""

    def prepare():
        helper = scene.here.resident("Karima Benali", scene.quartier)
        with scene.here.writing() as session:
            return giving.prepare_on_paper(
                Actor.of(session.get_one(Resident, helper.id)),
                full_name="Marcel Dupont",
                address=session.get_one(Address, scene.door.id),
                terms=TERMS,
            )

    def renew(former):
        record_at_once(stack, scene, former.id, 1)
        with scene.here.writing() as session:
            helper = session.get_one(Resident, former.prepared_by_id)
            return giving.renew_on_paper(
                Actor.of(helper), session.get_one(Mandate, former.id), terms=TERMS
            )

    return lambda *, renews=False: (renew(prepare()) if renews else prepare()).id


def record_at_once(app, scene, mandate_id, times):
    def record(_turn):
        clerk = db.session.get_one(Resident, scene.clerk.id)
        mandates_actions.record_mandate(Actor.of(clerk), db.session.get_one(Mandate, mandate_id))
        return "recorded"

    return at_once(app, record, range(times))


def stop_at_once(app, scene, mandate_id, times):
    def stop(_turn):
        clerk = db.session.get_one(Resident, scene.clerk.id)
        mandates_actions.stop_mandate(Actor.of(clerk), db.session.get_one(Mandate, mandate_id))
        return "stopped"

    return at_once(app, stop, range(times))


@pytest.mark.parametrize("renews", [False, True])
def test_of_many_desks_at_once_one_records(stack, scene, form, renews):
    outcomes = record_at_once(stack, scene, form(renews=renews), 12)
    assert outcomes.count("recorded") == 1
    assert outcomes.count("mandate_gone") == 11
    assert len(kept(stack, AddressClaim)) == 1


def test_of_many_desks_at_once_one_stops(stack, scene, form):
    mandate_id = form()
    record_at_once(stack, scene, mandate_id, 1)
    outcomes = stop_at_once(stack, scene, mandate_id, 12)
    assert (outcomes.count("stopped"), outcomes.count("mandate_gone")) == (1, 11)


def test_whether_recorded_or_given_up_at_once_it_is_one_of_the_two(stack, scene, form):
    mandate_id = form()

    def either(turn):
        clerk = db.session.get_one(Resident, scene.clerk.id)
        act = mandates_actions.record_mandate if turn % 2 else mandates_actions.stop_mandate
        mandate = db.session.get(Mandate, mandate_id)
        if mandate is None:
            return "missing"
        act(Actor.of(clerk), mandate)
        return "done"

    outcomes = at_once(stack, either, range(12))
    assert set(outcomes) <= {"done", "missing", "mandate_gone"}
    # Given up first, nothing is left to record; recorded first, it may be stopped once.
    left = [mandate.status for mandate in kept(stack, Mandate)]
    assert left in ([], [MandateStatus.LIVE], [MandateStatus.REVOKED])
    assert outcomes.count("done") in {1, 2}


@pytest.mark.parametrize("stack", ["postgres"], indirect=True)
def test_without_its_lock_several_desks_would_record_and_stop(stack, scene, form, monkeypatch):
    mandate_id = form(renews=True)
    together = Barrier(4)

    def unlocked(_model, mandate_id):
        found = db.session.get_one(Mandate, mandate_id)
        # Only the first look of each: by the second, others have written.
        if not db.session.info.setdefault("looked", set()) & {mandate_id}:
            db.session.info["looked"].add(mandate_id)
            together.wait(10)
        return found

    for writer in (mandates_actions, giving, ending):
        monkeypatch.setattr(writer, "hold", unlocked)
    assert record_at_once(stack, scene, mandate_id, 4).count("recorded") > 1
    assert stop_at_once(stack, scene, mandate_id, 4).count("stopped") > 1
