"""Counts in memory: right to the moment, and gone through now and then."""

import pytest

from neighbourhood.foundation.web import counting


@pytest.fixture
def walks(monkeypatch):
    """How often all that is counted was gone through."""
    gone = []
    walk = "_MemoryStorage__schedule_expiry"
    monkeypatch.setattr(counting.MemoryStorage, walk, lambda _self: gone.append(1))
    return gone


def test_a_thousand_counts_are_one_walk(walks):
    counts = counting.Unhurried()
    assert [counts.incr(f"line {number}", 60) for number in range(1000)] == [1] * 1000
    assert len(walks) <= 2


def test_a_count_that_is_over_counts_as_nothing():
    counts = counting.Unhurried()
    assert (counts.incr("soon over", -1), counts.incr("soon over", -1)) == (1, 1)
    assert counts.get("soon over") == 0
