"""How many households live in each quartier: by file, whatever a spreadsheet made of it."""

import json

import pytest
from sqlalchemy import select

from neighbourhood.foundation.storing.database import db
from neighbourhood.places.households import number_in
from neighbourhood.places.models import Quartier
from tests.support.geojson import collection, square
from tests.support.words import plain


@pytest.fixture
def town(draw):
    """Two quartiers of one size, side by side."""
    return draw(square("Les Tanneurs"), square("Saint-Aubin", 1))


@pytest.fixture
def take(app, tmp_path):
    """Import a file: `take("quartier;foyers…")`; say what was printed, and how it ended."""

    def invoke(content, *options, insee="99035"):
        file = tmp_path / "households.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        asked = ["places", "import-households", str(file), "--insee", insee, *map(str, options)]
        result = app.test_cli_runner().invoke(args=asked)
        assert isinstance(result.exception, SystemExit | None), result.exc_info
        return result.exit_code, plain(result.output)

    return invoke


def counts(town):
    db.session.expire_all()
    found = select(Quartier).where(Quartier.id.in_([each.id for each in town.values()]))
    return [each.households for each in db.session.scalars(found.order_by(Quartier.name))]


@pytest.mark.parametrize(
    "content",
    [
        "quartier;foyers\nLes Tanneurs;1450\nSaint-Aubin;890\n",
        'Quartier,Foyers\r\nLes Tanneurs,"1 450"\r\nSaint-Aubin,890\r\n',
        "\ufeffquartier\tménages\nles tanneurs\t1\u202f450,7\nSAINT AUBIN\t890,0\n",
        "Nom du quartier;Nombre de ménages\nLes Tanneurs;1\xa0450\n\n;\nSaint-Aubin;890\n".encode(
            "cp1252"
        ),
    ],
    ids=["semicolons", "commas", "tabs, a mark and narrow spaces", "cp1252"],
)
def test_a_file_is_read_however_a_spreadsheet_saved_it(take, town, content):
    code, said = take(content)
    assert (code, counts(town)) == (0, [1450, 890]), said
    assert "importés : 2 · modifiés : 0 · inchangés : 0" in said
    assert "importés : 0 · modifiés : 0 · inchangés : 2" in take(content)[1]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "n’a pas les colonnes"),
        ("nom;adresse\nLes Tanneurs;12 rue Basse", "Il a : nom, adresse"),
        ("quartier;foyers\n", "n’a aucune ligne"),
        ("quartier;foyers\nLes Tanneurs;14\nLe Bourg;3", "Ligne 3 : aucun quartier"),
        ("quartier;foyers\nLes Tanneurs;beaucoup", "« beaucoup » n’est pas un nombre"),
        ("quartier;foyers\nLes Tanneurs;-3", "« -3 » n’est pas un nombre"),
        ("quartier;foyers\nLes Tanneurs;nan", "« nan » n’est pas un nombre"),
        ("quartier;foyers\nLes Tanneurs", "n’est pas un nombre de foyers"),
        ("quartier;foyers\n;12", "Ligne 2 : il n’y a pas de nom"),
        ("quartier,foyers\nLes Tanneurs,1,5", "plus de colonnes que la première"),
        ("quartier;foyers\nSaint-Aubin;1\nsaint-aubin;2", "deux fois dans ce fichier"),
        ("iris;foyers\n990350101;12", "ajoutez leurs contours"),
    ],
)
def test_a_file_that_is_wrong_is_refused_whole_in_one_sentence(take, town, content, why):
    code, said = take(content)
    assert code == 1
    assert why in said
    assert counts(town) == [None, None]


def test_a_town_nobody_knows_is_refused(take):
    assert take("quartier;foyers\nA;1", insee="00000") == (
        1,
        "Aucune commune n’a le code 00000.\n",
    )


def test_what_a_file_does_not_name_is_said(take, town):
    code, said = take("quartier;foyers\nSaint-Aubin;890")
    assert (code, counts(town)) == (0, [None, 890])
    assert "sans nombre de foyers : 1 quartier" in said


@pytest.fixture
def outlines(tmp_path):
    """Two IRIS: one is Les Tanneurs, the other covers the whole town."""

    def write(*features):
        drawn = json.loads(collection(*features))
        for code, each in enumerate(drawn["features"], start=1):
            each["properties"] = {"code_iris": f"9903501{code:02}"}
        file = tmp_path / "iris.geojson"
        file.write_text(json.dumps(drawn))
        return file

    return write


def test_households_of_an_iris_are_shared_by_area(take, town, outlines):
    file = outlines(square("one"), square("two", 1))
    code, said = take("IRIS;Ménages\n990350101;400\n990350102;300,5", "--outlines", file)
    assert (code, counts(town)) == (0, [400, 300]), said


def test_what_lies_in_no_quartier_is_nobodys(take, town, outlines):
    file = outlines(square("one"), square("elsewhere", 2))
    take("iris;foyers\n990350101;400\n990350102;300", "--outlines", file)
    assert counts(town) == [400, 0]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("iris;foyers\n990350109;400", "n’est pas dans le fichier de contours"),
        ("iris;foyers\n990350102;400", "ne touche un quartier"),
    ],
)
def test_iris_that_are_not_of_the_town_are_refused(take, town, outlines, content, why):
    code, said = take(content, "--outlines", outlines(square("one"), square("far", 7)))
    assert code == 1
    assert why in said


def test_outlines_that_are_none_are_refused(take, town, tmp_path):
    (tmp_path / "iris.geojson").write_text('{"features": [{"properties": {}}]}')
    code, said = take("iris;foyers\n1;2", "--outlines", tmp_path / "iris.geojson")
    assert code == 1
    assert "n’est pas du GeoJSON" in said


@pytest.mark.parametrize(
    ("said", "number"),
    [("1 234", 1234), ("1\u202f234,5", 1234.5), ("12.5", 12.5), ("", None), ("1e9", None)],
)
def test_figures_as_people_write_them(said, number):
    assert number_in(said) == number
