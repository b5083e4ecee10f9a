"""The ledger: nothing appears, nothing vanishes, nothing is rewritten."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select, text
from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.double_entry import UnbalancedError
from neighbourhood.funding import ledger
from neighbourhood.funding.actions import returns
from neighbourhood.funding.models.gifts import DonorPseudonym, Pledge
from neighbourhood.funding.models.ledger import (
    AccountKind,
    LedgerAccount,
    LedgerEntry,
    LedgerTransfer,
    TransferKind,
)
from neighbourhood.funding.queries import pledges
from neighbourhood.notifications.models import Notification
from neighbourhood.residents.models.residents import Resident
from tests.support.gift_story import Story


@pytest.fixture
def gift(office, donor):
    return office.give(donor, office.open(), 500)


def books(app):
    """What the whole ledger says: balances by account, and the sum of each transfer."""
    with app.app_context():
        balances = dict(
            db.session.execute(
                select(LedgerAccount.code, func.sum(LedgerEntry.amount_cents))
                .join(LedgerEntry)
                .group_by(LedgerAccount.code)
            ).all()
        )
        sums = db.session.scalars(
            select(func.sum(LedgerEntry.amount_cents)).group_by(LedgerEntry.transfer_id)
        ).all()
        sides = db.session.scalars(
            select(func.count()).select_from(LedgerEntry).group_by(LedgerEntry.transfer_id)
        ).all()
        transfers = db.session.scalar(select(func.count()).select_from(LedgerTransfer))
    assert set(sums) <= {0}, "every transfer balances"
    assert len(sides) == transfers, "no transfer without sides"
    assert all(count >= 2 for count in sides)
    assert sum(balances.values()) == 0, "and so does the whole"
    return balances


def test_a_gift_is_with_the_provider_and_for_the_need(app, gift):
    assert books(app) == {"provider": 500, f"fund:{gift.fund_id}": -500}


@pytest.mark.parametrize(
    "sides", [(500, -499), (500,), (), (0, 0), (500, -500, 0)], ids=lambda sides: f"{sides}"
)
def test_what_does_not_balance_is_not_written(app, office, gift, sides):
    before = books(app)
    with office.at_work():
        accounts = [
            ledger.account(AccountKind.PROVIDER),
            ledger.account(AccountKind.OWED_BACK),
            ledger.account(AccountKind.FUND, gift.fund_id),
        ]
    with pytest.raises(UnbalancedError), office.at_work():
        ledger.post(gift, TransferKind.RETURN, dict(zip(accounts, sides, strict=False)))
    assert books(app) == before


def test_the_same_movement_is_not_written_twice(office, gift):
    with office.at_work():
        sides = {
            ledger.account(AccountKind.PROVIDER): 500,
            ledger.account(AccountKind.OWED_BACK): -500,
        }
    with pytest.raises(IntegrityError), office.at_work():
        ledger.post(gift, TransferKind.GIFT, sides)


@pytest.mark.parametrize(
    "rewriting",
    [
        "UPDATE ledger_entry SET amount_cents = amount_cents * 2",
        "DELETE FROM ledger_entry",
        "UPDATE ledger_transfer SET kind = 'refund'",
        "DELETE FROM ledger_transfer",
        "UPDATE ledger_account SET code = 'mine'",
        "DELETE FROM ledger_account",
        "REPLACE INTO ledger_entry SELECT id, transfer_id, account_id, 7 FROM ledger_entry",
        "REPLACE INTO ledger_entry (transfer_id, account_id, amount_cents)"
        " SELECT transfer_id, account_id, 7 FROM ledger_entry",
        "REPLACE INTO ledger_transfer (id, reference, kind, pledge_id, pseudonym, created_at)"
        " SELECT id, reference, 'refund', pledge_id, 'x', created_at FROM ledger_transfer",
        "REPLACE INTO ledger_transfer (reference, kind, pledge_id, pseudonym, created_at)"
        " SELECT reference, 'refund', pledge_id, 'x', created_at FROM ledger_transfer",
    ],
)
def test_the_database_refuses_to_rewrite_the_ledger(app, office, gift, rewriting):
    before = books(app)
    with pytest.raises(IntegrityError, match="append-only"), office.at_work():
        db.session.execute(text(rewriting))
    assert books(app) == before


def test_an_account_that_is_written_again_stays_as_it_is(app, office, gift):
    before = books(app)
    with office.at_work():
        db.session.execute(
            text(
                "REPLACE INTO ledger_account (id, code, kind) SELECT id, 'mine', 'provider'"
                " FROM ledger_account"
            )
        )
    assert books(app) == before


def test_an_account_is_opened_once(office):
    with office.at_work():
        first = ledger.account(AccountKind.PROVIDER)
        assert ledger.account(AccountKind.PROVIDER) == first
        assert ledger.account(AccountKind.OWED_BACK) != first


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["give", "promise", "promise", "pay late", "pay late", "expire", "withdraw", "refund"]
        ),
        st.integers(0, 2),
        # Few amounts, near the edges of a need of 50 €: the sequences that matter come up often.
        st.sampled_from([50, 500, 1501, 2500, 3499, 4800, 5000]),
    ),
    max_size=14,
)

LATE_WHILE_ANOTHER_PAYS = [
    ("promise", 0, 5000),
    ("expire", 0, 500),
    ("promise", 1, 5000),
    ("pay late", 0, 5000),
]


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
@example(steps=LATE_WHILE_ANOTHER_PAYS)
def test_whatever_neighbours_do_the_books_balance_and_no_need_gets_too_much(
    app, office, donor, other, steps
):
    story = Story(office, [donor, other], office.open(target_cents=5000))
    for verb, who, cents in steps:
        story.do(verb, who, cents)
        balances = books(app)
        need = office.now(story.need)
        raised = -balances.get(f"fund:{need.fund_id}", 0)
        assert raised == need.raised_cents
        assert 0 <= raised <= need.target_cents
        assert raised + story.reserved() <= need.target_cents
        assert -balances.get("owed back", 0) == story.owed()
        assert balances.get("provider", 0) >= 0


def test_nothing_that_lasts_says_who_gave(office, donor, other):
    need = office.open()
    mine, theirs = office.give(donor, need, 500), office.give(other, need, 500)
    again = office.give(donor, office.open(), 500)
    for table in (Pledge, LedgerAccount, LedgerTransfer, LedgerEntry):
        parents = {key.column.table.name for key in table.__table__.foreign_keys}
        assert parents <= {"fund", "pledge", "ledger_account", "ledger_transfer"}, table
    names = {gift.pseudonym for gift in (mine, theirs, again)}
    assert len(names) == 3, "a gift elsewhere goes by another name"
    assert office.give(donor, need, 300).pseudonym == mine.pseudonym


def test_once_a_donor_is_erased_the_money_still_finds_its_way(app, office, donor, other):
    need = office.open()
    gift, kept = office.give(donor, need, 500), office.give(other, need, 300)
    with office.at_work():
        db.session.execute(delete(DonorPseudonym).where(DonorPseudonym.resident_id == donor.id))
        told = db.session.query(Notification).filter_by(resident_id=donor.id).count()
    office.withdraw(need)
    for pledge in (gift, kept):
        with office.at_work():
            returns.record_refund(pledge.key)
    assert books(app) == {f"fund:{need.fund_id}": 0, "owed back": 0, "provider": 0}
    with app.app_context():
        resident = db.session.get_one(Resident, donor.id)
        assert pledges.gifts(resident, None).page.rows == []
        assert db.session.query(Notification).filter_by(resident_id=donor.id).count() == told
        assert len(pledges.gifts(db.session.get_one(Resident, other.id), None).page.rows) == 1
