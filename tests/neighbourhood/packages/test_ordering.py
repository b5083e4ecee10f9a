"""The published order: the same whatever comes first, nothing lost, nothing more than missing."""

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from neighbourhood.packages.ordering import Waiting, share
from neighbourhood.packages.replaying import shares_again, snapshot

TODAY = date(2026, 3, 2)


def need(fund_id, missing=50_00, *, urgency=0, weeks=0, days=0, quartier=1):
    published = TODAY - timedelta(weeks=weeks, days=days)
    return Waiting(
        fund_id=fund_id,
        urgency=urgency,
        published=published,
        part_id=quartier,
        missing_cents=missing,
    )


def funds(shares):
    return [fund for fund, _cents in shares]


def test_the_most_urgent_come_first_whatever_they_wait():
    needs = [need(1, weeks=9), need(2, urgency=1), need(3, urgency=2)]
    assert funds(share(1000_00, needs, {}, TODAY)) == [3, 2, 1]


def test_at_the_same_urgency_whole_weeks_of_waiting_count():
    needs = [need(1, days=6), need(2, weeks=2), need(3, weeks=1)]
    assert funds(share(1000_00, needs, {}, TODAY)) == [2, 3, 1]


def test_quartiers_are_served_in_their_turn():
    needs = [need(1, quartier=1, days=3), need(2, quartier=1, days=2), need(3, quartier=2, days=1)]
    # The one that was published first begins; then the other quartier has received less.
    assert funds(share(1000_00, needs, {}, TODAY)) == [1, 3, 2]


def test_the_quartier_that_received_less_per_missing_euro_begins():
    needs = [need(1, 50_00, quartier=1, days=3), need(2, 100_00, quartier=2)]
    assert funds(share(1000_00, needs, {1: 40_00, 2: 60_00}, TODAY)) == [2, 1]
    assert funds(share(1000_00, needs, {1: 20_00, 2: 60_00}, TODAY)) == [1, 2]


def test_in_a_quartier_the_one_published_first_then_the_first_opened():
    needs = [need(7), need(3), need(5, days=1)]
    assert funds(share(1000_00, needs, {}, TODAY)) == [5, 3, 7]


def test_the_last_one_receives_the_rest_and_never_misses_crumbs():
    needs = [need(1, 10_00, days=2), need(2, 10_00, days=1), need(3, 10_00)]
    assert share(15_00, needs, {}, TODAY) == [(1, 10_00), (2, 5_00)]
    assert share(19_50, needs, {}, TODAY) == [(1, 10_00), (2, 9_00)]
    assert share(20, needs, {}, TODAY) == [(1, 20)]
    assert share(20, [need(1, 50)], {}, TODAY) == []
    assert share(1, [need(1, 1)], {}, TODAY) == [(1, 1)]


def test_nothing_to_share_or_nobody_to_serve():
    assert share(0, [need(1)], {}, TODAY) == []
    assert share(100_00, [], {}, TODAY) == []
    assert share(100_00, [need(1, 0)], {}, TODAY) == []


WAITING = st.builds(
    need,
    st.integers(1, 10**6),
    st.integers(0, 300_00),
    urgency=st.integers(0, 2),
    days=st.integers(0, 60),
    quartier=st.integers(1, 4),
)
NEEDS = st.lists(WAITING, max_size=12, unique_by=lambda one: one.fund_id)
GIVEN = st.dictionaries(st.integers(1, 4), st.integers(0, 500_00))
POOL = st.integers(0, 2000_00)


def by_the_published_rule(needs, received):
    """The order, need by need, as the page about it says it: slow, and plain."""
    received, waiting = Counter(received), [one for one in needs if one.missing_cents]
    while waiting:
        most = max(one.urgency for one in waiting)
        urgent = [one for one in waiting if one.urgency == most]
        weeks = max((TODAY - one.published).days // 7 for one in urgent)
        among = [one for one in urgent if (TODAY - one.published).days // 7 == weeks]

        def turn(one):
            missing = sum(each.missing_cents for each in waiting if each.part_id == one.part_id)
            return Fraction(received[one.part_id], missing), one.published, one.fund_id

        served = min(among, key=turn)
        yield served.fund_id
        received[served.part_id] += served.missing_cents
        waiting.remove(served)


@settings(max_examples=50)
@given(NEEDS, GIVEN)
def test_the_order_is_the_one_that_is_published(needs, received):
    enough = sum(one.missing_cents for one in needs)
    assert funds(share(enough, needs, received, TODAY)) == [*by_the_published_rule(needs, received)]


@given(POOL, NEEDS, GIVEN, st.randoms(use_true_random=False))
def test_the_order_of_what_comes_in_changes_nothing(pool, needs, received, dice):
    shuffled = list(needs)
    dice.shuffle(shuffled)
    assert share(pool, needs, received, TODAY) == share(pool, shuffled, received, TODAY)


@given(POOL, NEEDS, GIVEN)
def test_nobody_receives_more_than_is_missing_and_all_of_it_is_from_the_pool(pool, needs, received):
    shares = share(pool, needs, received, TODAY)
    missing = {one.fund_id: one.missing_cents for one in needs}
    assert all(0 < cents <= missing[fund] for fund, cents in shares)
    assert len(set(funds(shares))) == len(shares)
    given_out = sum(cents for _fund, cents in shares)
    assert given_out <= pool
    # What is kept back is less than 1 €, unless nothing is missing any more.
    assert pool - given_out < 100 or given_out == sum(missing.values())


@given(POOL, NEEDS, GIVEN)
def test_only_the_last_one_is_not_served_in_full_and_it_misses_1_euro_at_least(
    pool, needs, received
):
    missing = {one.fund_id: one.missing_cents for one in needs}
    shares = share(pool, needs, received, TODAY)
    left = [missing[fund] - cents for fund, cents in shares]
    assert all(rest == 0 for rest in left[:-1])
    assert all(rest == 0 or rest >= 100 for rest in left)


@given(POOL, st.integers(0, 500_00), NEEDS, GIVEN)
def test_with_more_to_share_nobody_receives_less(pool, more, needs, received):
    less, greater = (dict(share(cents, needs, received, TODAY)) for cents in (pool, pool + more))
    assert all(greater.get(fund, 0) >= cents for fund, cents in less.items())


@given(POOL, NEEDS, GIVEN)
def test_what_is_written_of_a_round_gives_the_same_shares_again(pool, needs, received):
    seen = snapshot(needs, received, TODAY)
    assert shares_again(pool, seen) == share(pool, needs, received, TODAY)
