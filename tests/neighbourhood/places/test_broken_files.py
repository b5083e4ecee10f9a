"""Files of quartiers nobody here drew: what can be mended is, and said; the rest is refused."""

import copy
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from neighbourhood.foundation.storing.database import db
from neighbourhood.places import actions
from neighbourhood.places.models import Quartier
from neighbourhood.places.naming import UnreadableError
from neighbourhood.places.outlines import read_base_map, read_outlines, without_overlaps
from tests.support.geojson import STEP, collection, feature, polygon, ring, square
from tests.support.words import plain

METRE = 1 / 77_300  # of longitude, at 46° north

# Two squares that meet in one corner, drawn in one go.
TOUCHING = [
    [5, 46], [5.01, 46], [5.01, 46.01], [5.02, 46.01], [5.02, 46.02], [5.01, 46.02],
    [5.01, 46.01], [5, 46.01], [5, 46],
]  # fmt: skip
# A hole that touches the outside in two corners.
NECK = [[5, 46], [5.01, 46.005], [5.005, 46.01], [5, 46]]


def overlapping(metres, side=STEP):
    one = feature("A", polygon(ring(side=side)))
    other = feature("B", polygon(ring(west=5 + side - metres * METRE, side=side)))
    return without_overlaps(read_outlines(collection(one, other)), [])


@pytest.mark.parametrize(
    ("metres", "mended", "refused"), [(1, 0, 0), (3, 1, 0), (9, 1, 0), (11, 0, 1), (100, 0, 1)]
)
def test_a_sliver_is_cut_off_and_said(in_app, metres, mended, refused):
    reading = overlapping(metres, side=STEP * 4)
    assert (len(reading.mended), len(reading.refusals)) == (mended, refused)
    if mended:
        (said,) = reading.mended
        assert "avec « A »" in plain(said.say())
        one, other = reading.outlines
        assert one.ground.intersection(other.ground).area < 1
    if refused:
        assert plain(reading.refusals[0].say()) == "« B » : il empiète sur « A »"


def test_a_thin_part_of_a_small_quartier_is_no_sliver(in_app):
    assert overlapping(5, side=STEP / 20).refusals


def test_a_sliver_shared_with_a_quartier_known_before_is_cut_off_too(draw):
    draw(square("A"))
    west = 5 + STEP - 3 * METRE
    drawn = draw(feature("B", polygon(ring(west=west))), insee="99036", municipality="Montbourg")
    assert list(drawn) == ["B"]
    assert len(draw.tally.mended) == 1


def test_what_was_mended_once_is_unchanged_the_second_time(draw):
    files = square("A"), feature("B", polygon(ring(west=5 + STEP - 3 * METRE)))
    assert list(draw(*files)) == ["A", "B"]
    draw(*files)
    assert (draw.tally.changed, draw.tally.unchanged) == (0, 2)


@pytest.mark.parametrize("rings", [[TOUCHING], [ring(), NECK]])
def test_a_ring_that_touches_itself_is_repaired_and_said(in_app, rings):
    reading = read_outlines(collection(feature("A", polygon(*rings))))
    assert [outline.name for outline in reading.outlines] == ["A"]
    assert reading.outlines[0].ground.is_valid
    assert "touchait" in reading.mended[0].say()


@pytest.mark.parametrize("codes", [("67218", "67447"), (67218, 67447), (67218.0, 67447.0)])
def test_namesakes_are_told_apart_by_a_code(in_app, codes):
    first, second = codes
    file = collection(
        square("Nord", 0, depcom=first),
        square("Nord", 1, depcom=second),
        square("Sud", 2, depcom=second),
    )
    names = [outline.name for outline in read_outlines(file).outlines]
    assert names == ["Nord (67218)", "Nord (67447)", "Sud"]


@pytest.mark.parametrize(
    "text",
    [
        '{"type": "Polygon", "coordinates": [[[5, 46], [5.01, 46], [5.01, 89.99], [5, 46]]]}',
        '{"type": []}',
        '{"type": {"a": 1}}',
        '{"type": "Polygon", "coordinates": [[[5, 46], [5.01, 1e999], [5.01, 46.01], [5, 46]]]}',
        '{"type": "Polygon", "coordinates": [[[NaN, NaN], [5, 46], [5, 47], [NaN, NaN]]]}',
    ],
)
def test_a_shape_that_cannot_be_is_refused_in_words(in_app, text):
    file = (
        '{"type": "FeatureCollection", "features": [{"properties": {"nom": "A"}, "geometry": %s}]}'
    )
    reading = read_outlines((file % text).encode())
    assert reading.outlines == []
    assert plain(reading.refusals[0].say()).startswith("1 « A » : ")


def test_half_a_character_is_left_out_of_a_name(draw):
    draw(square("Le \ud800Port"))
    assert [*map(str, db.session.scalars(db.select(Quartier.name)))] == ["Le Port"]
    assert read_base_map(
        collection(feature(None, polygon(ring()), kind="park", name="\udfff"))
    ) == (
        [{"kind": "park", "name": "", "geometry": polygon(ring())}],
        [],
    )


def test_half_a_character_may_stand_in_a_question(in_app):
    unsure = square(None, **{"zon\ud800e": "Nord", "secteur": "Sud"})
    with pytest.raises(UnreadableError) as refused:
        read_outlines(collection(unsure))
    assert refused.value.say().encode()


GOOD = json.loads(
    collection(
        square("A", 0, code=1, ville="Valbourg"),
        square("B", 1, code=2, ville="Valbourg"),
        feature("C", polygon(ring(2), ring(2, side=STEP / 2)), code=3),
    )
)
strange = st.one_of(
    st.none(), st.booleans(), st.integers(-200, 10**400), st.floats(), st.just([]), st.just({}),
    st.text(max_size=3), st.just("\ud800"), st.just([[[[5, 46]]]]), st.just({"type": []}),
    st.just("Point"), st.just([1, "a", None]), st.just(json.loads("[" * 200 + "]" * 200)),
)  # fmt: skip


def places_of(value, path=()):
    """Return the way to everything inside a JSON value."""
    inside = (
        value.items() if isinstance(value, dict) else
        enumerate(value) if isinstance(value, list) else ()
    )  # fmt: skip
    return [path, *(way for key, part in inside for way in places_of(part, (*path, key)))]


def put(value, path, other):
    if not path:
        return other
    whole = copy.deepcopy(value)
    within = whole
    for key in path[:-1]:
        within = within[key]
    within[path[-1]] = other
    return whole


@settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.sampled_from(places_of(GOOD)), strange), min_size=1, max_size=2))
def test_a_good_file_spoilt_anywhere_is_answered_in_words(in_app, changes):
    file = GOOD
    for path, other in changes:
        try:
            file = put(file, path, other)
        except (KeyError, IndexError, TypeError):
            continue  # what lay there is gone already
    content = json.dumps(file).encode()
    for read in (taken_from, read_base_map):
        assert said_of(read, content).encode()


def said_of(read, content):
    """Return what is said of a file that is refused whole; anything but words fails."""
    try:
        read(content)
    except UnreadableError as refused:
        return refused.say()
    return "lu"


def taken_from(content):
    """Import a file into the database, in words that any terminal can print, and give it up."""
    try:
        reading = read_outlines(content)
        tally = actions.import_quartiers(
            reading, insee="99035", municipality="Valbourg", accept_partial=True
        )
        db.session.flush()
        said = [*tally.refusals, *tally.mended]
        assert all(refusal.say().encode() for refusal in said)
    finally:
        db.session.rollback()
