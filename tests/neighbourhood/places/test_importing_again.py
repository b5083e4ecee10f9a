"""A file of addresses comes again, other than before; or is not what it should be."""

import pytest
from sqlalchemy import func, select

from neighbourhood.foundation.storing.database import db
from neighbourhood.places import queries
from neighbourhood.places.gazetteer import find_doors
from neighbourhood.places.matching import nearest_door
from neighbourhood.places.models import Address, Street
from tests.support.geojson import ban_row, collection, square
from tests.support.words import plain

HEADER = "id;numero;rep;nom_voie;code_postal;code_insee;nom_commune;lon;lat"


@pytest.fixture
def run(app, tmp_path):
    """Run `flask places …` on a file; a traceback fails the test."""

    def invoke(command, content, *options):
        file = tmp_path / "file"
        file.write_bytes(content)
        arguments = ["places", command, *([str(file)] if content else []), *options]
        result = app.test_cli_runner().invoke(args=arguments)
        assert isinstance(result.exception, SystemExit | None), result.exc_info
        return result.exit_code, plain(result.output)

    return invoke


@pytest.fixture
def take(run):
    run(
        "import-quartiers",
        collection(square("A")),
        *("--municipality", "Valbourg", "--insee", "99035"),
    )

    def take(rows, *options):
        lines = [HEADER, *(";".join(row.values()) for row in rows)]
        return run("import-addresses", "\n".join(lines).encode(), *options)

    return take


def houses(*numbers, **more):
    return [ban_row(number, lat=46.005 + number * 1e-6, **more) for number in numbers]


def figures(said):
    counted = dict(part.split(" : ") for line in said.splitlines() for part in line.split(" · "))
    return tuple(int(counted[word]) for word in ("importés", "modifiés", "inchangés", "retirées"))


def keys(app):
    with app.app_context():
        chosen = select(Address.number, Address.key).where(Address.retired_at.is_(None))
        return dict(db.session.execute(chosen).all())


def test_new_changed_and_retired_are_said(take):
    assert figures(take(houses(*range(1, 21)))[1]) == (20, 0, 0, 0)
    again = [*houses(*range(1, 15)), ban_row(15, lat=46.0051), *houses(30, 31)]
    assert figures(take(again)[1]) == (2, 1, 14, 5)
    assert figures(take(again)[1]) == (0, 0, 17, 0)


def test_an_address_that_has_gone_is_kept_and_offered_to_nobody(app, take):
    take([*houses(*range(1, 13)), *houses(99, street="Rue Perdue")])
    take(houses(*range(1, 12)))
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Address)) == 13
        assert set(db.session.scalars(select(Street.name))) == {"Rue des Tanneurs"}
        assert find_doors("12 rue des Tanneurs 99350").exact is None
        assert find_doors("99 rue Perdue 99350").exact is None
        assert queries.address_by_key("99035_RuedesTanneurs_00012") is None
        nearest = nearest_door(46.005 + 99e-6, 5.005)
        assert (nearest.street, nearest.label[:2]) == ("Rue des Tanneurs", "11")
        kept = db.session.scalars(select(Address).where(Address.number == 12)).one()
        assert (kept.quartier.name, kept.cell.address_count) == ("A", 13)


def test_a_command_says_among_how_many_one_hides(take, run):
    take([*houses(*range(1, 13)), *houses(2, suffix="b"), *houses(1, street="Rue Courte")])
    assert run("hiding", b"")[1].startswith(
        "adresses : 14 · peuvent montrer leur rue : 13 · carrés : 1 · portes du plus petit : 13"
    )


def test_an_address_that_comes_back_is_offered_again(app, take):
    take(houses(*range(1, 13)))
    take(houses(*range(1, 12)))
    assert figures(take(houses(*range(1, 13)))[1]) == (0, 1, 11, 0)
    assert len(keys(app)) == 12


def test_the_same_door_under_another_identifier_stays_itself(app, take):
    take(houses(*range(1, 13)))
    with app.app_context():
        before = dict(db.session.execute(select(Address.number, Address.id)).all())
    renamed = [row | {"id": f"new-{row['numero']}"} for row in houses(*range(1, 13))]
    assert figures(take(renamed)[1]) == (0, 12, 0, 0)
    assert keys(app)[1] == "new-1"
    with app.app_context():
        assert dict(db.session.execute(select(Address.number, Address.id)).all()) == before
        assert db.session.scalar(select(func.count(func.distinct(Address.cell_id)))) == 1


def test_a_door_and_its_bis_are_not_each_other(app, take):
    take(houses(12))
    again = houses(12, suffix="bis")
    assert figures(take(again)[1]) == (1, 0, 0, 1)


def test_another_town_or_a_part_of_a_town_retires_nothing(app, take):
    take(houses(*range(1, 13)))
    assert figures(take([ban_row(1, insee="99036")])[1])[3] == 0
    assert figures(take(houses(1), "--part")[1])[3] == 0
    assert len(keys(app)) == 12


def test_a_row_that_cannot_be_read_retires_nothing(app, take):
    take(houses(*range(1, 13)))
    spoilt = [row | {"lat": "?"} for row in houses(12)]
    assert figures(take([*houses(*range(1, 12)), *spoilt])[1])[3] == 0


def swapped(row):
    return row | {"lat": row["lon"], "lon": row["lat"]}


def projected(row):
    return row | {"lon": "652000.5", "lat": "6862000.25"}


def with_commas(row):
    return row | {"lon": row["lon"].replace(".", ","), "lat": row["lat"].replace(".", ",")}


@pytest.mark.parametrize(
    ("spoil", "why"),
    [(swapped, "échangées"), (projected, "mètres"), (with_commas, "virgule")],
)
def test_a_file_whose_coordinates_are_wrong_is_refused_whole(app, take, spoil, why):
    rows = houses(*range(1, 13))
    status, said = take([*map(spoil, rows[:9]), *rows[9:]])
    assert (status, why in said, said.count("\n")) == (1, True, 1)
    assert keys(app) == {}


def test_a_file_of_which_nothing_is_taken_is_an_error(app, take):
    status, said = take([row | {"lat": "?"} for row in houses(1, 2)])
    assert status == 1
    assert "Aucune adresse" in said
    assert take([])[0] == 1


@pytest.mark.parametrize("quoted", ['"Rue des Tanneurs', '"Rue" des Tanneurs'])
def test_a_stray_quote_is_named_and_nothing_is_kept(app, take, quoted):
    rows = houses(*range(1, 13))
    rows[3] |= {"nom_voie": quoted}
    status, said = take(rows)
    assert (status, "Ligne 5 : un guillemet" in said) == (1, True)
    assert keys(app) == {}


def test_a_second_stray_quote_does_not_hide_the_first(app, take):
    rows = houses(*range(1, 13))
    rows[3] |= {"nom_voie": '"Rue des Tanneurs'}
    rows[7] |= {"nom_voie": 'Rue des Tanneurs"'}
    assert take(rows)[0] == 1
    assert keys(app) == {}


def test_a_quote_in_its_place_is_read(app, take):
    rows = houses(1)
    rows[0] |= {"nom_voie": '"Rue du ""Chat"""'}
    assert take(rows)[0] == 0
    with app.app_context():
        assert db.session.scalar(select(Address.street)) == 'Rue du "Chat"'
