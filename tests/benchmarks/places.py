# ruff: noqa: T201 - a benchmark prints
"""How fast places answer: point in quartier, address search, import of a town's addresses.

Run by `make bench`, or alone: `.venv/bin/python -m tests.benchmarks.places [ADDRESSES]`. The town
is made up here: a chequerboard of quartiers, streets with two-word names.
"""

import gzip
import itertools
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flask import Flask

from neighbourhood.foundation.storing import database
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.places import actions, matching, queries
from neighbourhood.places.ban import read_rows
from neighbourhood.places.outlines import read_outlines

WEST, SOUTH, SIDE, STEP = 4.8, 45.7, 25, 0.004
SYLLABLES = ("ba", "cor", "di", "fan", "gue", "lo", "mar", "ni", "pré", "quin", "sau", "ter", "vil")
KINDS = ("Rue", "Rue de la", "Rue des", "Avenue", "Avenue du", "Boulevard", "Place", "Impasse")
HEADER = "id;numero;rep;nom_voie;code_postal;code_insee;nom_commune;lon;lat"
SECONDS = 2.0


def main() -> None:
    run(measure, 150_000)


def run(measure: Callable[[Path, int], None], usual: int) -> None:
    """Measure something of as many addresses as asked for, in a database of its own."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else usual
    with tempfile.TemporaryDirectory() as folder:
        app = Flask(__name__)
        app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{folder}/places.sqlite3"
        database.bind(app)
        with app.app_context():
            db.create_all()
            measure(Path(folder), count)


def measure(folder: Path, count: int) -> None:
    chance = random.Random(20)
    with transaction():
        actions.import_quartiers(read_outlines(chequerboard()), insee="99001", municipality="Essai")
    file = write_addresses(folder / "addresses.csv.gz", count)
    begun = time.perf_counter()
    with transaction():
        tally = actions.import_addresses(read_rows(file))
    took = time.perf_counter() - begun
    print(f"import: {tally.imported} addresses in {took:.1f} s ({tally.imported / took:,.0f}/s)")
    measure_points(chance)
    measure_search(count, chance)


def measure_points(chance: random.Random) -> None:
    size = 200_000
    lats = [SOUTH + chance.random() * SIDE * STEP for _ in range(size)]
    lons = [WEST + chance.random() * SIDE * STEP for _ in range(size)]
    index = queries.quartier_index()
    begun = time.perf_counter()
    found = index.find_all(lats, lons)
    each = size / (time.perf_counter() - begun)
    assert len(set(found.tolist())) == SIDE * SIDE
    alone = per_second(itertools.cycle(zip(lats, lons, strict=True)), lambda at: index.find(*at))
    print(f"point in quartier ({SIDE**2}): {alone:,.0f}/s one by one, {each:,.0f}/s in bulk")


def measure_search(count: int, chance: random.Random) -> None:
    doors = chance.sample(list(addresses(count, random.Random(20))), 400)
    exact = [f"{number} {street} {postcode}" for number, street, postcode, *_ in doors]
    begun = [f"{number} {street[:-2]}" for number, street, *_ in doors]
    slipped = [
        f"{number} {slip(street, chance)} {postcode}" for number, street, postcode, *_ in doors
    ]
    for name, asked in (("as written", exact), ("as one types", begun), ("misspelt", slipped)):
        matching.search(asked[0], 5)
        speed = per_second(itertools.cycle(asked), lambda text: matching.search(text, 5))
        hits = sum(
            any(place.street == door[1] for place in matching.search(text, 5))
            for text, door in zip(asked, doors, strict=True)
        )
        print(
            f"address search, {name}: {speed:,.0f}/s, {1000 / speed:.2f} ms each, "
            f"{100 * hits / len(asked):.1f} % found"
        )


def per_second(questions, answer) -> float:
    begun, done = time.perf_counter(), 0
    while time.perf_counter() - begun < SECONDS:
        for question in itertools.islice(questions, 50):
            answer(question)
        done += 50
    return done / (time.perf_counter() - begun)


def chequerboard() -> bytes:
    features = []
    for row, column in itertools.product(range(SIDE), range(SIDE)):
        west, south = WEST + column * STEP, SOUTH + row * STEP
        ring = [(0, 0), (STEP, 0), (STEP, STEP), (0, STEP), (0, 0)]
        shape = {"type": "Polygon", "coordinates": [[(west + x, south + y) for x, y in ring]]}
        name = {"nom": f"Carreau {chr(97 + row)}{chr(97 + column)}"}
        features.append({"type": "Feature", "properties": name, "geometry": shape})
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def addresses(count: int, chance: random.Random):
    """Yield number, street, postcode, lon, lat; about thirty houses to a street."""
    names, done = set(), 0
    while done < count:
        first, second = ("".join(chance.choices(SYLLABLES, k=3)).title() for _ in range(2))
        street, postcode = (
            f"{chance.choice(KINDS)} {first} {second}",
            f"990{chance.randrange(1, 20):02}",
        )
        if street in names:
            continue
        names.add(street)
        lon, lat = (at + chance.random() * SIDE * STEP * 0.98 for at in (WEST, SOUTH))
        for number in range(1, min(chance.randrange(10, 50), count - done + 1)):
            yield number, street, postcode, lon + number * 1e-5, lat
            done += 1


def write_addresses(file: Path, count: int) -> Path:
    with gzip.open(file, "wt", encoding="utf-8") as out:
        print(HEADER, file=out)
        for rank, (number, street, postcode, lon, lat) in enumerate(
            addresses(count, random.Random(20))
        ):
            print(
                f"99001_{rank};{number};;{street};{postcode};99001;Essai;{lon:.6f};{lat:.6f}",
                file=out,
            )
    return file


def slip(street: str, chance: random.Random) -> str:
    """Drop one letter of the last word."""
    at = chance.randrange(len(street) - 5, len(street) - 1)
    return street[:at] + street[at + 1 :]


if __name__ == "__main__":
    main()
