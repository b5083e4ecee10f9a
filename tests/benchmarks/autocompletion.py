# ruff: noqa: T201 - a benchmark prints
"""Our address autocompletion against addok's, on the same addresses and questions, in one run.

Run by `make bench`, or alone: `.venv/bin/python -m tests.benchmarks.autocompletion`. addok gets an
environment of its own under `instance/`, made at the first run, and a Redis server of its own; it
is called inside its process as ours is inside this one. With PALIER_REAL_DATA, a second table is
measured on the real address file.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter

from flask import Flask

from neighbourhood.foundation.storing import database
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.places import actions, matching
from neighbourhood.places.ban import AddressRow, read_rows
from neighbourhood.places.models import Address
from tests.benchmarks import places
from tests.benchmarks.address_questions import (
    LIMIT,
    QUESTIONS,
    Answers,
    Ask,
    Door,
    Question,
    dressed,
    misspelt_twice,
    questions,
)
from tests.benchmarks.running_addok import addok, environment

COUNT, ROUNDS, TARGET = 60_000, 2, 0.2
REAL = "addresses/ban-75111-75120.csv.gz"


def main() -> None:
    environment()
    with tempfile.TemporaryDirectory(prefix="palier-addok-") as name:
        made_up = places.write_addresses(Path(name) / "addresses.csv.gz", COUNT)
        compare("made-up town", list(read_rows(made_up)))
    if named := os.environ.get("PALIER_REAL_DATA"):
        compare("Paris, 11e and 20e", list(read_rows(Path(named) / REAL)))


def compare(title: str, rows: list[AddressRow]) -> None:
    with tempfile.TemporaryDirectory(prefix="palier-addok-") as name:
        folder = Path(name)
        with ours(folder, rows) as ask_us, addok(folder, rows) as ask_addok:
            print(f"{title}: {len(rows):,} addresses, {QUESTIONS} questions of each class")
            print(f"{'':16}{'ours':>9}{'addok':>10}{'ratio':>7}{'recall@5':>10}{'addok':>7}")
            asked = questions(rows) | {
                "dressed": dressed(rows, 1500),
                "misspelt twice": misspelt_twice(rows, 1250),
            }
            missed = [each for each in asked.items() if not measured(*each, ask_us, ask_addok)]
    verdict = "missed by " + ", ".join(kind for kind, _ in missed) if missed else "reached"
    print(f"target (ratio {TARGET} at most, recall not below addok's): {verdict}\n", flush=True)


def measured(kind: str, asked: list[Question], ask_us: Ask, ask_addok: Ask) -> bool:
    """Print one line of the table; tell whether it reaches the target."""
    typed = [question.typed for question in asked]
    rounds = [(ask_us(typed), ask_addok(typed)) for _ in range(ROUNDS)]
    mine, its = (min(median(s for s, _ in one[side]) for one in rounds) for side in (0, 1))
    found, their_found = (recall(asked, rounds[-1][side]) for side in (0, 1))
    print(
        f"{kind:16}{1000 * mine:6.2f} ms{1000 * its:7.2f} ms{mine / its:7.2f}"
        f"{found:10.3f}{their_found:7.3f}"
    )
    return mine / its <= TARGET and found >= their_found


def recall(asked: list[Question], answers: Answers) -> float:
    pairs = zip(asked, answers, strict=True)
    return sum(question.meant in found for question, (_, found) in pairs) / len(asked)


@contextmanager
def ours(folder: Path, rows: list[AddressRow]) -> Iterator[Ask]:
    """Import the addresses here; give what answers questions."""
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{folder}/places.sqlite3"
    database.bind(app)
    with app.app_context():
        db.create_all()
        with transaction():
            actions.import_addresses(iter(rows))
        yield lambda typed: [_answer(text) for text in typed]


def _answer(text: str) -> tuple[float, list[Door]]:
    begun = perf_counter()
    found = matching.search(text, LIMIT)
    seconds = perf_counter() - begun
    return seconds, doors_of(found)


def doors_of(found: list[matching.Place]) -> list[Door]:
    """Return the doors of some answers as addok names them."""
    keys = [place.key for place in found if place.key]
    doors = {door.key: door for door in db.session.query(Address).where(Address.key.in_(keys))}
    return [
        (f"{doors[p.key].number}{doors[p.key].suffix}" if p.key else "", p.street, p.postcode)
        for p in found
    ]


if __name__ == "__main__":
    main()
