"""Words on a map hide little, and numbers never stand over one another."""

from hypothesis import given
from hypothesis import strategies as st

from neighbourhood.places.lettering import Box, box_of, least_hiding, that_fit

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
