import pytest
from hypothesis import given
from hypothesis import strategies as st

from neighbourhood.places.geometry import NOWHERE, QuartierIndex, touching
from tests.support.geojson import STEP, polygon, ring

METRE = 1 / 111_320
HERE = QuartierIndex({1: polygon(ring(0)), 2: polygon(ring(1)), 3: polygon(ring(5))})
inside = st.floats(0, STEP, allow_nan=False)


@given(x=inside, y=inside, column=st.sampled_from([0, 1, 5]))
def test_every_point_of_a_square_is_in_it_or_on_the_border_of_the_one_before(x, y, column):
    found = HERE.find(46 + y, 5 + column * STEP + x)
    assert found in {0: {1, 2}, 1: {1, 2}, 5: {3}}[column]


@given(lat=st.floats(-90, 90), lon=st.floats(-180, 180))
def test_any_point_on_earth_has_an_answer(lat, lon):
    found = HERE.find(lat, lon)
    near = 45.999 < lat < 46.011 and 4.999 < lon < 5.061
    assert found is None or near


@given(st.lists(st.tuples(st.floats(45.99, 46.02), st.floats(4.99, 5.07)), max_size=30))
def test_many_points_at_once_get_what_each_gets_alone(points):
    together = HERE.find_all([lat for lat, _ in points], [lon for _, lon in points]).tolist()
    alone = [HERE.find(lat, lon) for lat, lon in points]
    assert together == [NOWHERE if found is None else found for found in alone]


@pytest.mark.parametrize(("metres", "found"), [(0, 1), (4.9, 1), (5.1, None), (60, None)])
def test_a_point_up_to_five_metres_outside_belongs_to_the_nearest(metres, found):
    assert HERE.find(46 - metres * METRE, 5 + STEP / 2) == found


def test_between_two_quartiers_the_nearer_one_takes_the_point():
    gap = 8 * METRE
    index = QuartierIndex({1: polygon(ring()), 2: polygon(ring(south=46 + STEP + gap))})
    assert index.find(46 + STEP + 3 * METRE, 5.005) == 1
    assert index.find(46 + STEP + gap - 3 * METRE, 5.005) == 2


def test_a_shared_border_and_corner_belong_to_the_first():
    assert HERE.find(46.005, 5.01) == 1
    assert HERE.find(46.01, 5.01) == 1


def test_a_hole_is_outside_unless_five_metres_wide():
    hole = ring(side=STEP / 2, west=5 + STEP / 4, south=46 + STEP / 4)
    index = QuartierIndex({1: polygon(ring(), hole)})
    assert index.find(46 + STEP / 2, 5 + STEP / 2) is None
    assert index.find(46 + STEP / 8, 5 + STEP / 8) == 1


def test_several_parts_heights_and_clockwise_rings_are_the_same_ground():
    high = [[*point, 35.5] for point in reversed(ring(1))]
    index = QuartierIndex({7: {"type": "MultiPolygon", "coordinates": [[ring()], [high]]}})
    assert index.find(46.005, 5.005) == index.find(46.005, 5.015) == 7


def test_without_quartiers_no_point_is_anywhere():
    assert QuartierIndex({}).find(46, 5) is None
    assert touching({}) == set()


def test_quartiers_less_than_a_street_apart_are_neighbours_both_ways():
    street, avenue = STEP + 25 * METRE, STEP + 60 * METRE
    boundaries = {
        1: polygon(ring()),
        2: polygon(ring(south=46 + street)),
        3: polygon(ring(south=46 + street + avenue)),
    }
    assert touching(boundaries) == {(1, 2), (2, 1)}
