import pytest
from sqlalchemy import func, select

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.places import actions, queries
from neighbourhood.places.models import (
    Address,
    BaseMapFeature,
    Cell,
    FeatureKind,
    Municipality,
    Quartier,
    Street,
)
from tests.support.geojson import STEP, ban_row, feature, polygon, ring, square
from tests.support.words import plain


def tally_of(draw):
    tally = draw.tally
    return tally.imported, tally.changed, tally.unchanged, tally.refused


def count(table):
    return db.session.scalar(select(func.count()).select_from(table))


def row_of_houses(count, first=1, lat=46.005, lon=5.005):
    return [
        ban_row(number, lat=lat + number * 1e-6, lon=lon) for number in range(first, first + count)
    ]


def test_drawing_the_same_quartiers_twice_changes_nothing(draw):
    first = draw(square("A"), square("B", 1))
    drawn = db.session.get_one(Municipality, first["A"].municipality_id).redrawn_at
    second = draw(square("A"), square("B", 1))
    assert tally_of(draw) == (0, 0, 2, 0)
    assert {name: each.id for name, each in first.items()} == {
        name: each.id for name, each in second.items()
    }
    assert db.session.scalar(select(Municipality.redrawn_at)) == drawn


def test_one_refused_quartier_stops_the_whole_import(draw, in_app):
    broken = feature("Sans forme", None)
    assert draw(square("A"), broken) == {}
    assert tally_of(draw) == (0, 0, 0, 1)
    assert count(Quartier) == count(Municipality) == 0


def test_partial_import_takes_what_can_be_taken(draw):
    assert list(draw(square("A"), feature("Sans forme", None), accept_partial=True)) == ["A"]
    assert tally_of(draw) == (1, 0, 0, 1)


def test_the_same_name_in_two_towns_is_two_quartiers(draw):
    here = draw(square("Centre"))["Centre"]
    there = draw(square("Centre", 9), insee="99036", municipality="Montbourg")["Centre"]
    assert here.id != there.id
    assert queries.locate(46.005, 5.005) == here
    assert queries.locate(46.005, 5.095) == there


def test_a_quartier_may_not_encroach_on_one_of_another_town(draw):
    draw(square("Centre"))
    assert draw(square("Ailleurs"), insee="99036", municipality="Montbourg") == {}
    assert plain(draw.tally.refusals[0].say()) == "« Ailleurs » : il empiète sur « Centre »"


def test_names_that_fold_to_the_same_slug_keep_distinct_ones(draw):
    drawn = draw(square("L'Île"), square("L’Ile", 1), square("中心", 2), square("???", 3))
    slugs = [each.slug for each in drawn.values()]
    assert sorted(slugs) == ["l-ile", "l-ile-2", "quartier", "中心"]


def test_a_redrawn_quartier_takes_its_addresses_along(draw, house):
    draw(square("A"), square("B", 1))
    house(*row_of_houses(11, lon=5.009), *row_of_houses(11, first=12, lon=5.012))
    narrow = feature("A", polygon(ring(side=STEP / 2)))
    wide = feature(
        "B", polygon([[5.006, 46], [5.02, 46], [5.02, 46.01], [5.006, 46.01], [5.006, 46]])
    )
    drawn = draw(narrow, wide)
    assert tally_of(draw) == (0, 2, 0, 0)
    assert set(db.session.scalars(select(Address.quartier_id))) == {drawn["B"].id}
    cells = db.session.scalars(select(Cell).where(Cell.address_count > 0)).all()
    assert [(cell.quartier_id, cell.address_count) for cell in cells] == [(drawn["B"].id, 11)] * 2


def test_addresses_known_before_their_quartier_find_it_once_drawn(draw, house):
    assert house(*row_of_houses(11)).outside == 11
    assert db.session.scalar(select(Address.quartier_id)) is None
    here = draw(square("A"))["A"]
    address = queries.address_by_key("99035_RuedesTanneurs_00001")
    assert address.quartier_id == here.id
    assert address.cell.quartier_id == here.id


def test_an_address_gets_its_quartier_its_cell_and_its_label(town, house):
    tally = house(ban_row(12, suffix="bis"), ban_row(14, lon=5.015), ban_row(16, lon=7))
    assert (tally.imported, tally.outside) == (3, 1)
    address = queries.address_by_key("99035_RuedesTanneurs_00012_bis")
    assert address.label == "12 bis Rue des Tanneurs, 99350 Valbourg"
    assert address.quartier == town["Les Tanneurs"]
    assert queries.address_by_key("99035_RuedesTanneurs_00014").quartier == town["La Gare"]
    far = queries.address_by_key("99035_RuedesTanneurs_00016")
    assert far.quartier is far.cell is None


def test_importing_addresses_twice_changes_nothing(town, house):
    rows = [ban_row(number, lat=46.005 + number * 1e-5) for number in range(1, 30)]
    house(*rows)
    before = db.session.execute(select(Address.__table__)).all()
    tally = house(*rows)
    assert (tally.imported, tally.changed, tally.unchanged) == (0, 0, 29)
    assert db.session.execute(select(Address.__table__)).all() == before
    assert count(Street) == 1


def test_a_corrected_address_is_brought_up_to_date(town, house):
    house(*row_of_houses(12), *row_of_houses(11, first=13, lon=5.025))
    known = queries.address_by_key("99035_RuedesTanneurs_00001").id
    tally = house(ban_row(1, lon=5.025))
    assert (tally.imported, tally.changed, tally.unchanged) == (0, 1, 0)
    db.session.expire_all()
    moved = queries.address_by_key("99035_RuedesTanneurs_00001")
    assert (moved.id, moved.quartier) == (known, town["Le Port"])
    assert moved.cell.quartier_id == town["Le Port"].id
    assert queries.address_by_key("99035_RuedesTanneurs_00002").cell.address_count == 11


@pytest.mark.parametrize(
    "broken",
    [
        {"lat": ""},
        {"lat": "nan"},
        {"lon": "200"},
        {"numero": "x"},
        {"numero": "-1"},
        {"id": ""},
        {"nom_voie": "  "},
        {"nom_voie": "x" * 201},
        {"code_insee": None},
        {"rep": "x" * 21},
        {"nom_voie": "Rue\x00"},
    ],
)
def test_a_row_that_makes_no_sense_is_counted_and_passed_over(town, house, broken):
    tally = house(ban_row(1), ban_row(3) | broken, ban_row(5))
    assert (tally.imported, tally.refused, [row for row, _ in tally.faults]) == (2, 1, [2])


def test_a_key_twice_in_a_file_is_one_address(town, house):
    assert house(ban_row(1), ban_row(1, lat=46.006)).imported == 1
    assert count(Address) == 1


def test_each_cell_counts_the_addresses_it_stands_for(town, house):
    house(*(ban_row(number, lat=46.005 + number * 1e-6) for number in range(1, 13)))
    (cell,) = queries.cells_by_id([1, *db.session.scalars(select(Cell.id))])
    assert (cell.address_count, cell.quartier_id) == (12, town["Les Tanneurs"].id)
    assert abs(cell.lat - 46.005) < 0.001
    assert 90 < cell.size_m < 120


def test_too_few_addresses_to_hide_among_get_no_cell_until_there_are_eleven(town, house):
    house(*row_of_houses(10))
    assert set(db.session.scalars(select(Address.cell_id))) == {None}
    house(*row_of_houses(11))
    (cell,) = db.session.scalars(select(Cell))
    assert set(db.session.scalars(select(Address.cell_id))) == {cell.id}


def test_the_quartiers_beside_one_are_named_in_order(town):
    gare = town["La Gare"].id
    assert [each.name for each in queries.neighbours_of(gare)] == ["Le Port", "Les Tanneurs"]


def test_a_quartier_that_does_not_exist_is_missing(in_app):
    with pytest.raises(Missing):
        queries.get_quartier(404)


def test_locating_notices_that_quartiers_were_redrawn(draw):
    draw(square("A"))
    assert queries.locate(46.005, 5.015) is None
    draw(square("A"), square("B", 1))
    assert queries.locate(46.005, 5.015).name == "B"


def test_an_import_given_up_leaves_no_trace_in_what_is_remembered(town, draw):
    def give_up():
        db.session.get_one(Quartier, town["Le Port"].id).boundary = polygon(ring(7))
        db.session.scalars(select(Municipality)).one().redrawn_at = now()
        db.session.flush()
        assert queries.locate(46.005, 5.025) is None
        raise RuntimeError

    with pytest.raises(RuntimeError), transaction():
        give_up()
    assert queries.locate(46.005, 5.025).name == "Le Port"


def test_a_base_map_is_replaced_whole_and_only_when_it_differs(town):
    street = {"kind": "street", "name": "Quai", "geometry": polygon(ring())}
    park = {"kind": "park", "name": "", "geometry": polygon(ring())}
    for features, expected in [
        ([street, park], (2, 0)),
        ([street, park], (0, 2)),
        ([park], (1, 0)),
    ]:
        with transaction():
            tally = actions.import_base_map(features, insee="99035")
        assert (tally.imported, tally.unchanged) == expected
    assert db.session.scalars(select(BaseMapFeature.kind)).all() == [FeatureKind.PARK]


def test_a_base_map_needs_its_town(in_app):
    with pytest.raises(LookupError):
        actions.import_base_map([], insee="00000")
