import json

import pytest
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st

from neighbourhood.places.naming import UnreadableError
from neighbourhood.places.outlines import read_base_map, read_outlines, without_overlaps
from tests.support.geojson import collection, feature, polygon, ring, square
from tests.support.words import plain

BOW_TIE = [[5, 46], [5.01, 46.01], [5.01, 46], [5, 46.01], [5, 46]]


def reasons(reading):
    return [str(refusal.reason) for refusal in reading.refusals]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"not json",
        b"[1, 2]",
        b'"text"',
        b"[" * 100_000,
        b'{"type": "Topology"}',
        b'{"type": "FeatureCollection"}',
        b'{"type": "FeatureCollection", "features": []}',
        b'{"type": "FeatureCollection", "features": {}}',
    ],
)
def test_a_file_of_another_kind_is_refused_whole(in_app, content):
    with pytest.raises(UnreadableError) as refused:
        read_outlines(content, "nom")
    assert plain(refused.value.say()).startswith("Ce fichier")


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (feature(None, polygon(ring())), "pas de nom"),
        (feature("  ", polygon(ring())), "pas de nom"),
        (feature("x" * 201, polygon(ring())), "200 caractères"),
        (feature("A", None), "pas de polygone"),
        (feature("A", {"type": "Point", "coordinates": [5, 46]}), "pas de polygone"),
        (feature("A", "Polygon"), "pas de polygone"),
        (feature("A", {"type": "Polygon"}), "illisibles"),
        (feature("A", polygon([])), "vide"),
        (feature("A", polygon([[5, 46], [5.01, 46]])), "illisibles"),
        (feature("A", polygon([["5", "46"], ["5", "46"], ["6", "46"]])), "illisibles"),
        (feature("A", polygon([[5], [5, 46], [6]])), "illisibles"),
        (feature("A", polygon([[5, float("nan")], [5, 46], [6, 46], [5, 46]])), "illisibles"),
        (feature("A", polygon(ring(west=652_000, south=6_860_000))), "degrés"),
        (feature("A", polygon(BOW_TIE)), "son contour se croise (près de 46.00500, 5.00500)"),
        ("text", "pas de nom"),
        (None, "pas de nom"),
    ],
)
def test_a_feature_that_makes_no_sense_is_refused_alone(in_app, broken, why):
    reading = read_outlines(collection(square("Sain", 3), broken), "nom")
    assert [outline.name for outline in reading.outlines] == ["Sain"]
    assert why in reading.refusals[0].say()
    assert plain(reading.refusals[0].say()).startswith("2 ")


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.integers(-200, 200),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "coordinates", "geometry", "properties", "nom"]), inner
        )
    ),
    max_leaves=12,
)
geometries = st.fixed_dictionaries(
    {"type": st.sampled_from(["Polygon", "MultiPolygon"]), "coordinates": json_values}
)


@given(st.lists(json_values | geometries.map(lambda shape: feature("A", shape)), min_size=1))
def test_no_file_makes_the_reader_fail(features):
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    reading = read_outlines(content, "nom")
    assert len(reading.outlines) + len(reading.refusals) == len(features)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_place_is_written_as_on_a_map_in_every_language(app, language):
    with app.test_request_context(), force_locale(language):
        (refused,) = read_outlines(
            collection(square("B", 1), feature("A", polygon(BOW_TIE))), "nom"
        ).refusals
        assert "46.00500, 5.00500)" in refused.why()


def test_holes_heights_parts_and_clockwise_rings_are_accepted():
    hole = ring(side=0.002, west=5.004, south=46.004)
    high = [[*point, 12.0] for point in reversed(ring(1))]
    parts = {"type": "MultiPolygon", "coordinates": [[ring(2)], [ring(4)]]}
    reading = read_outlines(
        collection(
            feature("Troué", polygon(ring(), hole)),
            feature("Haut", polygon(high)),
            feature("En deux", parts),
        )
    )
    assert not reading.refusals
    assert [outline.boundary["type"] for outline in reading.outlines] == [
        "Polygon",
        "Polygon",
        "MultiPolygon",
    ]
    assert len(reading.outlines[0].boundary["coordinates"]) == 2
    assert reading.outlines[1].boundary["coordinates"][0][0] == high[0][:2]


@pytest.mark.parametrize(
    ("properties", "key"),
    [
        ({"nom": "Gerland", "code": 701, "datemaj": "2023-11-13"}, "Gerland"),
        ({"l_qu": "Charonne", "n_sq_qu": "750000080"}, "Charonne"),
        ({"NOM_QP": "Maurepas", "COMMUNE_QP": "Rennes", "CODE_QP": "QP035004"}, "Maurepas"),
        ({"secteur": "Bellevue", "pop": "6 206"}, "Bellevue"),
    ],
)
def test_the_name_is_found_when_only_one_property_can_be_it(properties, key):
    one = {"type": "Feature", "properties": properties, "geometry": polygon(ring())}
    (outline,) = read_outlines(collection(one)).outlines
    assert outline.name == key


def test_two_properties_that_may_be_the_name_must_be_told_apart(in_app):
    unsure = square(None, secteur="Nord", zone="Bellevue")
    with pytest.raises(UnreadableError) as refused:
        read_outlines(collection(unsure))
    assert "(secteur, zone)" in refused.value.say()
    assert read_outlines(collection(unsure), "zone").outlines[0].name == "Bellevue"


def test_a_name_may_be_a_number_but_never_holds_control_characters():
    reading = read_outlines(collection(square(7), square("Le\nPort\x00 ", 1)), "nom")
    assert [outline.name for outline in reading.outlines] == ["7", "Le Port"]


def test_namesakes_of_two_towns_are_told_apart_by_the_town():
    reading = read_outlines(
        collection(
            square("Centre", 0, libcom="Orvault"),
            square("Centre", 1, libcom="Rezé"),
            square("Nord", 2, libcom="Rezé"),
        )
    )
    names = [outline.name for outline in reading.outlines]
    assert names == ["Centre (Orvault)", "Centre (Rezé)", "Nord"]


def test_namesakes_that_nothing_tells_apart_are_refused_after_the_first():
    reading = read_outlines(collection(square("Centre"), square("Centre", 1)), "nom")
    assert len(reading.outlines) == 1
    assert "déjà pris" in reasons(reading)[0]


def test_an_overlap_wider_than_a_drawing_slip_is_refused(in_app):
    def overlapping(degrees):
        shifted = feature("B", polygon(ring(west=5.01 - degrees)))
        return without_overlaps(read_outlines(collection(square("A"), shifted)), [])

    assert not overlapping(1e-6).refusals
    (refusal,) = overlapping(1e-3).refusals
    assert plain(refusal.say()) == "« B » : il empiète sur « A »"


def test_the_base_map_takes_known_kinds_with_a_shape(in_app):
    line = {"type": "LineString", "coordinates": [[5, 46], [5.01, 46.01]]}
    features, refusals = read_base_map(
        collection(
            feature(None, line, kind="street", name="Rue des Tanneurs"),
            feature(None, polygon(ring()), kind="park"),
            feature(None, line, kind="motorway"),
            feature(None, None, kind="river"),
            feature(None, line, kind=["river"]),
        )
    )
    assert [(drawn["kind"], drawn["name"]) for drawn in features] == [
        ("street", "Rue des Tanneurs"),
        ("park", ""),
    ]
    assert [plain(refusal.say()) for refusal in refusals] == [
        "3 : son type (kind) est inconnu",
        "4 : il n’a pas de tracé",
        "5 : son type (kind) est inconnu",
    ]
