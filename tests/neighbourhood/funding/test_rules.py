"""The rules of giving and of deciding, each answer of them: no database, no page."""

from datetime import timedelta
from itertools import product
from types import SimpleNamespace as Like

import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.funding import policies
from neighbourhood.funding.models.gifts import PledgeStatus
from neighbourhood.funding.models.provider import CaseKind
from neighbourhood.funding.policies import (
    AlreadyFunded,
    Decision,
    LeavesCrumbs,
    PaymentUnderWay,
    TooLittle,
    TooMuch,
    TransferUnderWay,
)


@pytest.mark.parametrize(
    ("amount", "remaining", "refusal"),
    [
        (100, 0, AlreadyFunded),
        (100, -1, AlreadyFunded),
        (1, 1, None),
        (99, 100, TooLittle),
        (100, 100, None),
        (99, 1000, TooLittle),
        (100, 1000, None),
        (98, 99, TooLittle),
        (99, 99, None),
        (101, 100, TooMuch),
        (1000, 1000, None),
        (1001, 1000, TooMuch),
        (901, 1000, LeavesCrumbs),
        (999, 1000, LeavesCrumbs),
        (900, 1000, None),
    ],
)
def test_what_may_be_given_of_what_is_missing(monkeypatch, amount, remaining, refusal):
    monkeypatch.setattr(policies, "euros", lambda cents: f"{cents} cents")
    said = policies.refusal_of(amount, remaining)
    assert type(said) is (refusal or type(None))
    if refusal is TooMuch:
        assert said.details == {"remaining": f"{remaining} cents"}


@pytest.mark.parametrize(
    ("remaining", "kept", "room"),
    [
        (1000_00, 0, 500_00),
        (1000_01, 0, 500_00),
        (900_00, 100_00, 400_00),
        (500_00, 500_00, 0),
        (100_00, 900_00, 0),
        (300_00, 0, 200_00),
        (200_00, 150_00, 50_00),
        (0, 0, 200_00),
    ],
)
def test_visitors_never_keep_more_than_half_but_for_small_sums(remaining, kept, room):
    assert policies.visitors_room(remaining, kept) == room


@pytest.mark.parametrize(
    ("ceiling", "expected", "may"),
    [
        (500, 500, True),
        (599, 500, False),
        (501, 500, False),
        (600, 500, True),
        (499, 500, False),
        (0, 0, False),
        (1, 1, True),
    ],
)
def test_a_fund_never_ends_with_crumbs_missing(ceiling, expected, may):
    assert policies.may_end_at(ceiling, expected) is may


@pytest.mark.parametrize(
    ("status", "minutes", "live"),
    [
        (PledgeStatus.RESERVED, 1, True),
        (PledgeStatus.RESERVED, 0, False),
        (PledgeStatus.RESERVED, -1, False),
        (PledgeStatus.SETTLED, 1, False),
    ],
)
def test_a_reservation_lives_until_its_last_moment(monkeypatch, status, minutes, live):
    moment = now()
    monkeypatch.setattr(policies, "now", lambda: moment)
    pledge = Like(status=status, reserved_until=moment + timedelta(minutes=minutes))
    assert policies.is_live(pledge) is live


def a_pledge(**known):
    usual = {"is_stuck": False, "is_by_transfer": False, "is_settled": False, "is_owed_back": False}
    return Like(**{**usual, **known})


@pytest.mark.parametrize(
    ("kind", "known", "kept", "decisions"),
    [
        (CaseKind.PAID_AGAIN, {}, False, (Decision.NOTHING,)),
        (CaseKind.PAID_AGAIN, {}, True, (Decision.SECOND_BACK, Decision.KEEP_BOTH)),
        (CaseKind.DISPUTE, {}, True, (Decision.NOTHING,)),
        (CaseKind.DISPUTE, {"is_settled": True}, True, (Decision.NOTHING, Decision.GIVE_BACK)),
        (CaseKind.DISPUTE, {"is_by_transfer": True}, True, (Decision.NOTHING,)),
        (
            CaseKind.PAID_AGAIN,
            {"is_stuck": True, "is_settled": True},
            True,
            (Decision.TRY_AGAIN, Decision.BY_HAND),
        ),
        (
            CaseKind.PAID_AGAIN,
            {"is_stuck": True, "is_by_transfer": True},
            True,
            (Decision.SENT_BY_BANK,),
        ),
    ],
)
def test_what_may_be_decided_of_a_payment(monkeypatch, kind, known, kept, decisions):
    pledge = a_pledge(**known)
    monkeypatch.setattr(policies, "may_be_kept", lambda asked: asked is pledge and kept)
    assert policies.decisions_for(Like(kind=kind, pledge=pledge)) == decisions


@pytest.mark.parametrize(
    ("owed", "takes", "paid", "may"),
    [
        (True, True, 500, True),
        (False, True, 500, False),
        (True, False, 500, False),
        (True, True, None, False),
        (True, True, 501, False),
    ],
)
def test_a_second_payment_counts_only_where_it_would_still_be_taken(
    monkeypatch, owed, takes, paid, may
):
    second = a_pledge(
        is_owed_back=owed,
        payment=paid and Like(paid_cents=paid),
        fund=Like(takes_gifts=takes),
    )

    def remaining(fund):
        assert fund is second.fund
        return 500

    monkeypatch.setattr(policies.pledges, "remaining_cents", remaining)
    monkeypatch.setattr(policies, "euros", str)
    assert policies.may_be_kept(second) is may


def somebody(*, oneself=True, free=True, verified=True, administrator=False):
    resident = Like(has_free_hands=free, is_administrator=administrator)
    return Like(is_oneself=oneself, is_verified=verified, resident=resident)


@pytest.mark.parametrize(("oneself", "administrator"), [*product([True, False], repeat=2)])
def test_only_administrators_decide_and_only_in_their_own_name(oneself, administrator):
    actor = somebody(oneself=oneself, administrator=administrator)
    assert policies.may_decide(actor) is (oneself and administrator)


@pytest.mark.parametrize(
    ("oneself", "free", "takes", "verified", "let", "for_all"), [*product([True, False], repeat=6)]
)
def test_who_may_give(monkeypatch, oneself, free, takes, verified, let, for_all):
    fund = Like(takes_gifts=takes)
    actor = somebody(oneself=oneself, free=free, verified=verified)
    may = Like(may_give=lambda who, what: (who, what) == (actor, fund) and let)
    monkeypatch.setattr(policies, "kind_of", lambda what: may if what is fund else None)
    monkeypatch.setattr(policies, "is_for_all", lambda what: what is fund and for_all)
    at_all = oneself and free and takes
    assert policies.takes_gifts_of(actor, fund) is at_all
    assert policies.may_give(actor, fund) is (at_all and ((verified and let) or for_all))


def test_why_not_is_what_they_lack_else_that_nothing_is_asked_for():
    lacking = object()
    assert policies.why_not(Like(resident=Like(refusal_to_write=lacking))) is lacking
    assert policies.why_not(Like(resident=Like(refusal_to_write=None))) is AlreadyFunded


@pytest.mark.parametrize(
    ("awaited", "paying", "hinders"),
    [
        (0, False, []),
        (1, False, [TransferUnderWay]),
        (0, True, [PaymentUnderWay]),
        (2, True, [TransferUnderWay]),
    ],
)
def test_what_hinders_whoever_closes_their_account(monkeypatch, awaited, paying, hinders):
    monkeypatch.setattr(policies.transfers, "number_awaited", lambda who: awaited * (who == 7))
    monkeypatch.setattr(policies.leaving, "is_paying", lambda who: who == 7 and paying)
    said = policies.AT_CLOSING["gifts"].hinders(Like(id=7))
    assert [type(refusal) for refusal in said] == hinders


@pytest.mark.parametrize("cents", [0, 2050])
def test_whoever_closes_their_account_reads_where_their_money_goes(monkeypatch, cents):
    monkeypatch.setattr(policies.leaving, "cents_going_back", lambda who: cents * (who == 7))
    monkeypatch.setattr(policies, "euros", lambda cents: f"{cents} cents")
    monkeypatch.setattr(policies, "gettext", lambda words, **values: words % values)
    said = (
        "Les 2050 cents que nous vous rendons iront sur votre carte, ou sur le compte d’où venait "
        "votre virement."
    )
    assert policies.AT_CLOSING["gifts"].ends(Like(id=7)) == ([said] if cents else [])
