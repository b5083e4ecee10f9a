# ruff: noqa: T201 - a benchmark prints
"""How fast chat is: ours, stored before it is told, against a bare room that stores nothing.

Run by `make bench`, or alone: `.venv/bin/python -m tests.benchmarks.chat [SOCKETS]`. Both run under
the gunicorn configuration of this site, one after the other, with the same load.
"""

import json
import os
import subprocess
import sys
import tempfile
from contextlib import AbstractContextManager
from pathlib import Path

from app import create_app
from messaging.actions import open_conversation
from messaging.models import About
from neighbourhood.foundation.clock import now
from neighbourhood.foundation.database import db, transaction
from neighbourhood.foundation.settings import Settings
from neighbourhood.places.models import Municipality, Quartier
from neighbourhood.residents.actions import begin_sign_in
from neighbourhood.residents.models import Resident
from tests.support.processes import accepts, free_port, process, wait_until

SOCKETS = 500
LOAD = {"senders": 25, "under_way": 2, "warm_up": 2, "seconds": 6}
ROOT = Path(__file__).parents[2]
TARGET, FLOOR = 1.0, 0.8


def main() -> None:
    sockets = int(sys.argv[1]) if len(sys.argv) > 1 else SOCKETS
    with tempfile.TemporaryDirectory(prefix="palier-chat-") as name:
        folder = Path(name)
        bare = measure_reference(folder, sockets)
        ours = measure_palier(folder, sockets)
    ratio = ours["deliveries_per_second"] / bare["deliveries_per_second"]
    verdict = "reached" if ratio >= TARGET else "missed" if ratio < FLOOR else "above the floor"
    print(
        f"chat at {sockets} sockets: ratio {ratio:.2f} (target {TARGET}, floor {FLOOR}): {verdict}"
    )


def measure_reference(folder: Path, sockets: int) -> dict[str, float]:
    port = free_port()
    with served("tests.benchmarks.reference_chat:create_app()", folder, port, {}):
        return load("bare room", port, ["none=1"] * sockets, 1)


def measure_palier(folder: Path, sockets: int) -> dict[str, float]:
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
    with served("app:create_app()", folder, port, environment):
        return load("Palier", port, cookies, conversation_id)


def gather(environment: dict[str, str], count: int) -> tuple[list[str], int]:
    """Put `count` signed-in neighbours in one conversation; return their cookies and its id."""
    app = create_app(Settings.from_environment(environment))
    with app.app_context():
        db.create_all()
        with transaction():
            residents = neighbours(count)
            conversation = open_conversation(
                about=(About.REPLY, 1),
                subject="Banc d’essai",
                path="/",
                resident_ids=[resident.id for resident in residents],
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


def served(
    application: str, folder: Path, port: int, environment: dict[str, str]
) -> AbstractContextManager[object]:
    """Serve `application` on `port` under the configuration of the site."""
    command = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", application]
    env = {**os.environ, "REDIS_URL": "", "BIND": f"127.0.0.1:{port}", **environment}
    return Server(command, folder / f"{port}.log", env, port)


class Server(AbstractContextManager):
    """A server that accepts connections on entering."""

    def __init__(self, command: list[str], log: Path, env: dict[str, str], port: int) -> None:
        self._process = process(command, log, env=env, cwd=ROOT)
        self._log, self._port = log, port

    def __enter__(self) -> None:
        running = self._process.__enter__()
        wait_until(lambda: accepts(self._port), [running], self._log)

    def __exit__(self, *failure) -> None:
        self._process.__exit__(*failure)


def load(name: str, port: int, cookies: list[str], conversation_id: int) -> dict[str, float]:
    """Press on a server and say what came of it."""
    plan = {"port": port, "cookies": cookies, "conversation_id": conversation_id, **LOAD}
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.chat_load"],
        input=json.dumps(plan),
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        timeout=60,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    report = json.loads(done.stdout)
    print(
        f"{name}: {report['deliveries_per_second']:,.0f} deliveries/s, {report['sent']} messages, "
        f"{report['lost']} deliveries lost, generator {report['generator_busy']:.0%} busy"
    )
    return report


if __name__ == "__main__":
    main()
