"""One payment shared among several gifts: to the cent, whatever it is and whatever came before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neighbourhood.funding import sharing
from neighbourhood.funding.sharing import Line

CENTS = st.integers(1, 5000)
AMOUNTS = st.lists(CENTS, min_size=1, max_size=sharing.MOST_LINES)


@st.composite
def lines(draw):
    """Lines of which some money is here or there."""
    found = []
    for paid in draw(AMOUNTS):
        gone = draw(st.integers(0, paid))
        held = draw(st.integers(0, paid - gone))
        owed = draw(st.integers(0, paid - gone - held))
        found.append(Line(paid=paid, named=gone, held=held, owed=owed))
    return found


def plain(*paid):
    return [Line(paid=cents) for cents in paid]


@pytest.mark.parametrize(
    ("cents", "shares"),
    [
        (2000, [500, 1500]),  # as asked
        (600, [500, 100]),
        (500, [500, 0]),
        (1, [1, 0]),
        (2300, [500, 1800]),
    ],
)
def test_what_is_paid_is_shared_in_the_order_of_the_lines(cents, shares):
    assert sharing.paid([500, 1500], cents) == shares


def test_a_refund_begins_with_what_is_owed_back_then_with_the_first_line():
    assert sharing.refunded(plain(500, 1500), 700) == [500, 200]
    owed = [Line(paid=500), Line(paid=1500, owed=1500)]
    assert sharing.refunded(owed, 700) == [0, 700]
    assert sharing.refunded(owed, 1600) == [100, 1500]
    assert sharing.totalled(owed, 1600) == [100, 1500]


def test_a_refund_that_was_told_as_a_total_first_is_the_same_money():
    told = [Line(paid=500), Line(paid=1500, total=700)]
    assert sharing.refunded(told, 700) == [0, 700]
    assert sharing.totalled(told, 700) == [0, 0], "nothing new"
    assert sharing.totalled(told, 900) == [200, 0]


def test_a_dispute_begins_with_the_last_line_so_that_no_cent_goes_twice():
    assert sharing.disputed(plain(500, 1500), 1600) == [100, 1500]
    refunded = [Line(paid=500, named=500), Line(paid=1500, named=200)]
    assert sharing.disputed(refunded, 1300) == [0, 1300]
    assert sharing.disputed(refunded, 2000) == [500, 1500], "all of it, though some went back"


def test_more_than_was_paid_is_a_loss_of_one_line():
    assert sharing.refunded(plain(500, 1500), 2300) == [800, 1500]
    assert sharing.disputed(plain(500, 1500), 2300) == [500, 1800]


@given(asked=AMOUNTS, cents=st.integers(1, 60_000))
def test_all_that_is_paid_is_with_some_line(asked, cents):
    shares = sharing.paid(asked, cents)
    assert sum(shares) == cents
    assert min(shares) >= 0
    if cents == sum(asked):
        assert shares == asked


@given(known=lines(), cents=st.integers(1, 60_000))
def test_all_that_goes_back_comes_from_some_line_and_first_from_what_is_left(known, cents):
    left = [line.left for line in known]
    for rule in (sharing.refunded, sharing.disputed):
        shares = rule(known, cents)
        assert sum(shares) == cents
        assert min(shares) >= 0
        if cents <= sum(left):
            assert all(share <= most for share, most in zip(shares, left, strict=True))
        if cents == sum(line.paid for line in known):
            assert shares == [line.paid for line in known]


@given(paid=AMOUNTS, data=st.data())
def test_a_part_that_goes_back_and_a_part_that_is_contested_are_the_same_in_either_order(
    paid, data
):
    first = data.draw(st.integers(1, sum(paid)))
    second = data.draw(st.integers(1, sum(paid)))
    if first + second > sum(paid):
        second = sum(paid) - first
    back = sharing.refunded(plain(*paid), first)
    contested = sharing.disputed(plain(*paid), second)
    after_back = [Line(paid=p, named=n) for p, n in zip(paid, back, strict=True)]
    after_contested = [Line(paid=p, held=h) for p, h in zip(paid, contested, strict=True)]
    assert sharing.disputed(after_back, second) == contested
    assert sharing.refunded(after_contested, first) == back


def test_the_number_of_a_part_leads_back_to_that_of_the_whole():
    assert sharing.part_of("pi_1", 2) == "pi_1#2"
    assert sharing.whole_of("pi_1#2") == sharing.whole_of("pi_1") == "pi_1"
    assert len(set(sharing.parts_of("pi_1"))) == sharing.MOST_LINES
