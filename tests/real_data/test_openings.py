"""Real files and hostile ones on the way that a browser sends them: tried, then imported."""

import csv
import gzip
import hashlib
import json

import pytest
from sqlalchemy import select

from neighbourhood.foundation.outside.storage import storage
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.openings import trials
from neighbourhood.openings.actions import files
from neighbourhood.openings.models.files import FileKind
from neighbourhood.places.models import Address, Municipality
from tests.neighbourhood.openings.conftest import SetUp, as_csv
from tests.support.geojson import ban_row, collection, square
from tests.support.hostile import runs
from tests.support.news import plain

pytestmark = pytest.mark.real_data

QUARTIERS = {"paris_11_20": ("75056", 8), "nantes_metropole": ("44109", 48)}
SAMPLED = slice(None, None, 10)
MOST_NAMES = 150
KINDS = {"quartiers": FileKind.QUARTIERS, "adresses": FileKind.ADDRESSES}


class Sent(SetUp):
    """A town whose files are received by the action of its form, and tried by its job."""

    def send(self, what, content, name_key=""):
        """Have a file tried; return the page of its trial."""
        said = {"digest": hashlib.sha256(content).hexdigest(), "size": len(content)}
        key = files.new_place(KINDS[what])
        with self.app.test_request_context():
            storage().put(key, content, "application/octet-stream")
            with transaction():
                town = db.session.get_one(Municipality, self.id)
                said |= {"storage_key": key, "name_key": name_key}
                file_id = files.receive(town, KINDS[what], **said).id
            trials.work(file_id)
        return f"{self.home}/fichiers/{file_id}"


@pytest.fixture
def town_of(app, make, signed_in):
    """Set up a town with this code, by whoever runs the site."""
    browser = signed_in(make.resident("Nadège Perrin", verified=False, is_administrator=True))

    def found(insee):
        with make.writing() as session:
            town = Municipality(insee=insee, name="Essai")
            session.add(town)
        return Sent(app, browser, town.id)

    return found


@pytest.fixture(scope="session")
def naughty(real_data):
    return json.loads((real_data / "hostile" / "naughty_strings.json").read_text())


@pytest.fixture(scope="session")
def doors(real_data):
    with gzip.open(real_data / "addresses" / "ban-75111-75120.csv.gz", "rt") as file:
        return list(csv.DictReader(file, delimiter=";"))[SAMPLED]


@pytest.mark.parametrize("name", QUARTIERS)
def test_real_quartiers_are_tried_and_then_imported_and_once(town_of, real_data, name):
    insee, count = QUARTIERS[name]
    town, content = town_of(insee), (real_data / "quartiers" / f"{name}.geojson").read_bytes()
    page = town.send("quartiers", content)
    assert (town.file().figures["imported"], town.file().messages) == (count, [])
    assert town.names() == []
    town.take(page)
    assert len(town.names()) == count
    again = plain(town.client.get(town.send("quartiers", content)).text)
    assert "Il n’y a rien à importer" in again


def test_real_addresses_are_tried_and_then_imported_packed_or_not(town_of, real_data, doors):
    town = town_of("75056")
    quartiers = (real_data / "quartiers" / "paris_11_20.geojson").read_bytes()
    town.take(town.send("quartiers", quartiers))
    page = town.send("adresses", gzip.compress(as_csv(doors)))
    figures = town.file().figures
    assert [figures[one] for one in ("imported", "refused", "outside", "elsewhere")] == [
        len(doors), 0, 0, 0,
    ]  # fmt: skip
    assert keys(town) == set()
    town.take(page)
    assert keys(town) == {door["id"] for door in doors}
    town.send("adresses", as_csv(doors))
    assert town.file().figures["unchanged"] == len(doors)


def keys(town):
    with town.app.app_context():
        return set(db.session.scalars(select(Address.key)))


@pytest.mark.parametrize(
    ("name", "taken", "said"),
    [
        ("sliver_3m", 2, "réparé"),
        ("namesakes_depcom", 3, ""),
        ("topology", 1, "il empiète sur « A »"),
        ("type_list", 0, "il n’a pas de polygone"),
    ],
)
def test_small_files_that_broke_the_first_release_are_answered_on_their_page(
    town_of, real_data, name, taken, said
):
    town = town_of("99035")
    content = (real_data / "failing" / f"{name}.geojson").read_bytes()
    page = town.send("quartiers", content)
    assert said in plain(town.client.get(page).text)
    town.take(page)
    assert len(town.names()) == taken


def test_a_stray_quote_is_told_by_its_line_and_changes_nothing(town_of, real_data):
    town = town_of("75056")
    content = (real_data / "failing" / "stray_quote.csv").read_bytes()
    assert "Ligne 12" in plain(town.client.get(town.send("adresses", content)).text)
    assert town.file().is_unreadable


@pytest.mark.parametrize("kind", ["quartiers", "adresses"])
@pytest.mark.parametrize(
    "file",
    ["photos/DSCN0010.jpg", "bank/camt053.v4.xml", "hostile/xss.txt", "names/surnames.txt"],
)
def test_what_is_no_map_and_no_list_is_answered_in_words(town_of, real_data, kind, file):
    town = town_of("99035")
    page = town.client.get(town.send(kind, (real_data / file).read_bytes()))
    assert page.status_code == 200
    assert town.file().is_unreadable
    assert "Rien n’a changé" in plain(page.text)
    assert runs(page.text) == []


def test_hostile_names_of_quartiers_stay_words_from_the_trial_to_the_map(town_of, naughty):
    town = town_of("99035")
    squares = [square(text, n % 15, n // 15) for n, text in enumerate(naughty[:MOST_NAMES])]
    page = town.send("quartiers", collection(*squares), name_key="nom")
    assert runs(town.client.get(page).text) == []
    taken = town.take(page)
    assert taken.status_code == 200
    assert len(town.names()) > MOST_NAMES / 2
    for where in (f"{town.home}/ouverture", "/quartiers/"):
        assert runs(town.client.get(where).text) == []


def test_hostile_streets_and_numbers_are_doors_or_are_told_by_their_line(town_of, naughty):
    town = town_of("99035")
    town.take(town.send("quartiers", collection(square("Le Pont"))))
    streets = [ban_row(n, id=f"99035_{n}", nom_voie=text) for n, text in enumerate(naughty, 1)]
    numbers = [ban_row(n, id=f"99035_x{n}", numero=text) for n, text in enumerate(naughty, 1)]
    page = town.send("adresses", quoted([*streets, *numbers]))
    found = town.file()
    assert found.is_tried, found.messages
    assert found.figures["imported"] + found.figures["refused"] == len(streets) + len(numbers)
    assert found.figures["refused"] > len(naughty) / 2
    assert runs(town.client.get(page).text) == []
    assert town.take(page).status_code == 200
    assert len(keys(town)) == found.figures["imported"]


def quoted(rows):
    """Write rows as a program would that knows of quotes."""
    lines = [list(rows[0]), *(list(row.values()) for row in rows)]
    escaped = [['"' + cell.replace('"', '""') + '"' for cell in line] for line in lines]
    return "\n".join(";".join(line) for line in escaped).encode("utf-8", "replace")
