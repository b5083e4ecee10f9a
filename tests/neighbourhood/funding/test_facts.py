"""Where every cent of one payment is, by what is known of it: no database, no page."""

import pytest

from neighbourhood.funding.ledger import Facts
from neighbourhood.funding.models.ledger import AccountKind


def cents(facts):
    """What stands where, without the accounts where nothing stands."""
    return {kind.name: cents for kind, cents in facts.balances().items() if cents}


@pytest.mark.parametrize(
    ("facts", "left", "owed", "places"),
    [
        (Facts(paid=0, counted=0), 0, 0, {}),
        (Facts(paid=500, counted=500), 500, 0, {"PROVIDER": 500, "FUND": -500}),
        (Facts(paid=500, counted=0), 500, 500, {"PROVIDER": 500, "OWED_BACK": -500}),
        (
            Facts(paid=500, counted=300),
            500,
            200,
            {"PROVIDER": 500, "FUND": -300, "OWED_BACK": -200},
        ),
        (
            Facts(paid=500, counted=300, by_hand=True),
            500,
            0,
            {"PROVIDER": 500, "FUND": -300, "BY_HAND": -200},
        ),
        (
            Facts(paid=500, counted=500, returned=100, pending=150),
            250,
            0,
            {"PROVIDER": 400, "RETURNING": -150, "FUND": -250},
        ),
        (
            Facts(paid=500, counted=500, withheld=500),
            500,
            0,
            {"WITHHELD": 500, "FUND": -500},
        ),
        (Facts(paid=500, counted=500, lost=500), 0, 0, {}),
        (
            Facts(paid=500, counted=500, returned=500, lost=500),
            -500,
            0,
            {"PROVIDER": -500, "LOSS": 500},
        ),
        (
            Facts(paid=500, counted=0, returned=300, lost=300, by_hand=True),
            -100,
            0,
            {"PROVIDER": -100, "LOSS": 100},
        ),
    ],
)
def test_where_every_cent_of_a_payment_is(facts, left, owed, places):
    assert (facts.left, facts.owed, cents(facts)) == (left, owed, places)
    assert facts.still_counted == -facts.balances()[AccountKind.FUND]
    assert sum(facts.balances().values()) == 0
