"""When needs go out, and which of them together, by the rule alone."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neighbourhood.needs.areas import Ground, Rule
from neighbourhood.needs.models import NeedKind
from neighbourhood.needs.rounds import (
    FEWEST_TOGETHER,
    IN_A_CRISIS,
    USUAL,
    Rhythm,
    Told,
    Town,
    Waiting,
    plan,
)

# A Tuesday, nine o'clock in Paris.
DUE = datetime(2027, 1, 5, 8, tzinfo=UTC)
LARGE = Ground({1: 5000, 2: 6000}, {1: frozenset({2}), 2: frozenset({1})})
SMALL = Ground({1: 200, 2: 120}, {1: frozenset({2}), 2: frozenset({1})})
FOOD = NeedKind.FOOD


def shuffled(need_id):
    return (need_id * 59999 % 104729).to_bytes(4)


def waiting(count, ago, *, kind=FOOD, first=1, quartier_id=1):
    return [Waiting(first + n, kind, quartier_id, DUE - ago) for n in range(count)]


def ids(placed):
    return {each.id for each in placed}


def go(town, those, due=DUE):
    return plan(town, those, due, shuffled)


@pytest.mark.parametrize(
    ("moment", "before", "after"),
    [
        ("2027-01-05T08:00", "2027-01-05T08:00", "2027-01-05T08:00"),
        ("2027-01-05T08:01", "2027-01-05T08:00", "2027-01-08T08:00"),
        ("2027-01-05T07:59", "2027-01-01T08:00", "2027-01-05T08:00"),
        # The hour is that of the town: one earlier by this clock in summer.
        ("2027-07-06T07:00", "2027-07-06T07:00", "2027-07-06T07:00"),
        ("2027-03-28T12:00", "2027-03-26T08:00", "2027-03-30T07:00"),
    ],
)
def test_rounds_are_at_hours_known_beforehand(moment, before, after):
    def utc(said):
        return datetime.fromisoformat(said).replace(tzinfo=UTC)

    rhythm = Rhythm()
    assert rhythm.at_or_before(utc(moment)) == utc(before)
    assert rhythm.at_or_after(utc(moment)) == utc(after)


def test_in_a_crisis_there_is_a_round_each_day_and_still_a_wait():
    rhythm = Rhythm(is_crisis=True)
    assert rhythm.at_or_after(DUE + timedelta(minutes=1)) == DUE + timedelta(days=1)
    assert rhythm.first_for(DUE - timedelta(hours=11)) == DUE + timedelta(days=1)
    assert rhythm.first_for(DUE - IN_A_CRISIS.soonest) == DUE


@pytest.mark.parametrize(
    ("count", "ago", "published", "parts"),
    [
        (5, USUAL.soonest, 5, {frozenset({1})}),
        (5, USUAL.soonest - timedelta(seconds=1), 0, set()),
        (4, USUAL.longest - timedelta(seconds=1), 0, set()),
        (4, USUAL.longest, 4, {LARGE.whole}),
        (1, USUAL.longest, 1, {LARGE.whole}),
    ],
)
def test_few_wait_for_others_and_never_for_ever(count, ago, published, parts):
    placed = go(Town(LARGE, Rule(), Rhythm()), waiting(count, ago))
    assert len(placed) == published
    assert {each.part for each in placed} == parts


def test_one_that_waited_long_enough_takes_the_others_with_it():
    those = [*waiting(1, USUAL.longest), *waiting(2, USUAL.soonest, first=2)]
    placed = go(Town(LARGE, Rule(), Rhythm()), those)
    assert (ids(placed), {each.part for each in placed}) == ({1, 2, 3}, {LARGE.whole})


def test_more_than_hide_in_the_town_wait_who_waited_least():
    # 320 households, of which 32: one at a time hides among eleven, whoever looks.
    old = waiting(1, USUAL.longest)
    placed = go(Town(SMALL, Rule(), Rhythm()), [*waiting(6, USUAL.soonest, first=2), *old])
    assert ids(placed) == {1, 2}
    told = [Told(FOOD, SMALL.whole, DUE - timedelta(days=1))] * 2
    assert go(Town(SMALL, Rule(), Rhythm(), told), old) == []
    long_ago = [Told(FOOD, SMALL.whole, DUE - timedelta(weeks=26))] * 2
    assert ids(go(Town(SMALL, Rule(), Rhythm(), long_ago), old)) == {1}


def test_the_order_of_a_round_is_that_of_the_key():
    placed = go(Town(LARGE, Rule(), Rhythm()), waiting(9, USUAL.soonest))
    order = [each.id for each in placed]
    assert order == sorted(order, key=shuffled)
    assert order != sorted(order)


@st.composite
def lives(draw):
    ground = draw(st.sampled_from([LARGE, SMALL, Ground({1: None, 2: 900}, LARGE.beside)]))
    those = draw(
        st.lists(
            st.tuples(
                st.sampled_from(list(NeedKind)[:3]),
                st.sampled_from([1, 2]),
                st.integers(0, 20 * 24),
            ),
            max_size=14,
        )
    )
    wait = [
        Waiting(number, kind, quartier, DUE - timedelta(hours=hours))
        for number, (kind, quartier, hours) in enumerate(those)
    ]
    told = [Told(FOOD, frozenset({1}), DUE)] * draw(st.integers(0, 30))
    return Town(ground, Rule(), Rhythm(is_crisis=draw(st.booleans())), told), wait


@given(lives())
def test_nothing_goes_out_alone_before_it_waited_the_longest_nor_too_early(life):
    town, wait = life
    placed, waits = go(town, wait), town.rhythm.waits
    since = {each.id: each.approved_at for each in wait}
    assert all(since[each.id] <= DUE - waits.soonest for each in placed)
    if 0 < len(placed) < FEWEST_TOGETHER:
        assert min(since[each.id] for each in placed) <= DUE - waits.longest
        assert {each.part for each in placed} == {town.ground.whole}


@given(lives())
def test_what_goes_out_hides_among_enough_all_others_known(life):
    town, wait = life
    placed, kinds = go(town, wait), {each.id: each.kind for each in wait}
    together = Counter(kinds[each.id] for each in placed)
    for each in placed:
        sight = town.sight(kinds[each.id], DUE, together[kinds[each.id]])
        uncounted = not town.ground.is_counted and each.part == town.ground.whole
        assert uncounted or sight.crowd(each.part) >= 11


@given(lives(), st.randoms())
def test_the_same_needs_go_out_whatever_their_order(life, dice):
    town, wait = life
    again = dice.sample(wait, len(wait))
    assert go(town, wait) == go(town, again)
