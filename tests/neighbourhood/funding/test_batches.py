"""What is told of gifts moves by whole batches: each of them might be told by itself."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neighbourhood.funding.batches import (
    NOTHING,
    STEPS,
    Move,
    batches,
    down,
    next_step,
    tell,
)
from neighbourhood.places.thresholds import SITE, Rule

START = datetime(2026, 3, 30, 12, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")


def moves(*gifts, start=START):
    """Gifts as (who, cents), an hour apart."""
    return [
        Move(number, f"mark {number}", start + timedelta(hours=number), who, cents)
        for number, (who, cents) in enumerate(gifts, start=1)
    ]


def of_people(number, cents=500):
    return [(f"neighbour {rank}", cents) for rank in range(number)]


def told(gifts, rule=SITE, **more):
    return tell(NOTHING, moves(*gifts, **more), rule, PARIS)


def test_ten_gifts_are_not_told_and_the_eleventh_tells_them_all():
    assert told(of_people(10)) is NOTHING
    found = told(of_people(11))
    assert (found.cents, len(found.givers), found.until) == (5500, 11, 11)


def test_the_twelfth_gift_waits_for_ten_others():
    for more in range(11):
        assert told([*of_people(11), *of_people(more, 700)]).cents == 5500
    assert told([*of_people(11), *of_people(11, 700)]).cents == 5500 + 7700


def test_eleven_gifts_of_one_person_are_those_of_one():
    assert told([("karima", 500)] * 40) is NOTHING


def test_a_batch_that_is_mostly_one_gift_waits_until_it_is_not():
    # 1 000 € among ten of 5 €: 95 %; then others come, until it is 85 % at most.
    mostly = [("organisation", 100_000), *of_people(10)]
    assert told(mostly) is NOTHING
    diluted = [*mostly, *[(f"other {rank}", 1000) for rank in range(13)]]
    assert told(diluted).cents == 118_000
    assert told(diluted[:-1]) is NOTHING


def test_a_town_that_asks_for_more_waits_for_more():
    careful = Rule(fewest=20, dominance=50)
    assert told(of_people(19), careful) is NOTHING
    assert told(of_people(20), careful).cents == 10_000


def test_what_goes_back_goes_with_a_batch_and_makes_none():
    back = [("neighbour 1", -500)]
    assert told([*of_people(11), *back * 30]).cents == 5500
    assert told([*of_people(11), *back, *of_people(11)]).cents == 5500 + 5000


def test_money_of_no_gift_makes_no_batch():
    assert told([(None, 90_000)] * 20) is NOTHING


def test_a_batch_counts_in_the_month_in_which_it_is_whole():
    # Hours 1 to 35 are in March in Paris; the second batch is whole on the second of April.
    found = tell(
        NOTHING,
        [
            Move(number, str(number), START + timedelta(hours=4 * number), who, cents)
            for number, (who, cents) in enumerate([*of_people(11), *of_people(11, 700)])
        ],
        SITE,
        PARIS,
    )
    assert found.months == {date(2026, 4, 1): 5500 + 7700}
    assert told(of_people(11)).months == {date(2026, 3, 1): 5500}


def test_steps_are_reached_on_a_day_and_stay_reached():
    found = told([*of_people(11, 1000), *[("neighbour 1", -1000)] * 5, *of_people(11, 100)])
    assert found.cents == 11_000 - 5_000 + 1_100
    assert found.reached == ((10_000, date(2026, 3, 31)),)


@pytest.mark.parametrize(
    ("number", "step", "said"), [(0, 1000, 0), (999, 1000, 0), (12_345, 1000, 12_000), (-5, 5, 0)]
)
def test_figures_are_rounded_down(number, step, said):
    assert down(number, step) == said


@pytest.mark.parametrize(
    ("cents", "aim"), [(0, 10_000), (9_999, 10_000), (10_000, 25_000), (100_000, 250_000)]
)
def test_the_next_step_is_never_reached_yet(cents, aim):
    assert next_step(cents) == aim


def test_steps_grow():
    assert list(STEPS) == sorted(set(STEPS))
    assert next_step(10**15) == STEPS[-1]


GIFTS = st.lists(
    st.tuples(st.integers(1, 25), st.integers(-300, 3000).filter(bool)), min_size=0, max_size=150
)


@given(GIFTS, st.integers(0, 150))
def test_counting_in_two_goes_tells_the_same(gifts, cut):
    whole = moves(*gifts)
    first = tell(NOTHING, whole[:cut], SITE, PARIS)
    rest = [move for move in whole if move.number > first.until]
    assert tell(first, rest, SITE, PARIS) == tell(NOTHING, whole, SITE, PARIS)


@given(GIFTS)
def test_every_batch_might_be_told_by_itself(gifts):
    done = 0
    for batch in batches(moves(*gifts), SITE):
        gave = {}
        for who, cents in gifts[done : batch.number]:
            if cents > 0:
                gave[who] = gave.get(who, 0) + cents
        assert len(gave) >= 11
        assert max(gave.values()) * 100 <= 85 * sum(gave.values())
        done = batch.number
