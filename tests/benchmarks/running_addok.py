"""addok in an environment of its own under `instance/`, with a Redis server of its own."""

import json
import os
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from neighbourhood.places.ban import AddressRow, address_values
from neighbourhood.places.spelling import ABBREVIATIONS
from tests.benchmarks.address_questions import LIMIT, Ask, house_number
from tests.support import redis

ROOT = Path(__file__).parents[2]

HOME = ROOT / "instance" / "addok"
PINNED = ("addok==1.3.2", "addok-france==1.2.0")
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
                house_number(door): {"lat": door["lat"], "lon": door["lon"]} for door in doors
            },
        }
        for rank, ((insee, name, postcode), doors) in enumerate(streets.items())
    ]
