"""The ledger follows what is known of a payment: entries, where it stands, who hears of it."""

from collections.abc import Mapping
from datetime import datetime

from neighbourhood.foundation.storing.database import db
from neighbourhood.funding import ledger
from neighbourhood.funding.actions import cases, covering
from neighbourhood.funding.events import (
    fund_changed,
    fund_overdrawn,
    fund_reopened,
    pledge_returned,
)
from neighbourhood.funding.kinds import kind_of
from neighbourhood.funding.ledger import Facts
from neighbourhood.funding.models.gifts import Fund, FundStatus, Payment, Pledge, PledgeStatus
from neighbourhood.funding.models.ledger import AccountKind, TransferKind
from neighbourhood.funding.models.provider import CaseKind
from neighbourhood.funding.queries import pledges, provider

# What comes never leaves a fund with less than was paid out of it.
_COMING = frozenset(
    {
        TransferKind.GIFT,
        TransferKind.LATE_PAYMENT,
        TransferKind.WRONG_AMOUNT,
        TransferKind.SECOND_PAYMENT,
    }
)


def take_in(promise: Pledge, paid_cents: int, *, counted: bool) -> Payment:
    """Note what was paid for a promise, and whether it counts for the fund."""
    payment = Payment(
        pledge=promise, paid_cents=paid_cents, counted_cents=paid_cents if counted else 0
    )
    db.session.add(payment)
    db.session.flush()
    return payment


def follow(
    promise: Pledge, fund: Fund, kind: TransferKind, *, moment: datetime | None = None
) -> tuple[Facts, int]:
    """Write what has moved, and bring the pledge and its fund in line; both are held.

    Facts may come in any order and twice: what is written is the way from what the ledger says to
    what is known.
    """
    payment = pledges.paid_for(promise)
    facts = provider.facts_of(payment)
    if kind is TransferKind.DISPUTE_WON and covering.count_again(payment, fund, facts):
        facts = provider.facts_of(payment)
    moved = ledger.follow(promise, kind, facts, moment=moment)
    payment.counted_cents = facts.still_counted
    if kind_of(fund).shares:
        _make_good(promise, fund)
    elif kind not in _COMING:
        covering.cover(fund)
    standing = _standing(payment, facts)
    if standing is not promise.status:
        promise.become(standing)
    if _restate(fund) and fund.status is not FundStatus.CLOSED:
        pledge_returned.send(promise)
    return facts, moved


def _make_good(promise: Pledge, fund: Fund) -> None:
    """Bring back to a fund what it gave to others, once gifts to it went back; lose the rest."""
    missing = -pledges.raised_cents(fund)
    if missing <= 0:
        return
    fund_overdrawn.send(fund, cents=missing)
    lost = -pledges.raised_cents(fund)
    if lost > 0:
        sides: Mapping[ledger.Place, int] = {
            (AccountKind.LOSS, None): lost,
            (AccountKind.FUND, fund.id): -lost,
        }
        ledger.move(ledger.after(promise, "loss covered"), TransferKind.LOSS_COVERED, sides)
        cases.open_case(promise, CaseKind.LOSS_COVERED, lost)


def _standing(payment: Payment, facts: Facts) -> PledgeStatus:
    if facts.withheld or provider.disputes_payment(payment):
        return PledgeStatus.DISPUTED
    if facts.owed:
        return PledgeStatus.STUCK if payment.is_stuck else PledgeStatus.OWED_BACK
    if facts.pending:
        return PledgeStatus.RETURNING
    if facts.still_counted:
        return PledgeStatus.SETTLED
    return PledgeStatus.TAKEN_BACK if facts.lost else PledgeStatus.REFUNDED


def restate(fund: Fund) -> None:
    """Bring a fund in line with the ledger after a movement of no single gift; it is held."""
    _restate(fund)
    fund_changed.send(fund)


def _restate(fund: Fund) -> bool:
    """Repeat on the fund what the ledger says; tell whether it has less than before."""
    raised_before = fund.raised_cents
    raised = pledges.raised_cents(fund)
    lacks = fund.status is FundStatus.COMPLETED and raised < fund.ceiling_cents
    is_over = lacks and fund.proved_cents is not None
    if is_over:
        # What it was for is done: it asks for no more than it has, and may be paid out.
        fund.minimum_cents = fund.ceiling_cents = raised
    elif lacks:
        fund.become(FundStatus.OPEN)
    fund.raised_cents = raised
    fund.donors_count = pledges.donors_count(fund)
    db.session.flush()
    if is_over:
        fund_changed.send(fund)
    elif lacks:
        fund_reopened.send(fund)
    return raised < raised_before
