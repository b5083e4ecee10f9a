"""Gifts that go back after they were paid out or spent: the town covers them, in whatever order."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from neighbourhood.funding.actions import paying_out, returns
from neighbourhood.funding.actions.reversing import Told, hear_reversal
from neighbourhood.funding.models.gifts import FundStatus, PledgeStatus
from neighbourhood.funding.models.paying import PainVersion, PayOutStatus
from neighbourhood.funding.models.provider import ReversalStatus
from neighbourhood.funding.queries import standings
from neighbourhood.funding.treasury import AmountChanged
from neighbourhood.needs.models import NeedStatus
from tests.neighbourhood.funding.test_ledger import books


@pytest.fixture
def paid(till, office, donor, other):
    """A need of 150 € that was paid out, and the two gifts that paid for it."""
    need = office.open(target_cents=15000)
    gifts = office.give(donor, need, 10000), office.give(other, need, 5000)
    till.done()
    return office.now(need), *gifts


def hear(office, gift, status, cents, reference="dp_1"):
    with office.at_work():
        hear_reversal(Told(reference, gift.payment_reference, cents, status))


def covered(office):
    with office.app.app_context():
        town = office.quartier.municipality_id
        return [cents for _fund, cents in standings.covered_in(town)]


def test_a_dispute_lost_after_the_pay_out_is_covered_and_the_need_stays_funded(till, office, paid):
    need, _large, small = paid
    hear(office, small, ReversalStatus.OPENED, 5000)
    assert covered(office) == [], "the bank withholds it, and has not taken it"
    hear(office, small, ReversalStatus.LOST, 5000)
    assert till.where(need) == (15000, 15000, 0)
    assert covered(office) == [5000]
    after = office.now(need)
    assert (after.status, after.fund.status) == (NeedStatus.FUNDED, FundStatus.COMPLETED)
    assert books(office.app)["loss"] == 5000


def test_won_after_all_the_gift_counts_again_and_the_cover_ends(till, office, paid):
    need, _large, small = paid
    for status in (ReversalStatus.LOST, ReversalStatus.WON):
        hear(office, small, status, 5000)
    assert till.where(need) == (15000, 15000, 0)
    assert covered(office) == []
    assert office.pledge_now(small).status is PledgeStatus.SETTLED
    assert books(office.app).get("loss", 0) == 0


def test_a_refund_in_part_is_covered_in_part(till, office, paid):
    need, large, _small = paid
    hear(office, large, ReversalStatus.SUCCEEDED, 2500, "re_1")
    assert (till.where(need), covered(office)) == ((15000, 15000, 0), [2500])


def test_a_gift_given_back_on_request_is_covered_whole(till, office, paid):
    need, large, _small = paid
    with office.at_work():
        returns.return_gift(large.key)
    assert (till.where(need), covered(office)) == ((15000, 15000, 0), [10000])
    assert office.now(need).status is NeedStatus.FUNDED


def test_before_the_pay_out_neighbours_are_asked_anew_as_ever(till, office, funded, donor):
    gift = office.give(donor, (need := office.open(target_cents=4000)), 4000)
    hear(office, gift, ReversalStatus.LOST, 4000)
    assert (till.where(need)[0], covered(office)) == (0, [])
    assert office.now(need).status is NeedStatus.OPEN


def test_what_comes_back_from_the_partner_ends_the_cover_first(till, office, paid):
    need, _large, small = paid
    hear(office, small, ReversalStatus.LOST, 5000)
    office.prove(need, cents=12000)
    till.returned(need, 3000)
    assert covered(office) == [2000]
    assert till.where(need) == (12000, 0, 12000)


@pytest.fixture
def spent(till, office, donor, other):
    """A need of 200 € that was given in two gifts, of 183 € and 17 €."""
    need = office.open(target_cents=20000)
    return need, office.give(donor, need, 18300), office.give(other, need, 1700)


@pytest.mark.parametrize(
    ("proved", "keeps", "town_bears", "is_paid"),
    [
        (10000, 18300, 0, 10000),
        (18300, 18300, 0, 18300),
        (18450, 18450, 150, 18450),
        (20000, 20000, 1700, 20000),
    ],
)
@pytest.mark.parametrize("drawn_up", [False, True])
def test_what_was_spent_and_proved_stays_payable_whatever_goes_back(
    till, office, spent, *, proved, keeps, town_bears, is_paid, drawn_up
):
    need, _large, small = spent
    office.prove(need, cents=proved)
    pay_out = till.approved() if drawn_up else None
    hear(office, small, ReversalStatus.OPENED, 1700)
    assert not till.payable(), "a bank asks about it"
    hear(office, small, ReversalStatus.LOST, 1700)
    assert (till.where(need), covered(office)) == ((keeps, 0, 0), [town_bears] * bool(town_bears))
    after = office.now(need)
    assert (after.status, after.fund.status) == (NeedStatus.PROVED, FundStatus.COMPLETED)
    assert (after.raised_cents, after.target_cents, after.missing_cents) == (keeps, keeps, 0)
    if pay_out is None:
        assert till.done().cents == is_paid
    else:
        till.act(paying_out.hand_over, till.first, pay_out, version=PainVersion.V09)
        assert till.now(pay_out).cents == is_paid
    assert till.where(need) == (keeps, 0, is_paid)
    assert not till.payable()
    assert till.standing(need).left == keeps - proved, "to be given to another need"


def test_won_after_all_before_the_pay_out_of_a_proved_need_the_cover_ends(till, office, spent):
    need, _large, small = spent
    office.prove(need, cents=18450)
    for status in (ReversalStatus.LOST, ReversalStatus.WON):
        hear(office, small, status, 1700)
    assert (till.where(need), covered(office)) == ((18450, 0, 0), [])
    assert office.pledge_now(small).status is PledgeStatus.OWED_BACK, "the rest of it"
    assert till.done().cents == 18450


def test_a_pay_out_of_which_the_money_is_gone_is_not_allowed(till, office, spent):
    _need, _large, small = spent
    drawn = till.draw_up()
    hear(office, small, ReversalStatus.LOST, 1700)
    with pytest.raises(AmountChanged):
        till.act(paying_out.approve, till.second, drawn)
    assert till.now(drawn).status is PayOutStatus.DRAWN_UP


EVENTS = {
    "inquiry": (ReversalStatus.INQUIRY, 3000, "dp"),
    "opened": (ReversalStatus.OPENED, 3000, "dp"),
    "lost": (ReversalStatus.LOST, 3000, "dp"),
    "won": (ReversalStatus.WON, 3000, "dp"),
    "part": (ReversalStatus.SUCCEEDED, 1000, "re"),
    "failed": (ReversalStatus.FAILED, 1000, "re"),
    "all back": (ReversalStatus.TOTAL, 9000, "total"),
}


def happen(till, need, gift, event):
    office = till.office
    if event == "pay out":
        if till.payable():
            till.done()
    elif event == "prove":
        now = office.now(need)
        if now.status is NeedStatus.FUNDED:
            office.prove(need, cents=min(8000, now.raised_cents))
    elif event == "asked":
        with office.at_work():
            returns.return_gift(gift.key)
    else:
        status, cents, sort = EVENTS[event]
        hear(office, gift, status, cents, f"{sort}-{gift.key}")


def check_that_what_left_was_raised(till, need):
    balances = books(till.office.app)
    standing = till.standing(need)
    fund = standing.fund
    assert 0 <= standing.kept <= standing.raised == fund.raised_cents <= fund.ceiling_cents
    if fund.proved_cents is not None:
        assert fund.status is FundStatus.COMPLETED, "what is done is asked of nobody anew"
    assert standing.with_partner >= 0
    assert balances.get("loss", 0) >= 0


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(story=st.permutations([*EVENTS, "asked", "prove", "pay out"]))
@example(story=["pay out", "lost", "won", "prove", "all back"])
@example(story=["pay out", "asked", "failed", "lost", "won"])
@example(story=["prove", "lost", "pay out", "won", "asked"])
def test_in_any_order_what_left_was_raised(till, donor, story):
    need = till.office.open(target_cents=9000)
    gift = till.office.give(donor, need, 9000)
    for event in story:
        happen(till, need, gift, event)
        check_that_what_left_was_raised(till, need)
