# ruff: noqa: T201 - a benchmark prints
"""How fast chat is: ours, stored before it is told, against a bare room that stores nothing.

Run by `make bench`, or alone: `.venv/bin/python -m tests.benchmarks.chat`. Both run under
the gunicorn configuration of this site, turn by turn, with the same load.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask_migrate import upgrade

from app import create_app
from messaging.actions.threads import open_conversation
from neighbourhood.foundation.settings import Settings
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.places.models import Municipality, Quartier
from neighbourhood.residents.actions.charters import accept_what_stands, found_before_serving
from neighbourhood.residents.actions.sign_ins import begin_sign_in
from neighbourhood.residents.models.residents import Resident
from tests.support import postgres, redis
from tests.support.processes import accepts, free_port, process, wait_until

SOCKETS = 500
ROUNDS = 4
NAMES = ("bare room", "Palier")
ROOT = Path(__file__).parents[2]
EMBEDDED = {"DATABASE_URL": "", "REDIS_URL": ""}


@dataclass(frozen=True, slots=True)
class Workload:
    """How many talk to how many, and what is asked of the ratio."""

    name: str
    size: int
    load: Mapping[str, float]
    target: float
    floor: float


PRESS = {"warm_up": 0.5, "seconds": 2}
ROOM = Workload("one room", SOCKETS, {"senders": 25, "under_way": 2, **PRESS}, 1.0, 0.8)
PAIRS = Workload(
    "conversations of two", 2, {"senders": SOCKETS // 2, "under_way": 1, **PRESS}, 0.6, 0.4
)


def main() -> None:
    for workload in (ROOM, PAIRS):
        compare(workload, "SQLite", EMBEDDED)
    with postgres.running() as database, redis.running() as address:
        grown = {"DATABASE_URL": database.create_database(), "REDIS_URL": address}
        compare(PAIRS, "PostgreSQL and Redis", grown)


def compare(workload: Workload, stored_in: str, outside: Mapping[str, str]) -> None:
    """Print how our deliveries stand to those of the bare room."""
    with tempfile.TemporaryDirectory(prefix="palier-chat-") as name, ExitStack() as stack:
        sides = (
            reference(Path(name), SOCKETS, workload.size),
            palier(Path(name), SOCKETS, workload.size, outside),
        )
        bare, ours = (stack.enter_context(pressed(side, workload.load)) for side in sides)
        # Turn by turn, so that whatever else this machine does disturbs both alike.
        rounds = [(bare(), ours()) for _ in range(ROUNDS)]
    rates = [describe(*row) for row in zip(NAMES, zip(*rounds, strict=True), strict=True)]
    ratio = rates[1] / rates[0]
    word = "above the floor" if ratio >= workload.floor else "missed"
    word = "reached" if ratio >= workload.target else word
    print(
        f"chat, {workload.name}, {SOCKETS} sockets, {stored_in}: ratio {ratio:.2f} "
        f"(target {workload.target}, floor {workload.floor}: {word})"
    )


def describe(name: str, reports: Sequence[dict[str, float]]) -> float:
    """Print what came of all rounds on one side; return its deliveries per second."""
    seconds = sum(report["seconds"] for report in reports)
    rate = sum(report["deliveries"] for report in reports) / seconds
    busy = sum(report["generator_seconds"] for report in reports) / seconds
    last = reports[-1]
    print(
        f"{name}: {rate:,.0f} deliveries/s, {last['sent']} messages, "
        f"{last['lost']} deliveries lost, generator {busy:.0%} busy"
    )
    return rate


@dataclass(frozen=True, slots=True)
class Side:
    """A server to press on, and who does it."""

    application: str
    folder: Path
    port: int
    environment: dict[str, str]
    cookies: list[str]
    conversations: list[int]


def reference(folder: Path, sockets: int, size: int) -> Side:
    application = "tests.benchmarks.reference_chat:create_app()"
    return Side(
        application,
        folder,
        free_port(),
        {},
        ["none=1"] * sockets,
        [place // size for place in range(sockets)],
    )


def palier(folder: Path, sockets: int, size: int, outside: Mapping[str, str] = EMBEDDED) -> Side:
    port = free_port()
    environment = {
        "PALIER_INSTANCE": str(folder / "instance"),
        "BASE_URL": f"http://127.0.0.1:{port}",
        "SECRET_KEY": "a benchmark has no secrets, but long enough",
        "DEMO": "0",
        "JOBS": "process",
        "RATE_LIMITS": "0",
    }
    environment |= outside
    cookies, conversations = gather(environment, sockets, size)
    return Side("app:create_app()", folder, port, environment, cookies, conversations)


@contextmanager
def pressed(side: Side, load: Mapping[str, float]) -> Iterator[Callable[[], dict[str, float]]]:
    """Serve one side and connect everybody; what is yielded runs one round."""
    command = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", side.application]
    env = {**os.environ, "BIND": f"127.0.0.1:{side.port}", **side.environment}
    log = side.folder / f"{side.port}.log"
    with process(command, log, env=env, cwd=ROOT) as server:
        wait_until(lambda: accepts(side.port), [server], log)
        with generator() as press:
            plan = {"port": side.port, "cookies": side.cookies, **load}
            ask(press, json.dumps({**plan, "conversations": side.conversations}))
            yield lambda: json.loads(ask(press, "go"))


@contextmanager
def generator() -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.benchmarks.chat_load"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT) as press:
        try:
            yield press
        finally:
            press.kill()


def ask(press: subprocess.Popen[str], line: str) -> str:
    press.stdin.write(f"{line}\n")
    press.stdin.flush()
    answer = press.stdout.readline()
    if not answer:
        raise RuntimeError("the generator of load gave up: see above")
    return answer


def gather(environment: dict[str, str], count: int, size: int) -> tuple[list[str], list[int]]:
    """Put `count` signed-in neighbours in conversations of `size`; return cookies and where."""
    app = create_app(Settings.from_environment(environment))
    with app.app_context():
        # No server starts on tables that no migration made.
        upgrade(directory=str(ROOT / "migrations"))
        found_before_serving()
        with transaction():
            residents = neighbours(count)
            for one in residents:
                accept_what_stands(one)
            conversations = [
                open_between(residents[start : start + size], start + 1)
                for start in range(0, count, size)
            ]
            tokens = [begin_sign_in(resident, agent="benchmark") for resident in residents]
    sign = app.session_interface.get_signing_serializer(app).dumps
    name = app.config["SESSION_COOKIE_NAME"]
    return [f"{name}={sign({'sign_in': token})}" for token in tokens], [
        conversations[place // size] for place in range(count)
    ]


def open_between(residents: Sequence[Resident], about_id: int) -> int:
    return open_conversation(
        about=("reply", about_id),
        subject="Banc d’essai",
        path="/",
        members=[resident.id for resident in residents],
    ).id


def neighbours(count: int) -> list[Resident]:
    town = Municipality(insee="99001", name="Essai")
    db.session.add(town)
    db.session.flush()
    quartier = Quartier(municipality_id=town.id, name="Essai", slug="essai", boundary={})
    db.session.add(quartier)
    db.session.flush()
    residents = [
        Resident(
            full_name=f"Voisin {number}",
            email=f"voisin{number}@example.org",
            password_hash="none",
            quartier_id=quartier.id,
            verified_at=now(),
        )
        for number in range(count)
    ]
    db.session.add_all(residents)
    db.session.flush()
    return residents


if __name__ == "__main__":
    main()
