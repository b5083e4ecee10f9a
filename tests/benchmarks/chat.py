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
from statistics import median
from typing import Any

from tests.benchmarks.chat_town import gather, placed
from tests.support import postgres, redis
from tests.support.processes import accepts, free_port, process, wait_until

SOCKETS = 500
ROUNDS = 3
NAMES = ("bare room", "Palier")
ROOT = Path(__file__).parents[2]
EMBEDDED = {"DATABASE_URL": "", "REDIS_URL": ""}


@dataclass(frozen=True, slots=True)
class Workload:
    """Who talks to whom, so many of each conversation at once; what is asked of the ratio.

    `rooms` are conversations: the numbers of those who take part.
    """

    name: str
    rooms: Sequence[Sequence[int]]
    each: int
    under_way: int
    target: float
    floor: float

    @property
    def sockets(self) -> int:
        """How many have a live connection."""
        return 1 + max(max(room) for room in self.rooms)

    @property
    def load(self) -> Mapping[str, Any]:
        """What the generator of load does: who speaks where, with how many lines under way."""
        senders = [(one, at) for at, room in enumerate(self.rooms) for one in room[: self.each]]
        return {"senders": senders, "under_way": self.under_way, "warm_up": 0.5, "seconds": 2}


def groups(people: int, size: int, each: int) -> list[list[int]]:
    """Put everybody in `each` groups of a size, in other company each time."""
    steps = (1, 3, 7, 9, 11, 13)[:each]
    shuffled = [[number * step % people for number in range(people)] for step in steps]
    return [row[at : at + size] for row in shuffled for at in range(0, people, size)]


ROOM = Workload("one room", [range(SOCKETS)], 25, 2, 1.0, 0.8)
PAIRS = Workload("conversations of two", groups(SOCKETS, 2, 1), 1, 1, 0.6, 0.4)
MANY = Workload(
    "100 groups of 50 and 500 conversations of two",
    groups(1000, 50, 5) + groups(1000, 2, 1),
    1,
    1,
    0.6,
    0.4,
)
# How much longer than of the bare room the slowest twentieth of acknowledgements may take.
SLOWER = 2.0


def main() -> None:
    for workload in (ROOM, PAIRS, MANY):
        compare(workload, "SQLite", EMBEDDED)
    with postgres.running() as database, redis.running() as address:
        for workload in (PAIRS, MANY):
            grown = {"DATABASE_URL": database.create_database(), "REDIS_URL": address}
            compare(workload, "PostgreSQL and Redis", grown)


def compare(workload: Workload, stored_in: str, outside: Mapping[str, str]) -> None:
    """Print how our deliveries stand to those of the bare room."""
    with tempfile.TemporaryDirectory(prefix="palier-chat-") as name, ExitStack() as stack:
        sides = (
            reference(Path(name), workload.rooms),
            palier(Path(name), workload.rooms, outside),
        )
        bare, ours = (stack.enter_context(pressed(side, workload.load)) for side in sides)
        # Turn by turn, so that whatever else this machine does disturbs both alike.
        rounds = [(bare(), ours()) for _ in range(ROUNDS)]
    sides = zip(NAMES, zip(*rounds, strict=True), strict=True)
    (bare_rate, bare_wait), (our_rate, our_wait) = (describe(*row) for row in sides)
    ratio, slower = our_rate / bare_rate, our_wait / bare_wait
    word = "above the floor" if ratio >= workload.floor else "missed"
    word = "reached" if ratio >= workload.target else word
    late = "reached" if slower <= SLOWER else "missed"
    print(
        f"chat, {workload.name}, {workload.sockets} sockets, {stored_in}: ratio {ratio:.2f} "
        f"(target {workload.target}, floor {workload.floor}: {word}), "
        f"p95 {slower:.2f} times (target {SLOWER}: {late})"
    )


def describe(name: str, reports: Sequence[dict[str, float]]) -> tuple[float, float]:
    """Print what came of all rounds on one side; return its deliveries per second, and p95."""
    seconds = sum(report["seconds"] for report in reports)
    rate = sum(report["deliveries"] for report in reports) / seconds
    busy = sum(report["generator_seconds"] for report in reports) / seconds
    last, wait = reports[-1], median(report["p95"] for report in reports)
    print(
        f"{name}: {rate:,.0f} deliveries/s, acknowledged in {1000 * wait:.0f} ms (p95), "
        f"{last['sent']} messages, {last['lost']} deliveries lost, generator {busy:.0%} busy"
    )
    return rate, wait


@dataclass(frozen=True, slots=True)
class Side:
    """A server to press on, and who does it."""

    application: str
    folder: Path
    port: int
    environment: dict[str, str]
    cookies: list[str]
    # Which each takes part in, and the ids of all.
    joined: list[list[int]]
    conversations: list[int]


def reference(folder: Path, rooms: Sequence[Sequence[int]]) -> Side:
    application = "tests.benchmarks.reference_chat:create_app()"
    joined, ids = placed(rooms, range(len(rooms))), list(range(len(rooms)))
    return Side(application, folder, free_port(), {}, ["none=1"] * len(joined), joined, ids)


def palier(
    folder: Path, rooms: Sequence[Sequence[int]], outside: Mapping[str, str] = EMBEDDED
) -> Side:
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
    cookies, conversations = gather(environment, rooms)
    joined = placed(rooms, conversations)
    return Side("app:create_app()", folder, port, environment, cookies, joined, conversations)


@contextmanager
def pressed(side: Side, load: Mapping[str, Any]) -> Iterator[Callable[[], dict[str, float]]]:
    """Serve one side and connect everybody; what is yielded runs one round."""
    command = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", side.application]
    env = {**os.environ, "BIND": f"127.0.0.1:{side.port}", **side.environment}
    log = side.folder / f"{side.port}.log"
    with process(command, log, env=env, cwd=ROOT) as server:
        wait_until(lambda: accepts(side.port), [server], log)
        with generator() as press:
            senders = [(one, side.conversations[at]) for one, at in load["senders"]]
            plan = {"port": side.port, "cookies": side.cookies, **load, "senders": senders}
            ask(press, json.dumps({**plan, "joined": side.joined}))
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


if __name__ == "__main__":
    main()
