"""Two workers come at the same moment: a month is promised once, and charged once."""

from neighbourhood.funding.actions import turns
from neighbourhood.funding.queries import monthly as queries
from tests.neighbourhood.funding.monthly_gifts import card_bank, giver, march, months_on
from tests.support.racing import at_once

__all__ = ["card_bank", "giver", "march"]


def promised_twice(app, number):
    return at_once(app, lambda day: turns.promise(number, day), [months_on()] * 2)


def claimed_twice(app):
    with app.app_context():
        (turn_id,) = queries.promised()
    found = at_once(app, lambda _one: turns.claim(turn_id), [1, 2])
    return sorted(claimed is not None for claimed in found)


def test_two_workers_promise_and_claim_a_month_once(app, giver):
    number = giver.begin()
    promised_twice(app, number)
    assert giver.turns() == ["paid", "promised"]
    assert claimed_twice(app) == [False, True]


def test_without_the_claim_both_would_ask_the_provider(app, giver, monkeypatch):
    number = giver.begin()
    promised_twice(app, number)
    monkeypatch.setattr(turns, "_is_asked_for", lambda _turn: False)
    assert claimed_twice(app) == [True, True], "what the claim prevents is real"
