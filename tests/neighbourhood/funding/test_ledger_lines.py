"""What the ledger writes, word for word: nothing here is kept."""

from datetime import timedelta

import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.double_entry import UnbalancedError
from neighbourhood.funding import ledger
from neighbourhood.funding.ledger import Facts
from neighbourhood.funding.models.gifts import Fund, Pledge
from neighbourhood.funding.models.ledger import (
    AccountKind,
    LedgerAccount,
    LedgerTransfer,
    TransferKind,
)

ONCE = ("gift", "late payment", "wrong amount", "second payment")


@pytest.fixture
def pledge(app, make):
    """A promise of 5 € for a fund, in a transaction that is given up."""
    town_id = make.municipality().id
    with app.app_context():
        fund = Fund(
            kind="need",
            municipality_id=town_id,
            title="Un lit",
            path="/",
            minimum_cents=5000,
            ceiling_cents=5000,
        )
        db.session.add(fund)
        db.session.flush()
        promised = Pledge(
            key="key", fund_id=fund.id, pseudonym="hers", amount_cents=500, reserved_until=now()
        )
        db.session.add(promised)
        db.session.flush()
        yield promised
        db.session.rollback()


def written():
    """Every movement: its reference, its kind, and its sides by the code of their account."""
    codes = {each.id: each.code for each in db.session.query(LedgerAccount)}
    return [
        (
            row.reference,
            row.kind.value,
            {codes[side.account_id]: side.amount_cents for side in row.entries},
        )
        for row in db.session.query(LedgerTransfer).order_by(LedgerTransfer.id)
    ]


def sides(pledge, cents=500):
    return {
        ledger.account(AccountKind.PROVIDER): cents,
        ledger.account(AccountKind.FUND, pledge.fund_id): -cents,
    }


def test_a_movement_of_a_gift_is_written_under_its_number_and_its_pseudonym(pledge):
    before = now()
    posted = ledger.post(pledge, TransferKind.GIFT, sides(pledge))
    fund = f"fund:{pledge.fund_id}"
    assert written() == [("gift:key", "gift", {"provider": 500, fund: -500})]
    assert (posted.pledge_id, posted.pseudonym) == (pledge.id, "hers")
    assert before <= posted.created_at <= now()


def test_what_happens_once_has_one_reference_and_what_may_come_again_is_counted(pledge):
    for kind in TransferKind:
        ledger.post(pledge, kind, sides(pledge))
    assert [reference for reference, *_more in written()] == [
        f"{kind}:key" for kind in TransferKind
    ]
    for kind in TransferKind:
        again = f"{kind}:key" if kind.value in ONCE else f"{kind}:key:2"
        assert ledger._reference(pledge, kind) == again


def test_a_movement_may_be_written_down_later_than_it_happened(pledge):
    happened = now() - timedelta(days=3)
    posted = ledger.post(pledge, TransferKind.GIFT, sides(pledge), moment=happened)
    places = {(AccountKind.PROVIDER, None): -500, (AccountKind.WITH_PARTNER, pledge.fund_id): 500}
    moved = ledger.move("pay-out:1", TransferKind.PAY_OUT, places, moment=happened)
    ledger.follow(pledge, TransferKind.REFUND, Facts(paid=500, counted=0), moment=happened)
    assert {posted.created_at, moved.created_at} == {happened}
    assert {row.created_at for row in db.session.query(LedgerTransfer)} == {happened}


def test_a_movement_of_no_gift_names_none(pledge):
    places = {(AccountKind.PROVIDER, None): -500, (AccountKind.USED, pledge.fund_id): 500}
    moved = ledger.move("use:1", TransferKind.USE, places)
    assert written() == [("use:1", "use", {"provider": -500, f"used:{pledge.fund_id}": 500})]
    assert (moved.pledge_id, moved.pseudonym) == (None, "")


@pytest.mark.parametrize(
    ("cents", "said"),
    [((500, -499), "[-499, 500]"), ((500,), "[500]"), ((0, 0), "[0, 0]"), ((), "[]")],
)
def test_what_does_not_balance_is_named_in_the_refusal(pledge, cents, said):
    accounts = dict(zip(sides(pledge), cents, strict=False))
    with pytest.raises(UnbalancedError) as refused:
        ledger.post(pledge, TransferKind.RETURN, accounts)
    assert str(refused.value) == f"a return of {said} cents does not balance"
    assert written() == []


def test_what_follows_a_gift_is_counted_by_the_movements_of_that_gift(pledge):
    assert ledger.after(pledge, "loss covered") == "loss covered:key:0"
    ledger.post(pledge, TransferKind.GIFT, sides(pledge))
    places = {(AccountKind.PROVIDER, None): -500, (AccountKind.USED, pledge.fund_id): 500}
    ledger.move("use:1", TransferKind.USE, places)
    assert ledger.after(pledge, "loss covered") == "loss covered:key:1"


def test_only_the_difference_with_the_facts_is_written(pledge):
    fund = f"fund:{pledge.fund_id}"
    said = [
        (TransferKind.GIFT, Facts(paid=500, counted=300), 500),
        (TransferKind.GIFT, Facts(paid=500, counted=300), 0),
        (TransferKind.REFUND, Facts(paid=500, counted=300, returned=199), 199),
        (TransferKind.REFUND, Facts(paid=500, counted=300, returned=200), 1),
        (TransferKind.DISPUTE, Facts(paid=500, counted=300, returned=200, withheld=300), 300),
    ]
    for kind, facts, moved in said:
        assert ledger.follow(pledge, kind, facts) == moved
    assert written() == [
        ("gift:key", "gift", {"provider": 500, fund: -300, "owed back": -200}),
        ("refund:key", "refund", {"provider": -199, "owed back": 199}),
        ("refund:key:2", "refund", {"provider": -1, "owed back": 1}),
        ("dispute:key", "dispute", {"provider": -300, "withheld": 300}),
    ]


def test_an_account_says_its_kind_and_its_fund(pledge):
    number = ledger.account(AccountKind.USED, pledge.fund_id)
    assert ledger.account(AccountKind.USED, pledge.fund_id) == number
    found = db.session.get_one(LedgerAccount, number)
    code = f"used:{pledge.fund_id}"
    assert (found.code, found.kind, found.fund_id) == (code, AccountKind.USED, pledge.fund_id)
    loss = db.session.get_one(LedgerAccount, ledger.account(AccountKind.LOSS))
    assert (loss.code, loss.kind, loss.fund_id) == ("loss", AccountKind.LOSS, None)
