import gzip
import json

import pytest
from sqlalchemy import func, select

from neighbourhood.foundation.storing.database import db
from neighbourhood.places.models import Address, BaseMapFeature, Quartier
from tests.support.geojson import ban_row, collection, feature, polygon, ring, square
from tests.support.words import plain

HEADER = "id;numero;rep;nom_voie;code_postal;code_insee;nom_commune;lon;lat"


@pytest.fixture
def run(app):
    """Run `flask places …`; a traceback fails the test."""

    def invoke(*arguments):
        result = app.test_cli_runner().invoke(args=["places", *map(str, arguments)])
        assert isinstance(result.exception, SystemExit | None), result.exc_info
        return result

    return invoke


@pytest.fixture
def quartiers(tmp_path, run):
    def write_and_run(content, *options):
        file = tmp_path / "quartiers.geojson"
        file.write_bytes(content)
        town = ("--municipality", "Valbourg", "--insee", "99035")
        return run("import-quartiers", file, *town, *options)

    return write_and_run


@pytest.fixture
def addresses(tmp_path, run):
    def write_and_run(*rows, header=HEADER, pack=None):
        lines = [header, *(";".join(row.values()) for row in rows)]
        file = tmp_path / "addresses.csv"
        file.write_bytes((pack or bytes)("\n".join(lines).encode()))
        return run("import-addresses", file)

    return write_and_run


def count(app, table):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(table))


def test_quartiers_are_imported_once(quartiers):
    file = collection(square("A"), square("B", 1))
    assert plain(quartiers(file).output).startswith("importés : 2 · modifiés : 0 · inchangés : 0")
    again = quartiers(file)
    assert plain(again.output).startswith(
        "importés : 0 · modifiés : 0 · inchangés : 2 · refusés : 0"
    )
    assert again.exit_code == 0


def test_a_refused_quartier_says_why_and_nothing_is_imported(app, quartiers):
    result = quartiers(collection(square("A"), feature("B", None)), "--name-key", "nom")
    assert result.exit_code == 1
    assert "Refusé – 2 « B » : il n’a pas de polygone" in plain(result.output)
    assert "importés : 0" in plain(result.output)
    assert "refusés : 1" in plain(result.output)
    assert count(app, Quartier) == 0


def test_partial_import_is_a_choice(app, quartiers):
    result = quartiers(collection(square("A"), feature("B", None)), "--accept-partial")
    assert result.exit_code == 0
    assert "importés : 1" in plain(result.output)
    assert count(app, Quartier) == 1


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\x00\xff"])
def test_a_file_that_is_no_map_is_refused_in_one_sentence(quartiers, content):
    result = quartiers(content)
    assert result.exit_code == 1
    assert result.output.count("\n") == 1


def test_an_insee_code_has_five_signs(run, tmp_path):
    file = tmp_path / "a.geojson"
    file.write_bytes(collection(square("A")))
    result = run("import-quartiers", file, "--municipality", "V", "--insee", "9903")
    assert (result.exit_code, "cinq signes" in result.output) == (1, True)


@pytest.mark.parametrize("pack", [None, gzip.compress])
def test_addresses_are_imported_packed_or_not(quartiers, addresses, pack):
    quartiers(collection(square("A")))
    result = addresses(ban_row(1), ban_row(2, suffix="b"), ban_row(3, lon=8), pack=pack)
    assert result.exit_code == 0
    assert "importés : 3" in plain(result.output)
    assert "hors de tout quartier : 1" in plain(result.output)


def test_no_progress_bar_off_a_terminal(addresses):
    assert "it/s" not in addresses(ban_row(1)).output


def test_rows_that_make_no_sense_are_named(addresses):
    broken = [ban_row(number) | {"lat": "?"} for number in range(25)]
    result = addresses(ban_row(99), *broken)
    assert "refusés : 25" in plain(result.output)
    assert "Lignes illisibles : 2, 3, 4" in plain(result.output)
    assert "21 …" in plain(result.output)


@pytest.mark.parametrize(
    "pack",
    [
        lambda text: gzip.compress(text)[:-12],
        lambda text: gzip.compress(text)[:20] + b"garbage" * 9,
        lambda text: text + b"\xff\xfe",
    ],
)
def test_a_damaged_file_is_refused_whole(app, addresses, pack):
    result = addresses(*(ban_row(number) for number in range(3000)), pack=pack)
    assert (result.exit_code, "abîmé" in result.output) == (1, True)
    assert count(app, Address) == 0


def test_a_file_without_the_columns_is_refused(addresses):
    result = addresses(header="id;numero")
    assert result.exit_code == 1
    assert "Il manque des colonnes à ce fichier : code_insee, code_postal" in plain(result.output)


def test_locate_prints_the_quartier_or_null(quartiers, run):
    quartiers(collection(square("L’Île")))
    found = json.loads(run("locate", "46.005", "5.005").output)
    assert (found["quartier"], found["municipality"], found["insee"]) == (
        "L’Île",
        "Valbourg",
        "99035",
    )
    assert run("locate", "-46.005", "-5.005").output == "null\n"
    assert run("locate", "x", "5").exit_code == 2


def test_search_prints_a_list(addresses, run):
    addresses(ban_row(12), ban_row(12, suffix="bis"))
    found = json.loads(run("search", "12 rue des Tanneurs").output)
    assert [place["type"] for place in found] == ["housenumber", "housenumber"]
    assert found[0]["exact"]
    assert not found[1]["exact"]
    assert len(json.loads(run("search", "12 rue des Tanneurs", "--limit", "1").output)) == 1
    assert json.loads(run("search", "zzz").output) == []


def test_a_base_map_is_imported_into_a_known_town(app, quartiers, run, tmp_path):
    file = tmp_path / "base.geojson"
    file.write_bytes(collection(feature(None, polygon(ring()), kind="park", name="Le Parc")))
    assert "Aucune commune" in plain(run("import-basemap", file, "--insee", "99035").output)
    quartiers(collection(square("A")))
    assert "importés : 1" in plain(run("import-basemap", file, "--insee", "99035").output)
    file.write_bytes(collection(feature(None, None, kind="park")))
    refused = run("import-basemap", file, "--insee", "99035")
    assert (refused.exit_code, "Refusé – 1" in refused.output) == (1, True)
    file.write_bytes(b"[]")
    assert run("import-basemap", file, "--insee", "99035").exit_code == 1
    assert count(app, BaseMapFeature) == 1
