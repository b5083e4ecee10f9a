"""Words on a map hide little, and numbers never stand over one another; nor do squares."""

from itertools import combinations

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from neighbourhood.places.lettering import (
    GAP,
    Box,
    apart,
    box_of,
    least_hiding,
    places_in,
    that_fit,
)

boxes = st.builds(
    Box, st.integers(0, 200), st.integers(0, 200), st.integers(5, 60), st.integers(5, 60)
)


def test_two_boxes_that_only_touch_do_not_meet():
    assert not Box(0, 0, 10, 10).meets(Box(10, 0, 10, 10))
    assert Box(0, 0, 10, 10).meets(Box(9, 0, 10, 10))
    assert not Box(0, 0, 10, 10).meets(Box(0, 10, 10, 10))


def test_a_longer_word_takes_more_room():
    assert box_of("Les Tanneurs", (0, 0), 20).width > box_of("Gare", (0, 0), 20).width


def test_a_name_stands_where_it_hides_least():
    there, elsewhere = Box(50, 50, 40, 20), Box(150, 50, 40, 20)
    assert least_hiding([there, elsewhere], [[Box(50, 50, 20, 20)]], []) == elsewhere
    assert least_hiding([there, elsewhere], [], []) == there
    assert least_hiding([there, elsewhere], [[Box(150, 50, 5, 5)]], [there]) == elsewhere
    assert least_hiding([there], [], [there]) == there


def test_a_name_rather_moves_two_numbers_aside_than_it_hides_one():
    there, elsewhere = Box(50, 50, 40, 20), Box(150, 50, 40, 20)
    movable = [[Box(50, 50, 9, 9), Box(50, 80, 9, 9)]] * 2
    assert least_hiding([elsewhere, there], [*movable, [Box(150, 50, 9, 9)]], []) == there


@given(st.lists(st.lists(boxes, min_size=1, max_size=3), max_size=30), st.lists(boxes, max_size=5))
def test_numbers_never_meet_a_name_or_one_another(numbers, names):
    kept = that_fit(dict(enumerate(numbers)), names)
    assert not any(one.meets(other) for one, other in combinations(kept.values(), 2))
    assert not any(one.meets(name) for one in kept.values() for name in names)
    left_out = [box for key, places in enumerate(numbers) if key not in kept for box in places]
    assert all(any(box.meets(other) for other in (*kept.values(), *names)) for box in left_out)


def overlaps(grounds):
    return sum(one.intersection(other).area for one, other in combinations(grounds, 2))


SMALL = {1: Box(15, 15, 30, 30), 2: Box(45, 15, 30, 30), 3: Box(15, 45, 30, 30)}
LARGE = Box(30, 30, 60, 60)


@pytest.mark.parametrize(
    "squares",
    [
        {**SMALL, 9: LARGE},
        {**SMALL, 4: Box(45, 45, 30, 30), 9: LARGE},
        {4: Box(15, 15, 22, 22), 5: Box(25, 15, 22, 22)},
        {4: LARGE, 9: LARGE},
    ],
    ids=["partly covered", "covered by four", "drawn larger than they are", "on both sides"],
)
def test_each_spot_of_ground_belongs_to_one_square(squares):
    assert overlaps(map(box_shape, squares.values())) > 100
    grounds = apart(squares)
    assert grounds.keys() == squares.keys()
    assert overlaps(grounds.values()) == pytest.approx(0)
    assert all(ground.area > 150 for ground in grounds.values())
    numbers = {key: places_in(ground, "3") for key, ground in grounds.items()}
    assert that_fit(numbers, []).keys() == squares.keys()


def test_what_four_squares_cover_takes_half_of_one_and_lies_over_no_corner():
    four = {**SMALL, 4: Box(45, 45, 30, 30)}
    grounds = apart({**four, 9: LARGE})
    assert not grounds[9].contains(shapely.Point(30, 30))
    assert sum(box_shape(square).intersects(grounds[9].buffer(-1)) for square in four.values()) == 1


def test_two_numbers_in_halves_of_one_square_leave_a_gap_between_them():
    halves = apart({4: Box(15, 15, 30, 30), 9: Box(15, 15, 30, 30)})
    left, right = (that_fit({1: places_in(halves[key], "6")}, [])[1] for key in (4, 9))
    assert (right.x - left.x) - (left.width + right.width) / 2 + GAP >= GAP


def box_shape(square):
    return shapely.box(
        square.x - square.width / 2,
        square.y - square.height / 2,
        square.x + square.width / 2,
        square.y + square.height / 2,
    )
