"""Money that goes back."""

from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.funding import kinds, ledger, queries
from neighbourhood.funding.actions.telling import tell
from neighbourhood.funding.events import fund_reopened, pledge_returned
from neighbourhood.funding.models import (
    AccountKind,
    Fund,
    FundStatus,
    Pledge,
    PledgeStatus,
    TransferKind,
)


def return_gift(key: str) -> None:
    """Owe one gift back, and ask neighbours for it anew; a second call changes nothing."""
    fund = hold(Fund, queries.fund_id_of(key))
    promise = queries.locked(key)
    if promise.status is not PledgeStatus.SETTLED:
        return
    owe_back(promise, TransferKind.RETURN, ledger.account(AccountKind.FUND, fund.id))
    was_complete = fund.status is FundStatus.COMPLETED
    if was_complete:
        fund.become(FundStatus.OPEN)
    recount(fund)
    if was_complete:
        fund_reopened.send(fund)
    pledge_returned.send(promise)


def owe_back(promise: Pledge, kind: TransferKind, from_account: int) -> None:
    """Take a part from where it is; the clock sends it back to whoever gave it."""
    promise.become(PledgeStatus.OWED_BACK)
    owed = ledger.account(AccountKind.OWED_BACK)
    ledger.post(promise, kind, {from_account: promise.amount_cents, owed: -promise.amount_cents})
    tell(promise, kinds.OWED_BACK)


def record_refund(key: str) -> None:
    """Record that the provider gave a payment back; a second call changes nothing."""
    promise = queries.locked(key)
    if promise.status is not PledgeStatus.OWED_BACK:
        return
    promise.become(PledgeStatus.REFUNDED)
    sides = {
        ledger.account(AccountKind.OWED_BACK): promise.amount_cents,
        ledger.account(AccountKind.PROVIDER): -promise.amount_cents,
    }
    ledger.post(promise, TransferKind.REFUND, sides)
    tell(promise, kinds.REFUNDED)


def recount(fund: Fund) -> None:
    """Repeat on the fund what the ledger says was received."""
    fund.raised_cents = queries.raised_cents(fund)
    fund.donors_count = queries.donors_count(fund)
    db.session.flush()
