# ruff: noqa: T201 - a benchmark prints
"""A mixed hour: 70 % pages, 20 % chat, 10 % writes, by neighbours of the demonstration.

Run by `make bench`, or alone: `.venv/bin/python -m tests.benchmarks.mixed [SECONDS]`, the seconds
of one round. A bare Flask with SQLAlchemy (`reference_mixed`) is pressed in the same way, under the
same gunicorn configuration, turn by turn. A handful at a time always have something under way:
what is measured includes waiting for one another.
"""

import random
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import mean, quantiles

from flask import Flask

from app import create_app as create_palier
from tests.benchmarks.counting import counted
from tests.benchmarks.mixed_neighbours import (
    CHAT,
    PAGE,
    WRITE,
    Deed,
    Neighbour,
    callers,
    go_live,
    neighbours,
)
from tests.support import palier
from tests.support.processes import free_port

SEED = 20_261
NEIGHBOURS, AT_A_TIME = 36, 6
ROUNDS, SECONDS = 4, 2.0
OURS, BARE = "tests.benchmarks.mixed:create_app()", "tests.benchmarks.reference_mixed:create_app()"
TEN = (PAGE,) * 7 + (CHAT,) * 2 + (WRITE,)


def create_app() -> Flask:
    """Return Palier as it is, but counting."""
    return counted(create_palier())


@dataclass(slots=True)
class Side:
    """One of the two sites, who presses on it, and what came of it."""

    name: str
    groups: list[list[Neighbour]]
    dice: list[random.Random]
    deeds: list[Deed] = field(default_factory=list)
    seconds: float = 0.0

    @classmethod
    def of(cls, name: str, everyone: list[Neighbour]) -> "Side":
        groups = [everyone[first::AT_A_TIME] for first in range(AT_A_TIME)]
        return cls(name, groups, [random.Random(SEED + number) for number in range(AT_A_TIME)])

    def press(self, seconds: float) -> None:
        """Press for one round, over connections of this round: none is left idle."""
        everyone = [one for group in self.groups for one in group]
        go_live(everyone)
        began = time.perf_counter()
        ends = [began + seconds] * AT_A_TIME
        with ThreadPoolExecutor(AT_A_TIME) as pool:
            for deeds in pool.map(_press, self.groups, self.dice, ends):
                self.deeds += deeds
        self.seconds += time.perf_counter() - began
        for one in everyone:
            one.leave()

    @property
    def rate(self) -> float:
        return len(self.deeds) / self.seconds

    @property
    def failures(self) -> list[str]:
        return [deed.failure for deed in self.deeds if deed.failure]

    def milliseconds(self, kind: str) -> tuple[float, float]:
        """Return the p50 and the p99 of one kind."""
        taken = [deed.seconds * 1000 for deed in self.deeds if deed.kind == kind]
        cuts = quantiles(taken, n=100, method="inclusive")
        return cuts[49], cuts[98]

    def statements(self, kind: str) -> float:
        return mean(deed.statements for deed in self.deeds if deed.kind == kind)


def _press(group: Sequence[Neighbour], dice: random.Random, end: float) -> list[Deed]:
    """Let one of the group do one thing after the other, ten by ten, until time is up."""
    deeds = []
    while time.perf_counter() < end:
        deeds += [dice.choice(group).act(kind, dice) for kind in dice.sample(TEN, len(TEN))]
    return deeds


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    with tempfile.TemporaryDirectory(prefix="palier-mixed-") as name:
        ours, bare = _sites(Path(name))
        with palier.served(ours, [_serving(OURS)]), palier.served(bare, [_serving(BARE)]):
            sides = _settle(ours, bare)
            # Turn by turn, so that whatever else this machine does disturbs both alike.
            for _ in range(ROUNDS):
                for side in sides:
                    side.press(seconds)
        crash = ours.failures() or bare.failures()
    report(*sides)
    failures = sum(len(side.failures) for side in sides)
    if failures or crash:
        raise SystemExit(f"{failures} failures; {crash}")


def _sites(folder: Path) -> tuple[palier.Site, palier.Site]:
    ours = palier.prepared(folder / "ours", LOG_LEVEL="ERROR")
    port = free_port()
    instance = folder / "bare"
    instance.mkdir()
    return ours, replace(
        ours,
        name="bare",
        base_url=f"http://127.0.0.1:{port}",
        instance=instance,
        log=instance / "server.log",
        env={**ours.env, "PORT": str(port), "PALIER_INSTANCE": str(instance)},
    )


def _serving(application: str) -> tuple[str | Path, ...]:
    return (*palier.SERVER[:-1], application)


def _settle(ours: palier.Site, bare: palier.Site) -> tuple[Side, Side]:
    dice = random.Random(SEED)
    database = ours.instance / "palier.sqlite3"
    town = neighbours(int(ours.env["PORT"]), database, NEIGHBOURS, dice)
    others = callers(int(bare.env["PORT"]), NEIGHBOURS)
    return Side.of("Palier", town), Side.of("bare", others)


def report(ours: Side, bare: Side) -> None:
    """Print how the two sides stand."""
    print(
        f"mixed hour, {NEIGHBOURS} neighbours, {AT_A_TIME} at a time, "
        f"{len(ours.deeds):,} requests: {_mix(ours.deeds)}"
    )
    print(
        f"{ours.rate:,.0f} requests/s, bare Flask + SQLAlchemy {bare.rate:,.0f}/s, "
        f"ratio {ours.rate / bare.rate:.2f}; failures {len(ours.failures)}, "
        f"bare {len(bare.failures)} (must be 0)"
    )
    for kind in (PAGE, CHAT, WRITE):
        pairs = zip(("p50", "p99"), ours.milliseconds(kind), bare.milliseconds(kind), strict=True)
        print(f"{kind}: {'; '.join(_against(*pair) for pair in pairs)}")
    for kind in (PAGE, WRITE):
        mine, its = ours.statements(kind), bare.statements(kind)
        print(f"statements, {kind}: {mine:.1f}, bare {its:.1f}, ratio {mine / its:.1f}")
    print(f"statements by page: {_by_page(ours.deeds)}")
    for failure, times in Counter(ours.failures + bare.failures).most_common(10):
        print(f"failed {times} times: {failure}")


def _mix(deeds: Sequence[Deed]) -> str:
    counts = Counter(deed.kind for deed in deeds)
    return ", ".join(f"{counts[kind] / len(deeds):.0%} {kind}" for kind in (PAGE, CHAT, WRITE))


def _against(name: str, mine: float, its: float) -> str:
    return f"{name} {mine:.1f} ms, bare {its:.1f} ms, ratio {mine / its:.1f}"


def _by_page(deeds: Iterable[Deed]) -> str:
    counts = defaultdict(list)
    for deed in deeds:
        if deed.kind == PAGE:
            counts[deed.name].append(deed.statements)
    return ", ".join(f"{name} {mean(found):.1f}" for name, found in counts.items())


if __name__ == "__main__":
    main()
