"""No figure of few is told, and none can be found out from those that are."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neighbourhood.places.grid import FEWEST
from neighbourhood.places.thresholds import protected

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
