"""With which part of a town a need is shown, by the rule alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neighbourhood.needs.areas import (
    LOOKING,
    SHARES,
    Ground,
    Rule,
    Sight,
    named_after,
    shown_as,
    tree_of,
)
from neighbourhood.needs.bands import banded, step_of
from neighbourhood.needs.models import NeedKind, ShownAs

FOOD = NeedKind.FOOD
# 310 households are the fewest in which one of ten, but twenty who look, still makes eleven.
ENOUGH = (11 + LOOKING) * 100 // SHARES[FOOD]


def row(*households):
    """A town of quartiers in a row, numbered from 0."""
    last = len(households) - 1
    beside = {
        n: frozenset(m for m in (n - 1, n + 1) if 0 <= m <= last) for n in range(len(households))
    }
    return Ground(dict(enumerate(households)), beside)


@pytest.mark.parametrize(
    ("households", "here", "told", "together", "part"),
    [
        # Every quartier is of enough: each stands alone.
        ((ENOUGH, ENOUGH), 0, [], 1, {0}),
        ((ENOUGH - 1, 2 * ENOUGH), 1, [], 1, {0, 1}),
        # The small one joins the smallest beside it; the third still stands alone.
        ((100, ENOUGH, 2 * ENOUGH), 0, [], 1, {0, 1}),
        ((100, ENOUGH, 2 * ENOUGH), 1, [], 1, {0, 1}),
        ((100, ENOUGH, 2 * ENOUGH), 2, [], 1, {2}),
        # One published there, or anywhere around, may be known to whoever looks.
        ((ENOUGH, 2 * ENOUGH), 0, [{0}], 1, {0, 1}),
        ((ENOUGH, 2 * ENOUGH), 0, [{1}], 1, {0}),
        ((ENOUGH, 2 * ENOUGH), 1, [{0, 1}], 1, {0, 1}),
        # Those that go out together as well.
        ((ENOUGH + 10, ENOUGH + 10), 0, [], 2, {0}),
        ((ENOUGH + 10, ENOUGH + 10), 0, [], 3, {0, 1}),
        # Not counted is none; what is not counted at all is shown with the town.
        ((None, ENOUGH, 2 * ENOUGH), 0, [], 1, {0, 1}),
        ((None, None), 0, [], 1, {0, 1}),
    ],
)
def test_the_place_of_a_need(households, here, told, together, part):
    sight = Sight(row(*households), FOOD, Rule(), [frozenset(t) for t in told], together)
    assert sight.part_of(here) == part


@pytest.mark.parametrize(
    ("part", "said", "name"),
    [({1}, ShownAs.QUARTIER, 1), ({0, 1}, ShownAs.AROUND, 1), ({0, 1, 2}, ShownAs.TOWN, None)],
)
def test_a_part_is_called_after_its_largest_quartier(part, said, name):
    ground = row(200, 900, 400)
    assert shown_as(frozenset(part), ground) is said
    assert named_after(frozenset(part), ground) == name


def test_a_town_of_one_quartier_is_shown_as_the_town():
    assert shown_as(frozenset({0}), row(5000)) is ShownAs.TOWN


@pytest.mark.parametrize(
    ("households", "told", "most"),
    [((ENOUGH, 10), 0, 2), ((ENOUGH, 0), 1, 0), ((None, None), 0, None), ((None, 5000), 0, 470)],
)
def test_how_many_may_go_out_at_once(households, told, most):
    ground = row(*households)
    assert Sight(ground, FOOD, Rule(), [ground.whole] * told).most_together() == most


def test_a_town_counts_on_fewer_than_is_declared_never_on_more():
    ground = row(1000)
    declared, careful = Rule(), Rule(concerned=50)
    assert (declared.share(FOOD, 1000), careful.share(FOOD, 1000)) == (100, 50)
    assert Sight(ground, FOOD, careful).crowd(ground.whole) == 50 - LOOKING


grounds = st.lists(st.one_of(st.none(), st.integers(0, 4000)), min_size=1, max_size=9).map(
    lambda households: row(*households)
)


@st.composite
def sights(draw):
    ground = draw(grounds)
    some = st.sets(st.sampled_from(sorted(ground.whole)), min_size=1).map(frozenset)
    return Sight(
        ground,
        draw(st.sampled_from(list(NeedKind))),
        Rule(draw(st.integers(11, 40)), draw(st.integers(10, 100))),
        draw(st.lists(some, max_size=12)),
        draw(st.integers(1, 20)),
    )


@given(sights())
def test_no_part_smaller_than_the_town_is_of_fewer_than_it_must(sight):
    for part in sight.parts():
        assert part == sight.ground.whole or sight.crowd(part) >= sight.rule.fewest


@given(sights())
def test_the_parts_in_force_are_the_town_each_quartier_once(sight):
    found = [quartier for part in sight.parts() for quartier in part]
    assert sorted(found) == sorted(sight.ground.whole)


@given(sights(), sights())
def test_parts_of_two_moments_lie_within_one_another_or_apart(one, other):
    later = Sight(one.ground, other.kind, other.rule, (), other.together)
    for part in one.parts():
        for second in later.parts():
            assert part <= second or second <= part or not part & second


@given(sights())
def test_where_a_need_is_says_nothing_but_its_part(sight):
    for part in sight.parts():
        assert {sight.part_of(quartier) for quartier in part} == {part}


@given(grounds)
def test_the_tree_ends_in_every_quartier(ground):
    leaves, branches = [], [tree_of(ground)]
    while branches:
        branch = branches.pop()
        branches += branch.below
        leaves += [] if branch.below else [branch.part]
    assert sorted(leaves, key=min) == [frozenset({each}) for each in sorted(ground.whole)]


@given(st.integers(10_00, 5_000_00))
def test_an_amount_is_rounded_up_to_its_band_once(cents):
    band = banded(cents)
    assert 0 <= band - cents < step_of(cents)
    assert banded(band) == band


@pytest.mark.parametrize(
    ("cents", "band"),
    [(10_00, 10_00), (13_42, 15_00), (100_01, 110_00), (137_42, 140_00), (500_01, 550_00)],
)
def test_amounts_as_everybody_reads_them(cents, band):
    assert banded(cents) == band
