"""No figure of few is told, and none can be found out from those that are."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neighbourhood.places.grid import FEWEST
from neighbourhood.places.models import Municipality
from neighbourhood.places.thresholds import SITE, Rule, protected, rule_of

SMALL = range(FEWEST)
counts_of_towns = st.dictionaries(
    st.sampled_from("abcdefgh"), st.integers(0, 40), min_size=1, max_size=8
)


@pytest.mark.parametrize(
    ("counts", "cells", "total", "at_least"),
    [
        # All of it is told where nothing is of few.
        ([11, 30], [11, 30], 41, 41),
        ([10, 30], [None, 30], None, 30),  # 40 - 30
        ([0, 30], [None, 30], None, 30),
        ([0, 0], [None, None], None, 0),
        ([10, 10], [None, None], None, 0),  # 20 is ten and ten
        ([5, 5, 1], [None, None, None], 11, 0),
        ([4, 4, 2], [None, None, None], None, 0),  # ten is of few itself
        ([10, 5, 5], [None, None, None], 20, 0),
        ([10, 6, 5], [None, None, None], None, 0),  # none of them could be nobody
        ([5, 5, 1, 50], [None, None, None, 50], 61, 50),
    ],
)
def test_what_is_told_of_some_figures(counts, cells, total, at_least):
    table = protected(dict(enumerate(counts)))
    assert list(table.cells.values()) == cells
    assert (table.total, table.at_least) == (total, at_least)


@given(counts_of_towns)
def test_no_cell_of_few_is_told(counts):
    table = protected(counts)
    for cell, count in counts.items():
        assert table.cells[cell] == (count if count >= FEWEST else None)
    assert table.total is None or table.total == sum(counts.values()) >= FEWEST


@pytest.mark.parametrize("hidden", [1, 2, 3])
def test_whoever_subtracts_finds_that_each_hidden_figure_may_be_any_small_number(hidden):
    told = 0
    for counts in product(SMALL, repeat=hidden):
        table = protected({**dict(enumerate(counts)), "told": 30})
        if table.total is None:
            continue
        told += 1
        rest = table.total - 30
        possible = [other for other in product(SMALL, repeat=hidden) if sum(other) == rest]
        for place in range(hidden):
            assert {other[place] for other in possible} == set(SMALL)
    assert (told > 0) is (hidden > 2)


def alike(people, each=1):
    return {f"person {number}": each for number in range(people)}


def one_gave(part, of=100):
    """Somebody gave `part` of a hundred, fifteen others the rest."""
    rest = of - part
    return {"large": part, **{n: rest // 15 + (n < rest % 15) for n in range(15)}}


@pytest.mark.parametrize(
    ("givers", "told"),
    [
        (alike(11), 11),
        (alike(10, each=9), None),  # ninety things, of ten people
        ({"one": 30}, None),
        (one_gave(85), 100),
        (one_gave(86), None),
        ({}, None),
    ],
)
def test_a_cell_of_few_people_or_mostly_of_one_is_not_told(givers, told):
    table = protected({"a": sum(givers.values())}, SITE, {"a": givers})
    assert table.cells == {"a": told}
    assert table.total == told


def test_a_total_does_not_give_away_what_one_person_gave():
    given = {"a": alike(40), "b": one_gave(95)}
    counts = {cell: sum(givers.values()) for cell, givers in given.items()}
    assert (protected(counts, SITE, given).total, protected(counts).total) == (None, 140)


def test_the_same_few_people_behind_several_hidden_cells_hide_their_sum_too():
    few = alike(5)
    given = {"a": few, "b": few, "c": few, "d": alike(30)}
    counts = {cell: sum(givers.values()) for cell, givers in given.items()}
    assert protected(counts, SITE, given).total is None
    others = {cell: {f"{cell} {who}": n for who, n in of.items()} for cell, of in given.items()}
    assert protected(counts, SITE, others).total == 45


@given(counts_of_towns, st.integers(FEWEST, 60))
def test_a_town_that_asks_for_more_tells_no_more(counts, fewest):
    here, site = protected(counts, Rule(fewest)), protected(counts)
    for cell, count in here.cells.items():
        assert count in (None, site.cells[cell])
    assert here.total in (None, site.total)


def test_a_town_never_asks_for_less_than_the_site():
    assert rule_of(Municipality(fewest=20, dominance=70)) == Rule(20, 70)
    assert rule_of(Municipality(fewest=3, dominance=99)) == SITE
