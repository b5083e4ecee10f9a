# ruff: noqa: T201 - a benchmark prints
"""Our address autocompletion against addok's, on the same addresses and questions, in one run.

Run by `make bench`, or alone: `.venv/bin/python -m tests.benchmarks.autocompletion`. addok gets an
environment of its own under `instance/`, made at the first run, and a Redis server of its own; it
is called inside its process as ours is inside this one. With PALIER_REAL_DATA, a second table is
measured on the real address file.
"""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from urllib.parse import urlsplit

from flask import Flask

from neighbourhood.foundation.storing import database
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.places import actions, matching
from neighbourhood.places.ban import AddressRow, address_values, read_rows
from neighbourhood.places.models import Address
from neighbourhood.places.spelling import ABBREVIATIONS
from tests.benchmarks import places
from tests.support import redis

ROOT = Path(__file__).parents[2]
HOME = ROOT / "instance" / "addok"
PINNED = ("addok==1.3.2", "addok-france==1.2.0")
COUNT, QUESTIONS, ROUNDS, LIMIT, TARGET = 60_000, 120, 2, 5, 0.2
REAL = "addresses/ban-75111-75120.csv.gz"
CONFIGURATION = """
ID_FIELD = "id"
FIELDS = [{{"key": "name", "boost": 4, "null": False}}, {{"key": "postcode"}}, {{"key": "city"}},
          {{"key": "housenumbers"}}]
SYNONYMS_PATHS = [{synonyms!r}]
QUERY_PROCESSORS_PYPATHS = ["addok.helpers.text.check_query_length", "addok_france.extract_address",
    "addok_france.clean_query", "addok_france.remove_leading_zeros"]
PROCESSORS_PYPATHS = ["addok.helpers.text.tokenize", "addok.helpers.text.normalize",
    "addok_france.glue_ordinal", "addok_france.fold_ordinal", "addok_france.flag_housenumber",
    "addok.helpers.text.synonymize"]
SEARCH_RESULT_PROCESSORS_PYPATHS = ["addok.helpers.results.match_housenumber",
    "addok_france.make_labels", "addok.helpers.results.score_by_importance",
    "addok.helpers.results.score_by_autocomplete_distance",
    "addok.helpers.results.score_by_ngram_distance",
    "addok.helpers.results.score_by_geo_distance", "addok.helpers.results.adjust_scores"]
"""

Door = tuple[str, str, str]
Answers = list[tuple[float, list[Door]]]
Ask = Callable[[list[str]], Answers]


@dataclass(frozen=True)
class Question:
    """What somebody types, and the door they mean."""

    typed: str
    meant: Door


def main() -> None:
    environment()
    with tempfile.TemporaryDirectory(prefix="palier-addok-") as name:
        made_up = places.write_addresses(Path(name) / "addresses.csv.gz", COUNT)
        compare("made-up town", list(read_rows(made_up)))
    if named := os.environ.get("PALIER_REAL_DATA"):
        compare("Paris, 11e and 20e", list(read_rows(Path(named) / REAL)))


def environment() -> Path:
    """Return the Python that has addok, making it if need be."""
    python = HOME / "bin" / "python"
    if not python.exists():
        beside = Path(sys.executable).parent / "uv"
        uv = str(beside) if beside.exists() else shutil.which("uv")
        assert uv, "uv was not found: run `make install`"
        subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, HOME], check=True)
        command = [uv, "pip", "install", "--quiet", "--python", python, *PINNED]
        subprocess.run(command, check=True)
    return python


def compare(title: str, rows: list[AddressRow]) -> None:
    with tempfile.TemporaryDirectory(prefix="palier-addok-") as name:
        folder = Path(name)
        with ours(folder, rows) as ask_us, addok(folder, rows) as ask_addok:
            print(f"{title}: {len(rows):,} addresses, {QUESTIONS} questions of each class")
            print(f"{'':16}{'ours':>9}{'addok':>10}{'ratio':>7}{'recall@5':>10}{'addok':>7}")
            missed = [
                each for each in questions(rows).items() if not measured(*each, ask_us, ask_addok)
            ]
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


def questions(rows: list[AddressRow]) -> dict[str, list[Question]]:
    """Write the same doors in five ways, as they are, half typed, plain, wrong, turned round."""
    chance = random.Random(7)
    doors = [address_values(row) for row in chance.sample(rows, 4 * QUESTIONS)]
    ways = {
        "exact": lambda d: f"{_number(d)} {d['street']} {d['postcode']} {d['town']}",
        "prefix": lambda d: f"{_number(d)} {d['street'][: -_cut(d, chance)]}",
        "without accents": lambda d: _plain(f"{_number(d)} {d['street']} {d['town']}"),
        "misspelt": lambda d: f"{_number(d)} {_slip(d['street'], chance)} {d['postcode']}",
        "reordered": lambda d: f"{d['postcode']} {d['town']} {d['street']} {_number(d)}",
    }
    chosen = dict.fromkeys(ways, doors)
    chosen["without accents"] = [
        door for door in doors if _plain(door["street"]) != door["street"].lower()
    ]
    return {
        kind: [Question(way(door), _door(door)) for door in chosen[kind][:QUESTIONS]]
        for kind, way in ways.items()
    }


def _number(door: dict) -> str:
    return f"{door['number']} {door['suffix']}".strip()


def _door(door: dict) -> Door:
    return _number(door).replace(" ", ""), door["street"], door["postcode"]


def _cut(door: dict, chance: random.Random) -> int:
    """Return how many letters of the last word are not typed yet."""
    return chance.randint(1, max(1, len(door["street"].split()[-1]) - 3))


def _plain(text: str) -> str:
    split = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in split if not unicodedata.combining(letter))


def _slip(street: str, chance: random.Random) -> str:
    """Drop, double, change or swap a letter inside the longest word."""
    word = max(street.split(), key=len)
    at = chance.randrange(1, max(2, len(word) - 1))
    wrong = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + chance.choice("aeiourstn") + word[at + 1 :],
        word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
    )
    return street.replace(word, chance.choice(wrong), 1)


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
    keys = [place.key for place in found if place.key]
    doors = {door.key: door for door in db.session.query(Address).where(Address.key.in_(keys))}
    return seconds, [
        (f"{doors[p.key].number}{doors[p.key].suffix}" if p.key else "", p.street, p.postcode)
        for p in found
    ]


@contextmanager
def addok(folder: Path, rows: list[AddressRow]) -> Iterator[Ask]:
    """Start addok with the same addresses; give what answers questions."""
    synonyms, settings = folder / "synonyms.txt", folder / "addok.conf"
    synonyms.write_text("".join(f"{short} => {full}\n" for short, full in ABBREVIATIONS.items()))
    settings.write_text(CONFIGURATION.format(synonyms=str(synonyms)))
    with redis.running() as url:
        env = {
            "ADDOK_CONFIG_MODULE": str(settings),
            "REDIS_HOST": "127.0.0.1",
            "REDIS_PORT": str(urlsplit(url).port),
            "PATH": os.environ["PATH"],
        }
        command = [HOME / "bin" / "python", Path(__file__).with_name("reference_addok.py")]
        with (
            (folder / "addok.log").open("w") as log,
            subprocess.Popen(
                command,
                env=env,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            ) as running,
        ):
            _say(running, {"documents": documents(rows)})
            yield lambda typed: [
                (
                    seconds,
                    [
                        (number.replace(" ", ""), street, postcode)
                        for number, street, postcode in found
                    ],
                )
                for seconds, found in _say(running, {"questions": typed, "limit": LIMIT})
            ]
            running.stdin.close()


def _say(running: subprocess.Popen, said: dict) -> object:
    print(json.dumps(said), file=running.stdin, flush=True)
    return json.loads(running.stdout.readline())


def documents(rows: list[AddressRow]) -> list[dict]:
    """Return the streets as addok wants them, with their house numbers inside."""
    streets = defaultdict(list)
    for values in map(address_values, rows):
        streets[values["insee"], values["street"], values["postcode"]].append(values)
    return [
        {
            "id": f"{insee}-{rank}",
            "type": "street",
            "name": name,
            "postcode": postcode,
            "city": doors[0]["town"],
            "lat": doors[0]["lat"],
            "lon": doors[0]["lon"],
            "importance": 0.5,
            "housenumbers": {
                _number(door): {"lat": door["lat"], "lon": door["lon"]} for door in doors
            },
        }
        for rank, ((insee, name, postcode), doors) in enumerate(streets.items())
    ]


if __name__ == "__main__":
    main()
