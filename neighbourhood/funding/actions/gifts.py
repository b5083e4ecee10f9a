"""Gifts, from the promise to the money: by donors, the payment provider and the clock."""

import logging
import secrets
from datetime import datetime, timedelta

from sqlalchemy import update

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.funding import kinds, ledger, queries
from neighbourhood.funding.actions.funds import complete
from neighbourhood.funding.actions.returns import owe_back, recount
from neighbourhood.funding.actions.telling import tell
from neighbourhood.funding.events import pledge_settled
from neighbourhood.funding.gateways import Outcome, PaymentEvent
from neighbourhood.funding.models import (
    AccountKind,
    DonorPseudonym,
    Fund,
    FundStatus,
    Pledge,
    PledgeStatus,
    TransferKind,
)
from neighbourhood.funding.policies import PaymentMismatch, is_live, may_give, refusal_of
from neighbourhood.residents.acting import Actor

log = logging.getLogger(__name__)

RESERVATION = timedelta(minutes=20)


def pledge(actor: Actor, fund: Fund, *, amount_cents: int) -> Pledge:
    """Keep a part of the fund for `actor` while they pay; nothing moves until it is settled.

    The fund is held first: of two neighbours who give the last euros at once, the second one
    reads what the first one reserved.
    """
    fund = hold(Fund, fund.id)
    require(may_give(actor, fund))
    pseudonym = pseudonym_in(fund, actor.id)
    _forget_earlier_try(pseudonym)
    refusal = refusal_of(amount_cents, queries.remaining_cents(fund))
    if refusal is not None:
        raise refusal
    promise = Pledge(
        key=secrets.token_hex(12),
        fund_id=fund.id,
        pseudonym=pseudonym,
        amount_cents=amount_cents,
        reserved_until=now() + RESERVATION,
    )
    db.session.add(promise)
    db.session.flush()
    return promise


def pseudonym_in(fund: Fund, resident_id: int) -> str:
    """Return the name under which a resident gives to `fund`, drawn at their first try.

    The fund is held: two tries at once cannot both be the first.
    """
    known = queries.pseudonym_of(fund, resident_id)
    if known is None:
        known = secrets.token_hex(16)
        row = DonorPseudonym(pseudonym=known, resident_id=resident_id, fund_id=fund.id)
        db.session.add(row)
        db.session.flush()
    return known


def _forget_earlier_try(pseudonym: str) -> None:
    # Whoever comes back from the bank and tries again must not be stopped by their own reservation.
    earlier = update(Pledge).where(
        Pledge.pseudonym == pseudonym,
        Pledge.status.in_(Pledge.MOVES.into(PledgeStatus.CANCELLED)),
    )
    db.session.execute(earlier.values(status=PledgeStatus.CANCELLED))


def hear(event: PaymentEvent) -> None:
    """Act on what the provider announced; hearing it twice changes nothing."""
    if event.outcome is Outcome.UNRELATED:
        return
    try:
        if event.outcome is Outcome.PAID:
            settle(
                event.key,
                amount_cents=event.amount_cents,
                payment_reference=event.payment_reference,
            )
        else:
            cancel(event.key)
    except Missing:
        # The same account with the provider may serve another site: not ours to refuse.
        log.warning("a payment was announced for a pledge that is not ours")


def settle(key: str, *, amount_cents: int, payment_reference: str) -> None:
    """Record that the provider holds the money; a second call changes nothing."""
    fund = hold(Fund, queries.fund_id_of(key))
    promise = queries.locked(key)
    if not promise.may_become(PledgeStatus.SETTLED):
        return
    require(amount_cents == promise.amount_cents, PaymentMismatch)
    promise.payment_reference = payment_reference
    if _still_fits(promise, fund):
        _credit(promise, fund)
    else:
        owe_back(promise, TransferKind.LATE_PAYMENT, ledger.account(AccountKind.PROVIDER))


def _still_fits(promise: Pledge, fund: Fund) -> bool:
    if fund.status is not FundStatus.OPEN:
        return False
    return is_live(promise) or promise.amount_cents <= queries.remaining_cents(fund)


def _credit(promise: Pledge, fund: Fund) -> None:
    record_gift(promise, fund, moment=now())
    tell(promise, kinds.RECEIVED)
    pledge_settled.send(promise)
    if fund.missing_cents == 0:
        complete(fund)


def record_gift(promise: Pledge, fund: Fund, *, moment: datetime) -> None:
    """Write down that a part has arrived, in the ledger and on the fund; nobody is told."""
    promise.settled_at = moment
    promise.become(PledgeStatus.SETTLED)
    sides = {
        ledger.account(AccountKind.PROVIDER): promise.amount_cents,
        ledger.account(AccountKind.FUND, fund.id): -promise.amount_cents,
    }
    ledger.post(promise, TransferKind.GIFT, sides, moment=moment)
    recount(fund)


def cancel(key: str) -> None:
    """Give the reserved part free again; a payment already received stays."""
    hold(Fund, queries.fund_id_of(key))
    promise = queries.locked(key)
    if promise.status is PledgeStatus.RESERVED:
        promise.become(PledgeStatus.CANCELLED)


def expire_reservations() -> None:
    """Give free again what was kept too long for neighbours who did not pay."""
    overdue = update(Pledge).where(
        Pledge.status.in_(Pledge.MOVES.into(PledgeStatus.EXPIRED)), Pledge.reserved_until <= now()
    )
    db.session.execute(overdue.values(status=PledgeStatus.EXPIRED))
