"""Words on a map hide little, and numbers never stand over one another; nor do squares."""

from itertools import combinations

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from neighbourhood.places.lettering import (
    Box,
    apart,
    box_of,
    least_hiding,
    number_in,
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
    assert least_hiding([there, elsewhere], [Box(50, 50, 20, 20)], []) == elsewhere
    assert least_hiding([there, elsewhere], [], []) == there
    assert least_hiding([there, elsewhere], [Box(150, 50, 5, 5)], [there]) == elsewhere
    assert least_hiding([there], [], [there]) == there


@given(st.lists(boxes, max_size=30), st.lists(boxes, max_size=5))
def test_numbers_never_meet_a_name_or_one_another(numbers, names):
    kept = that_fit(numbers, names)
    assert not any(one.meets(other) for one in kept for other in kept if one is not other)
    assert not any(one.meets(name) for one in kept for name in names)
    left_out = [box for box in numbers if box not in kept]
    assert all(any(box.meets(other) for other in (*kept, *names)) for box in left_out)


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
    numbers = [number_in(ground, "3", 18) for ground in grounds.values()]
    assert that_fit(numbers, []) == set(numbers)


def box_shape(square):
    return shapely.box(
        square.x - square.width / 2,
        square.y - square.height / 2,
        square.x + square.width / 2,
        square.y + square.height / 2,
    )
