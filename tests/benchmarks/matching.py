# ruff: noqa: T201 - a benchmark prints
"""Suggestions between requests and offers: how often the right one is among three, and how fast.

Run by `make bench`, or alone: `.venv/bin/python -m tests.benchmarks.matching`. Two hundred pairs
were written by hand, with notices that answer nobody (`matching_pairs.txt`, `matching_noise.txt`).
Weights were chosen on the odd pairs; the even ones are the report. Where things stand is drawn by
lot, so that nearness tells nothing of which offer is the right one.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

from app import create_app
from neighbourhood.foundation.settings import Settings
from tests.benchmarks.matching_speed import measure
from tests.benchmarks.matching_town import Told, open_town
from tests.support import postgres

FIRST = 3


def main() -> None:
    with _opened() as told:
        for half, name in enumerate(("even pairs (reported)", "odd pairs (tuned on)")):
            _report(name, told, [pair for pair in told.pairs if pair.number % 2 == half])
        if "briefly" in sys.argv:
            return
        measure(time.process_time)
    with postgres.running() as server, _opened(DATABASE_URL=server.create_database()):
        measure(time.perf_counter)


@contextmanager
def _opened(**more: str) -> Iterator[Told]:
    with tempfile.TemporaryDirectory() as folder:
        given = {"PALIER_INSTANCE": folder, "BASE_URL": "http://localhost", "LOG_LEVEL": "ERROR"}
        with create_app(Settings.from_environment(given | more)).app_context():
            yield open_town()


def _report(name, told: Told, pairs) -> None:
    ours = sum(pair.offer in told.suggested(pair)[:FIRST] for pair in pairs)
    bare = sum(pair.offer in told.by_bm25(pair)[:FIRST] for pair in pairs)
    print(
        f"suggestions, {len(pairs)} {name}: recall@{FIRST} {ours / len(pairs):.2f},"
        f" BM25 alone {bare / len(pairs):.2f}"
    )


if __name__ == "__main__":
    main()
