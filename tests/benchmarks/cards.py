# ruff: noqa: T201 - a benchmark prints
"""The timeline and its search among a million cards of every kind, on both databases.

Run by `make bench`, or alone: `.venv/bin/python -m tests.benchmarks.cards [CARDS]`. The towns of
ten thousand and of a million cards are asked in turn, in one run: what counts is the ratio. Figures
are of the clock, because most of the work on PostgreSQL is done by another process.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median

from flask import Flask

from app import create_app
from neighbourhood.feed import queries
from neighbourhood.feed.kinds import Filters
from neighbourhood.foundation.settings import Settings
from neighbourhood.foundation.storing.paging import Cursor
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries import accounts
from tests.benchmarks import cards_town as town
from tests.support import postgres

FEW, MANY, ROUNDS = 10_000, 1_000_000, 60
MOST_RATIO, MOST_SEARCH_MS = 1.3, 50
READER = "karima@valbourg.example"

Ask = Callable[[Resident, random.Random], object]


def main() -> None:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else MANY
    with tempfile.TemporaryDirectory() as folder:
        few_there, many_there = (f"sqlite:///{folder}/{name}.sqlite" for name in ("few", "many"))
        _compare("SQLite", few_there, many_there, many)
    with postgres.running() as server:
        _compare("PostgreSQL", server.create_database(), server.create_database(), many)


def _compare(name: str, few_there: str, many_there: str, many: int) -> None:
    with _opened(few_there, FEW) as few, _opened(many_there, many) as much:
        print(f"{name}, {FEW:,} and {many:,} cards")
        for what, ask in _pages().items():
            _print_ratio(what, few, much, ask)
        for what, words in town.SEARCHES.items():
            _print_search(f"{what}, {many:,} cards", much, words)


@contextmanager
def _opened(address: str, cards: int) -> Iterator[Flask]:
    with tempfile.TemporaryDirectory() as folder:
        given = {
            "PALIER_INSTANCE": folder,
            "DATABASE_URL": address,
            "BASE_URL": "http://localhost",
            "LOG_LEVEL": "ERROR",
        }
        app = create_app(Settings.from_environment(given))
        with app.app_context():
            town.fill(cards)
        yield app


def _pages() -> dict[str, Ask]:
    return {
        "first page": lambda reader, _lot: queries.timeline(reader, Filters()),
        "a page far down": lambda reader, lot: queries.timeline(reader, Filters(), _down(lot)),
        "one kind": lambda reader, lot: queries.timeline(reader, Filters(kind=town.a_kind(lot))),
        "one category": lambda reader, lot: queries.timeline(
            reader, Filters(category=town.a_category(lot))
        ),
        "one quartier": lambda reader, _lot: queries.timeline(
            reader, Filters(quartier_id=reader.quartier_id)
        ),
    }


def _down(lot: random.Random) -> Cursor:
    return Cursor(town.a_moment(lot), 1)


def _print_ratio(what: str, few: Flask, much: Flask, ask: Ask) -> None:
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(ROUNDS):
        for app, taken in zip((few, much), times, strict=True):
            taken.append(_ms(app, ask, number))
    one, other = (median(taken) for taken in times)
    print(
        f"  {what}: {one:.2f} and {other:.2f} ms, ratio {other / one:.2f}"
        f" (at most {MOST_RATIO:.1f})"
    )


def _print_search(what: str, app: Flask, words: Callable[[random.Random], str]) -> None:
    def ask(reader: Resident, lot: random.Random) -> object:
        return queries.timeline(reader, Filters(words=words(lot)))

    taken = sorted(_ms(app, ask, number) for number in range(4 * ROUNDS))
    p95 = taken[int(len(taken) * 0.95)]
    print(
        f"  search, {what}: p50 {median(taken):.1f} ms, p95 {p95:.1f} ms"
        f" (at most {MOST_SEARCH_MS} ms)"
    )


def _ms(app: Flask, ask: Ask, number: int) -> float:
    with app.app_context():
        reader = accounts.by_email(READER)
        assert reader is not None
        assert reader.quartier is not None
        lot = random.Random(number)
        begun = time.perf_counter()
        ask(reader, lot)
        return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    main()
