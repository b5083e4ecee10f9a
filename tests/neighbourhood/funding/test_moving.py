"""Money of one fund that comes to another, or leaves the site: of no single gift, and balanced."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.double_entry import UnbalancedError
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.funding import ledger
from neighbourhood.funding.actions import funds, moving
from neighbourhood.funding.kinds import kind_of
from neighbourhood.funding.models.gifts import Fund, FundStatus
from neighbourhood.funding.models.ledger import (
    AccountKind,
    LedgerEntry,
    LedgerTransfer,
    TransferKind,
)
from neighbourhood.funding.policies import TooLateForAPrice
from neighbourhood.needs.models import NeedStatus


@pytest.fixture
def two(office, donor):
    """A need that was given 20 €, and one that misses 15 €."""
    giver, taker = office.open(target_cents=5000), office.open(target_cents=1500)
    office.give(donor, giver, 2000)
    return office.now(giver), office.now(taker)


def moved(office, two, cents, reference="allocation:1"):
    giver, taker = two
    with office.at_work():
        funds = [hold(Fund, need.fund_id) for need in sorted(two, key=lambda need: need.fund_id)]
        giving, receiving = sorted(funds, key=lambda fund: fund.id != giver.fund_id)
        moving.between(reference, TransferKind.ALLOCATION, giving, receiving, cents)
    return office.now(giver), office.now(taker)


def test_what_leaves_one_fund_comes_to_the_other(office, two):
    giver, taker = moved(office, two, 500)
    assert (giver.raised_cents, taker.raised_cents) == (1500, 500)
    with office.app.app_context():
        transfer = db.session.scalars(
            select(LedgerTransfer).where(LedgerTransfer.kind == TransferKind.ALLOCATION)
        ).one()
        assert (transfer.pledge_id, transfer.pseudonym) == (None, "")
        assert sum(entry.amount_cents for entry in transfer.entries) == 0


def test_a_fund_that_receives_the_rest_is_complete(office, two):
    _giver, taker = moved(office, two, 1500)
    assert taker.fund.status is FundStatus.COMPLETED
    assert taker.status is NeedStatus.FUNDED


def test_no_fund_receives_more_than_it_may(office, two):
    with pytest.raises(IntegrityError, match="never_over_funded"):
        moved(office, two, 1501)
    assert office.now(two[1]).raised_cents == 0


def test_no_fund_gives_what_it_has_not(office, two):
    with pytest.raises(IntegrityError, match="never_over_funded"):
        moved(office, (two[1], two[0]), 1)


def test_the_same_movement_is_made_once(office, two):
    moved(office, two, 500)
    with pytest.raises(IntegrityError):
        moved(office, two, 500)
    assert office.now(two[1]).raised_cents == 500


def test_what_is_paid_out_still_counts_as_raised(office, two):
    giver, _taker = two
    with office.at_work():
        fund = hold(Fund, giver.fund_id)
        sides = {
            (AccountKind.PROVIDER, None): -2000,
            (AccountKind.WITH_PARTNER, fund.id): 2000,
        }
        ledger.move("pay-out:1", TransferKind.PAY_OUT, sides)
    with office.app.app_context():
        assert db.session.scalar(select(func.sum(LedgerEntry.amount_cents))) == 0
    assert office.now(giver).raised_cents == 2000


def test_a_movement_that_does_not_balance_is_refused(office, two):
    sides = {(AccountKind.PROVIDER, None): -2000, (AccountKind.USED, two[0].fund_id): 1999}
    with office.at_work(), pytest.raises(UnbalancedError):
        ledger.move("pay-out:1", TransferKind.PAY_OUT, sides)


def test_a_fund_is_of_the_partner_that_it_is_opened_for_and_once_closed_asks_for_nothing_more(
    office,
):
    need = office.open()
    with office.at_work():
        fund = funds.open_fund(
            kind_of(need.fund),
            town_id=office.quartier.municipality_id,
            partner_id=office.partner.id,
            title="Un banc",
            path="/solidarite/1",
            minimum_cents=1000,
            ceiling_cents=1000,
        )
        assert fund.partner_id == office.partner.id
        funds.close_fund(fund)
        funds.change_fund(fund, title="Un long banc", ceiling_cents=1000)
        with pytest.raises(TooLateForAPrice):
            funds.change_fund(fund, title="Deux bancs", ceiling_cents=2000)
        assert fund.ceiling_cents == 1000
