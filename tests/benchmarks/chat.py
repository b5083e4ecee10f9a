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
from itertools import accumulate
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks.chat_town import gather, placed
from tests.support import postgres, redis
from tests.support.processes import accepts, free_port, process, wait_until

SOCKETS = 500
# Of one process, on both sides: more than it is set to hold of itself.
MOST_CONNECTED = 8000
ROUNDS = 3
NAMES = ("bare room", "Palier")
ROOT = Path(__file__).parents[2]
EMBEDDED = {"DATABASE_URL": "", "REDIS_URL": ""}


@dataclass(frozen=True, slots=True)
class Workload:
    """So many conversations of each size, so many who speak in each, what is asked of the ratio."""

    name: str
    sizes: Mapping[int, int]
    each: int
    under_way: int
    target: float
    floor: float
    # For how long they speak before it counts, and while it does.
    lasts: tuple[float, float] = (0.5, 2)

    @property
    def rooms(self) -> list[int]:
        """The sizes of the conversations, one by one."""
        return [size for size, count in self.sizes.items() for _ in range(count)]

    @property
    def sockets(self) -> int:
        """How many have a live connection."""
        return sum(self.rooms)

    @property
    def load(self) -> Mapping[str, Any]:
        """What the generator of load does: who speaks, with how many lines under way."""
        firsts = accumulate(self.rooms, initial=0)
        senders = [first + one for first in list(firsts)[:-1] for one in range(self.each)]
        warm_up, seconds = self.lasts
        times = {"warm_up": warm_up, "seconds": seconds}
        return {"senders": senders, "under_way": self.under_way, **times}


ROOM = Workload("one room", {SOCKETS: 1}, 25, 2, 1.0, 0.8)
PAIRS = Workload("conversations of two", {2: SOCKETS // 2}, 1, 1, 0.6, 0.4)
MANY = Workload(
    "100 groups of 50 and 500 conversations of two", {50: 100, 2: 500}, 1, 1, 0.6, 0.4, (2, 6)
)
# How much longer than of the bare room the slowest twentieth of acknowledgements may take.
SLOWER = 2.0


def main() -> None:
    for workload in (ROOM, PAIRS, MANY):
        compare(workload, "SQLite", EMBEDDED)
    with postgres.running() as database, redis.running() as address:
        grown = {"DATABASE_URL": database.create_database(), "REDIS_URL": address}
        compare(PAIRS, "PostgreSQL and Redis", grown)


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
    conversations: list[int]


def reference(folder: Path, rooms: Sequence[int]) -> Side:
    application = "tests.benchmarks.reference_chat:create_app()"
    return Side(
        application,
        folder,
        free_port(),
        {},
        ["none=1"] * sum(rooms),
        placed(rooms, range(len(rooms))),
    )


def palier(folder: Path, rooms: Sequence[int], outside: Mapping[str, str] = EMBEDDED) -> Side:
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
    return Side("app:create_app()", folder, port, environment, cookies, conversations)


@contextmanager
def pressed(side: Side, load: Mapping[str, Any]) -> Iterator[Callable[[], dict[str, float]]]:
    """Serve one side and connect everybody; what is yielded runs one round."""
    command = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py"]
    command += [f"--worker-connections={MOST_CONNECTED}", side.application]
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


if __name__ == "__main__":
    main()
