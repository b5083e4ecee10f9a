"""Places on files that nobody here wrote; what is true of them stands in their README."""

import csv

import pytest
from sqlalchemy import func, select

from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.places import actions, queries
from neighbourhood.places.ban import read_rows
from neighbourhood.places.gazetteer import Gazetteer
from neighbourhood.places.grid import FEWEST
from neighbourhood.places.matching import search
from neighbourhood.places.models import Address, Cell, Quartier
from neighbourhood.places.outlines import read_outlines
from tests.benchmarks.address_questions import LIMIT, dressed, misspelt_twice
from tests.benchmarks.autocompletion import doors_of, recall
from tests.support.guessing import found, shown_now
from tests.support.words import plain

pytestmark = pytest.mark.real_data

ADDRESSES = "addresses/ban-75111-75120.csv.gz"
FILES = {
    "paris_11_20": ("Paris", "75056", 8),
    "lyon": ("Lyon", "69123", 36),
    "nantes_metropole": ("Nantes", "44109", 48),
    "qpv_rennes": ("Rennes", "35238", 6),
}


@pytest.fixture
def import_quartiers(in_app, real_data):
    def run(name):
        municipality, insee, _ = FILES[name]
        reading = read_outlines((real_data / "quartiers" / f"{name}.geojson").read_bytes())
        with transaction():
            return actions.import_quartiers(reading, insee=insee, municipality=municipality)

    return run


@pytest.fixture
def paris(import_quartiers, real_data):
    import_quartiers("paris_11_20")
    with transaction():
        return actions.import_addresses(read_rows(real_data / ADDRESSES))


@pytest.mark.parametrize("name", FILES)
def test_every_quartier_is_imported_once(import_quartiers, name):
    first, second = import_quartiers(name), import_quartiers(name)
    assert (first.imported, first.refusals) == (FILES[name][2], [])
    assert (second.imported, second.changed, second.unchanged) == (0, 0, FILES[name][2])


def test_all_files_together_do_not_disturb_each_other(import_quartiers):
    assert sum(import_quartiers(name).imported for name in FILES) == 98
    assert queries.locate(45.7309, 4.8351).name == "Gerland"
    assert queries.locate(48.1265, -1.6590).name == "Maurepas"


def test_namesakes_of_nantes_carry_their_town(import_quartiers):
    import_quartiers("nantes_metropole")
    names = set(db.session.scalars(select(Quartier.name)))
    assert {"Centre (Saint-Herblain)", "Centre (Les Sorinières)"} <= names
    assert len(names) == 48


def test_every_address_lies_in_one_quartier_and_one_cell(paris, real_data):
    assert (paris.imported, paris.refused, paris.outside) == (21_071, 0, 0)
    homeless = Address.quartier_id.is_(None) | Address.cell_id.is_(None)
    assert not db.session.scalars(select(Address).where(homeless)).all()
    assert db.session.scalar(select(func.sum(Cell.address_count))) == 21_071
    assert db.session.scalar(select(func.min(Cell.address_count))) >= FEWEST
    fine = select(func.sum(Cell.address_count)).where(Cell.size_m < 150)
    assert db.session.scalar(fine) > 0.95 * 21_071
    with transaction():
        again = actions.import_addresses(read_rows(real_data / ADDRESSES))
    assert (again.imported, again.changed, again.unchanged) == (0, 0, 21_071)


def test_known_truths(paris):
    for typed, quartier in [
        ("8 Rue des Pyrénées 75020", "Charonne"),
        ("50 Rue de Belleville 75020", "Belleville"),
        ("100 v Boulevard de Ménilmontant 75020", "Saint-Ambroise"),
    ]:
        place = Gazetteer().geocode(typed)
        assert (place.raw["exact"], place.raw["quartier"]) == (True, quartier)
        assert queries.address_by_key(place.raw["key"]).quartier.name == quartier
    for place in Gazetteer().geocode("400 Rue des Pyrénées 75020", exactly_one=False):
        assert (place.raw["type"], place.raw["exact"]) == ("street", False)


def test_every_sampled_address_is_found_by_its_own_label(paris):
    sample = db.session.scalars(select(Address).where(Address.id % 50 == 1)).all()
    found = {address.key: Gazetteer().geocode(address.label) for address in sample}
    assert [key for key, place in found.items() if not place or place.raw["key"] != key] == []


def test_doors_are_found_whatever_is_written_around_them_and_twice_misspelt(paris, real_data):
    rows = list(read_rows(real_data / ADDRESSES))
    assert recall(dressed(rows, 1500), _answers(dressed(rows, 1500))) >= 0.97
    assert recall(misspelt_twice(rows, 1250), _answers(misspelt_twice(rows, 1250))) >= 0.9


def test_a_number_equal_to_its_arrondissement_is_found(paris):
    doors = db.session.scalars(select(Address).where(Address.number.in_([11, 20])))
    asked = [d for d in doors if d.postcode.endswith(str(d.number))]
    for door in asked:
        found = search(f"{door.number} {door.suffix} {door.street} {door.postcode}", 5)
        assert door.key in [place.key for place in found], door.label


def _answers(asked):
    return [(0.0, doors_of(search(question.typed, LIMIT))) for question in asked]


@pytest.mark.parametrize("name", ["", "_fuzzy"])
def test_questions_of_the_geocoder_tester_are_all_answered(paris, real_data, name):
    path = real_data / "geocoder" / f"paris_answerable_test_addresses{name}_11_20.csv"
    with path.open(encoding="utf-8", newline="") as file:
        questions = list(csv.DictReader(file))
    assert questions
    for question in questions:
        place = Gazetteer().geocode(question["query"])
        found = queries.address_by_key(place.raw["key"])
        assert str(found.number) == question["expected_housenumber"], question
        assert found.street == question["expected_street"], question
        assert question["expected_postcode"] in {"", found.postcode}, question


@pytest.mark.parametrize(
    ("name", "status", "said"),
    [
        ("sliver_3m", 0, "Réparé – « B »"),
        ("namesakes_depcom", 0, "importés : 3"),
        ("topology", 1, "il empiète sur « A »"),
        ("type_list", 1, "il n’a pas de polygone"),
    ],
)
def test_small_files_that_broke_the_first_release_are_answered_in_words(
    app, real_data, name, status, said
):
    file = real_data / "failing" / f"{name}.geojson"
    town = ("--municipality", "Essai", "--insee", "99035")
    result = app.test_cli_runner().invoke(args=["places", "import-quartiers", str(file), *town])
    assert (result.exit_code, said in plain(result.output)) == (status, True), result.output


def test_a_file_with_a_stray_quote_is_refused_whole(app, real_data):
    file = real_data / "failing" / "stray_quote.csv"
    result = app.test_cli_runner().invoke(args=["places", "import-addresses", str(file)])
    assert (result.exit_code, "Ligne 12" in plain(result.output)) == (1, True), result.output


def test_nobody_is_found_in_real_streets(paris):
    assert found(shown_now()) == {}
    assert len(found(shown_now(lambda _home: True))) > 1000
