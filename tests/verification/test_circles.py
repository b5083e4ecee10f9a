from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from verification import circles

people = st.integers(1, 7)
graphs = st.lists(st.tuples(people, people), max_size=14)


def walks(arrows, length):
    """Every way to follow `length` arrows, by trying them all."""
    return [
        path
        for path in product(arrows, repeat=length)
        if all(one[1] == two[0] for one, two in pairwise(path))
    ]


@given(graphs, people)
def test_someone_is_in_a_ring_when_some_walk_comes_back_to_them(arrows, person):
    reached, more = set(), {person}
    while more:
        more = {after for before, after in arrows if before in more} - reached
        reached |= more
    assert circles.in_a_ring(arrows, person) == (person in reached)


@given(st.lists(st.tuples(people, people), max_size=8), people, st.integers(1, 3))
def test_a_chain_is_a_walk_of_its_length(arrows, person, length):
    expected = any(path[-1][1] == person for path in walks(arrows, length))
    assert circles.ends_a_chain(arrows, person, length) == expected


@given(graphs, people, st.randoms(use_true_random=False))
def test_the_order_of_vouches_does_not_matter_nor_saying_them_twice(arrows, person, random):
    shuffled = [*arrows, *arrows[:3]]
    random.shuffle(shuffled)
    assert circles.in_a_ring(shuffled, person) == circles.in_a_ring(arrows, person)
    assert circles.ends_a_chain(shuffled, person, 2) == circles.ends_a_chain(arrows, person, 2)


@given(graphs, people, st.tuples(people, people))
def test_one_more_vouch_never_hides_a_ring_or_a_chain(arrows, person, more):
    grown = [*arrows, more]
    assert circles.in_a_ring(grown, person) >= circles.in_a_ring(arrows, person)
    assert circles.ends_a_chain(grown, person, 2) >= circles.ends_a_chain(arrows, person, 2)


def test_two_vouches_from_people_proved_otherwise_are_nothing_to_look_at():
    arrows = [(1, 3), (2, 3), (4, 5)]
    assert not circles.in_a_ring(arrows, 3)
    assert not circles.ends_a_chain(arrows, 3, 2)
    assert circles.ends_a_chain(arrows, 3, 1)
