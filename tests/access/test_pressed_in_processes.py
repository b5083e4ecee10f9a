"""A press is spent once whichever process hears of it: two real ones, on both databases."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app import create_app
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.funding.models.gifts import Pledge
from neighbourhood.residents.actions import sign_ins
from neighbourhood.residents.models.residents import Resident
from tests.support.making import Make
from tests.support.needs import open_office_in

# One server process: it says that it is ready, waits for the word, presses, and says what came.
PROGRAM = """
import json, sys
from app import create_app
from neighbourhood.foundation.storing import presses

said = json.loads(sys.argv[1])
if said["careless"]:
    presses.spend = lambda _key, _endpoint: True
app = create_app()
app.config["WTF_CSRF_ENABLED"] = False
browser = app.test_client()
with browser.session_transaction() as session:
    session["sign_in"] = said["sign_in"]
browser.get("/")
print("ready", flush=True)
sys.stdin.readline()
answer = browser.post(said["path"], data=said["typed"])
print(json.dumps([answer.status_code, answer.location]), flush=True)
"""


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def town(request, settings, tmp_path):
    """The settings of a town whose database two processes may open."""
    address = f"sqlite:///{tmp_path / 'palier.db'}"
    if request.param == "postgresql":
        address = request.getfixturevalue("new_database")()
    return replace(settings, database_url=address)


@pytest.fixture
def shared(town):
    app = create_app(town)
    with app.app_context():
        db.create_all()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def both(shared, town, tmp_path):
    """Press "Aller payer" in two processes at once: what each of them answered."""
    make = Make(shared)
    office = open_office_in(shared, make)
    need = office.open(target_cents=5000)
    donor = make.resident("Lina Roy", office.quartier)
    with shared.app_context(), transaction():
        token = sign_ins.begin_sign_in(db.session.get_one(Resident, donor.id), agent="test")
    typed = {"amount": "12", "press": "the token of one page"}
    said = {"sign_in": token, "path": f"/solidarite/{need.id}/donner", "typed": typed}

    def press(*, careless: bool) -> list[list]:
        order = json.dumps({**said, "careless": careless})
        running = [start(order, town, tmp_path) for _process in range(2)]
        for one in running:
            assert one.stdout.readline() == "ready\n"
        for one in running:
            one.stdin.write("now\n")
            one.stdin.flush()
        return [json.loads(one.communicate(timeout=60)[0]) for one in running]

    return press


def start(order: str, town, folder: Path) -> subprocess.Popen:
    env = os.environ | {
        "PALIER_INSTANCE": str(folder),
        "DATABASE_URL": town.database_url,
        "SECRET_KEY": town.secret_key,
        "KEYS_FILE": str(town.keys),
        "BASE_URL": town.base_url,
        "JOBS": "immediate",
        "RATE_LIMITS": "0",
    }
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, order],
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def promised(app) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Pledge))


def test_of_two_presses_in_two_processes_one_acts_and_both_are_answered_alike(shared, both):
    first, second = both(careless=False)
    assert first == second
    assert first[0] == 303
    assert promised(shared) == 1


def test_without_the_spending_both_act(shared, both):
    both(careless=True)
    assert promised(shared) == 2
