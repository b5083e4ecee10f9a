# ruff: noqa: T201 - a benchmark prints
"""How fast chat is: ours, stored before it is told, against a bare room that stores nothing.

Run by `make bench`, or alone: `.venv/bin/python -m tests.benchmarks.chat [SOCKETS]`. Both run under
the gunicorn configuration of this site, turn by turn, with the same load.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from app import create_app
from messaging.actions.threads import open_conversation
from neighbourhood.foundation.settings import Settings
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.places.models import Municipality, Quartier
from neighbourhood.residents.actions.sign_ins import begin_sign_in
from neighbourhood.residents.models.residents import Resident
from tests.support.processes import accepts, free_port, process, wait_until

SOCKETS = 500
LOAD = {"senders": 25, "under_way": 2, "warm_up": 0.5, "seconds": 2}
ROUNDS = 4
NAMES = ("bare room", "Palier")
ROOT = Path(__file__).parents[2]
TARGET, FLOOR = 1.0, 0.8


def main() -> None:
    sockets = int(sys.argv[1]) if len(sys.argv) > 1 else SOCKETS
    with tempfile.TemporaryDirectory(prefix="palier-chat-") as name, ExitStack() as stack:
        bare = stack.enter_context(pressed(reference(Path(name), sockets)))
        ours = stack.enter_context(pressed(palier(Path(name), sockets)))
        # Turn by turn, so that whatever else this machine does disturbs both alike.
        rounds = [(bare(), ours()) for _ in range(ROUNDS)]
    rates = [describe(*row) for row in zip(NAMES, zip(*rounds, strict=True), strict=True)]
    ratio = rates[1] / rates[0]
    print(f"chat at {sockets} sockets: ratio {ratio:.2f}{verdict(ratio, sockets)}")


def verdict(ratio: float, sockets: int) -> str:
    """Say how `ratio` stands to what is asked for at the usual number of sockets."""
    if sockets != SOCKETS:
        return ""
    word = "reached" if ratio >= TARGET else "missed" if ratio < FLOOR else "above the floor"
    return f" (target {TARGET}, floor {FLOOR}: {word})"


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
    conversation_id: int


def reference(folder: Path, sockets: int) -> Side:
    application = "tests.benchmarks.reference_chat:create_app()"
    return Side(application, folder, free_port(), {}, ["none=1"] * sockets, 1)


def palier(folder: Path, sockets: int) -> Side:
    port = free_port()
    environment = {
        "PALIER_INSTANCE": str(folder / "instance"),
        "BASE_URL": f"http://127.0.0.1:{port}",
        "SECRET_KEY": "a benchmark has no secrets, but long enough",
        "DEMO": "0",
        "JOBS": "process",
        "RATE_LIMITS": "0",
    }
    cookies, conversation_id = gather(environment, sockets)
    return Side("app:create_app()", folder, port, environment, cookies, conversation_id)


@contextmanager
def pressed(side: Side) -> Iterator[Callable[[], dict[str, float]]]:
    """Serve one side and connect everybody; what is yielded runs one round."""
    command = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", side.application]
    env = {**os.environ, "REDIS_URL": "", "BIND": f"127.0.0.1:{side.port}", **side.environment}
    log = side.folder / f"{side.port}.log"
    with process(command, log, env=env, cwd=ROOT) as server:
        wait_until(lambda: accepts(side.port), [server], log)
        with generator() as press:
            plan = {"port": side.port, "cookies": side.cookies, **LOAD}
            ask(press, json.dumps({**plan, "conversation_id": side.conversation_id}))
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


def gather(environment: dict[str, str], count: int) -> tuple[list[str], int]:
    """Put `count` signed-in neighbours in one conversation; return their cookies and its id."""
    app = create_app(Settings.from_environment(environment))
    with app.app_context():
        db.create_all()
        with transaction():
            residents = neighbours(count)
            conversation = open_conversation(
                about=("reply", 1),
                subject="Banc d’essai",
                path="/",
                members=[resident.id for resident in residents],
            )
            tokens = [begin_sign_in(resident, agent="benchmark") for resident in residents]
    sign = app.session_interface.get_signing_serializer(app).dumps
    name = app.config["SESSION_COOKIE_NAME"]
    return [f"{name}={sign({'sign_in': token})}" for token in tokens], conversation.id


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
