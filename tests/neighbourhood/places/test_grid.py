import math
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from neighbourhood.places.grid import FEWEST, FINEST, share_out, square_at

spots = st.tuples(st.floats(48.80, 48.90), st.floats(2.30, 2.40))
towns = st.dictionaries(st.integers(1, 10_000), spots, min_size=FEWEST, max_size=120)
crowds = st.lists(spots, min_size=1, max_size=6).map(
    lambda places: {
        rank: (lat + rank % 7 * 1e-5, lon)
        for rank, (lat, lon) in enumerate(place for place in places for _ in range(9))
    }
)


@given(towns | crowds.filter(lambda points: len(points) >= FEWEST))
def test_no_square_stands_for_fewer_than_eleven_addresses(points):
    shares = share_out(points)
    assert all(len(share.keys) >= FEWEST for share in shares)
    assert Counter(key for share in shares for key in share.keys) == Counter(points.keys())


@given(towns)
def test_the_grid_does_not_depend_on_the_order_of_the_addresses(points):
    assert share_out(points) == share_out(dict(reversed(points.items())))


@given(st.dictionaries(st.integers(1, 99), spots, max_size=FEWEST - 1))
def test_too_few_addresses_to_hide_among_get_no_square(points):
    assert share_out(points) == []


def test_dense_addresses_get_a_square_of_about_a_hundred_metres():
    (share,) = share_out({key: (48.85 + key * 1e-6, 2.35) for key in range(FEWEST)})
    assert share.square == square_at(48.85, 2.35)
    assert share.square.zoom == FINEST
    assert 90 < share.square.size_m < 110


def test_a_lonely_house_joins_the_full_square_nearby():
    crowd = dict.fromkeys(range(20), (48.85, 2.35))
    (share,) = share_out(crowd | {99: (48.8512, 2.3500)})
    assert 99 in share.keys
    assert share.square == square_at(48.85, 2.35)


def test_sparse_houses_grow_a_larger_square_together():
    houses = {key: (48.85 + key * 0.0009, 2.35) for key in range(FEWEST)}
    (share,) = share_out(houses)
    assert share.square.zoom < FINEST
    assert share.square == square_at(48.85, 2.35).at(share.square.zoom)


@given(lat=st.floats(-84, 84), lon=st.floats(-180, 179.999))
def test_a_point_lies_in_its_square(lat, lon):
    square = square_at(lat, lon)
    middle_lat, middle_lon = square.centre
    assert abs(middle_lon - lon) <= 180 / 2**FINEST + 1e-9
    assert abs(middle_lat - lat) * math.pi / 180 * 6_378_137 <= square.size_m


def test_the_poles_and_the_date_line_have_squares_too():
    for lat, lon in [(90, 180), (-90, -180), (90, -180), (0, 180)]:
        square = square_at(lat, lon)
        assert 0 <= square.x < 2**FINEST
        assert 0 <= square.y < 2**FINEST
