"""Many redemptions of one code at once, on both databases; and what the lock is there for."""

from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from app import create_app
from neighbourhood.foundation.database import db, transaction
from neighbourhood.foundation.settings import Settings
from neighbourhood.notifications.models import Notification
from neighbourhood.places.models import Address
from neighbourhood.residents.models import Resident
from verification import actions, queries
from verification.models import LetterCode
from verification.policies import NothingToConfirm
from verification.proofs import Outcome
from verification.proofs import letter as letter_proof

WRONG = "0000000000"
NOTHING = "nothing left"


@pytest.fixture
def grown_app(tmp_path, postgres):
    environ = {
        "PALIER_INSTANCE": str(tmp_path),
        "SECRET_KEY": "only for tests, and long enough to be taken for a secret",
        "BASE_URL": "http://localhost",
        "DATABASE_URL": postgres.create_database(),
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
        claim = actions.claim_address(
            session.get_one(Resident, newcomer.id), session.get_one(Address, door.id)
        )
        return newcomer.id, queries.code_in(queries.live_letter(claim))


def redeem_at_once(app, resident_id, code, times):
    outcomes = []
    start = Barrier(times)

    def redeem():
        start.wait()
        with app.app_context():
            try:
                with transaction():
                    resident = db.session.get_one(Resident, resident_id)
                    outcome = actions.confirm_code(resident, code=code)
            except NothingToConfirm:
                outcome = NOTHING
        outcomes.append(outcome)

    threads = [Thread(target=redeem) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


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

    monkeypatch.setattr(queries.locking, "locked", lambda statement: statement)
    monkeypatch.setattr(letter_proof, "_compare", compare_together)
    outcomes = redeem_at_once(grown_app, resident_id, code, 5)
    assert outcomes.count(Outcome.CONFIRMED) == 5
