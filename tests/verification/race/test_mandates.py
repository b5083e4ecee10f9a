"""One mandate on paper, at many desks at once."""

from threading import Barrier

import pytest

from neighbourhood.foundation.storing.database import db
from neighbourhood.mandates.actions import ending, giving
from neighbourhood.mandates.models import Mandate, MandateStatus
from neighbourhood.places.models import Address
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.racing import at_once
from tests.verification.race.together import (
    kept,
)
from verification.actions import mandates as mandates_actions
from verification.models.claims import AddressClaim

TERMS = giving.Terms(scopes=frozenset({"post"}), days=31)


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


def at_the_desk(app, scene, mandate_id, times, deed):
    """Have the clerk do something with a mandate many times at once; `deed` is its name."""

    def do(_turn):
        clerk = db.session.get_one(Resident, scene.clerk.id)
        work = getattr(mandates_actions, deed)
        work(Actor.of(clerk), db.session.get_one(Mandate, mandate_id))
        return "done"

    return at_once(app, do, range(times))


def record_at_once(app, scene, mandate_id, times):
    return at_the_desk(app, scene, mandate_id, times, "record_mandate")


def stop_at_once(app, scene, mandate_id, times):
    return at_the_desk(app, scene, mandate_id, times, "stop_mandate")


@pytest.mark.parametrize("renews", [False, True])
def test_of_many_desks_at_once_one_records(stack, scene, form, renews):
    outcomes = record_at_once(stack, scene, form(renews=renews), 12)
    assert outcomes.count("done") == 1
    assert outcomes.count("mandate_gone") == 11
    assert len(kept(stack, AddressClaim)) == 1


def test_of_many_desks_at_once_one_stops(stack, scene, form):
    mandate_id = form()
    record_at_once(stack, scene, mandate_id, 1)
    outcomes = stop_at_once(stack, scene, mandate_id, 12)
    assert (outcomes.count("done"), outcomes.count("mandate_gone")) == (1, 11)


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


@pytest.mark.postgres
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
    assert record_at_once(stack, scene, mandate_id, 4).count("done") > 1
    assert stop_at_once(stack, scene, mandate_id, 4).count("done") > 1
