"""What a donor, a payment provider or the clock does with money."""

import logging
import secrets
from datetime import timedelta

from sqlalchemy import update

import neighbourhood.needs.queries as needs
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.words.money import euros
from neighbourhood.funding import kinds, ledger, queries
from neighbourhood.funding.events import pledge_settled
from neighbourhood.funding.gateways import Outcome, PaymentEvent
from neighbourhood.funding.models import AccountKind, Pledge, PledgeStatus, TransferKind
from neighbourhood.funding.policies import (
    PaymentMismatch,
    is_live,
    may_fund,
    may_move,
    refusal_of,
)
from neighbourhood.needs.actions import mark_funded, record_progress
from neighbourhood.needs.models import Need, NeedStatus
from neighbourhood.notifications.actions import notify
from neighbourhood.notifications.kinds import Kind
from neighbourhood.residents.acting import Actor

log = logging.getLogger(__name__)

RESERVATION = timedelta(minutes=20)


def pledge(actor: Actor, need: Need, *, amount_cents: int) -> Pledge:
    """Keep a part of the need for `actor` while they pay; nothing moves until it is settled.

    The need is locked first: of two neighbours who give the last euros at once, the second one
    reads what the first one reserved.
    """
    need = needs.locked(need.id)
    require(may_fund(actor, need))
    _forget_earlier_try(actor, need)
    refusal = refusal_of(amount_cents, queries.remaining_cents(need))
    if refusal is not None:
        raise refusal
    promise = Pledge(
        key=secrets.token_hex(12),
        need_id=need.id,
        donor_id=actor.id,
        amount_cents=amount_cents,
        reserved_until=now() + RESERVATION,
    )
    db.session.add(promise)
    db.session.flush()
    return promise


def _forget_earlier_try(actor: Actor, need: Need) -> None:
    # Whoever comes back from the bank and tries again must not be stopped by their own reservation.
    earlier = update(Pledge).where(
        Pledge.need_id == need.id,
        Pledge.donor_id == actor.id,
        Pledge.status == PledgeStatus.RESERVED,
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
    need = needs.locked(queries.need_id_of(key))
    promise = queries.locked(key)
    if promise.status not in (
        PledgeStatus.RESERVED,
        PledgeStatus.EXPIRED,
        PledgeStatus.CANCELLED,
    ):
        return
    require(amount_cents == promise.amount_cents, PaymentMismatch)
    promise.payment_reference = payment_reference
    if _still_fits(promise, need):
        _credit(promise, need)
    else:
        _owe_back(promise, TransferKind.LATE_PAYMENT, ledger.account(AccountKind.PROVIDER))


def _still_fits(promise: Pledge, need: Need) -> bool:
    if need.status is not NeedStatus.OPEN:
        return False
    return is_live(promise) or promise.amount_cents <= queries.remaining_cents(need)


def _credit(promise: Pledge, need: Need) -> None:
    promise.settled_at = now()
    _move(promise, PledgeStatus.SETTLED)
    sides = {
        ledger.account(AccountKind.PROVIDER): promise.amount_cents,
        ledger.account(AccountKind.NEED, need.id): -promise.amount_cents,
    }
    ledger.post(promise, TransferKind.GIFT, sides)
    _report_progress(need)
    _tell(promise, kinds.RECEIVED, f"/solidarite/mes-dons/{promise.key}")
    if need.missing_cents == 0:
        mark_funded(need)
    pledge_settled.send(promise)


def _owe_back(promise: Pledge, kind: TransferKind, from_account: int) -> None:
    _move(promise, PledgeStatus.OWED_BACK)
    owed = ledger.account(AccountKind.OWED_BACK)
    ledger.post(promise, kind, {from_account: promise.amount_cents, owed: -promise.amount_cents})
    _tell(promise, kinds.OWED_BACK, f"/solidarite/mes-dons/{promise.key}")


def cancel(key: str) -> None:
    """Give the reserved part free again; a payment already received stays."""
    needs.locked(queries.need_id_of(key))
    promise = queries.locked(key)
    if promise.status is PledgeStatus.RESERVED:
        _move(promise, PledgeStatus.CANCELLED)


def expire_reservations() -> None:
    """Give free again what was kept too long for neighbours who did not pay."""
    overdue = update(Pledge).where(
        Pledge.status == PledgeStatus.RESERVED, Pledge.reserved_until <= now()
    )
    db.session.execute(overdue.values(status=PledgeStatus.EXPIRED))


def return_gifts(need: Need) -> None:
    """Owe every gift back: the partner withdrew the need."""
    account = ledger.account(AccountKind.NEED, need.id)
    for promise in queries.settled_on(need):
        _owe_back(promise, TransferKind.RETURN, account)
    _report_progress(need)


def record_refund(key: str) -> None:
    """Record that the provider gave a payment back; a second call changes nothing."""
    promise = queries.locked(key)
    if promise.status is not PledgeStatus.OWED_BACK:
        return
    _move(promise, PledgeStatus.REFUNDED)
    sides = {
        ledger.account(AccountKind.OWED_BACK): promise.amount_cents,
        ledger.account(AccountKind.PROVIDER): -promise.amount_cents,
    }
    ledger.post(promise, TransferKind.REFUND, sides)
    _tell(promise, kinds.REFUNDED, f"/solidarite/mes-dons/{promise.key}")


def tell_donors(need: Need, kind: Kind) -> None:
    """Tell everyone who gave what became of the need."""
    for donor_id in queries.donors_of(need):
        notify(donor_id, kind, path=f"/solidarite/{need.id}", title=need.title)


def _report_progress(need: Need) -> None:
    record_progress(
        need, raised_cents=queries.raised_cents(need), donors_count=queries.donors_count(need)
    )


def _move(promise: Pledge, status: PledgeStatus) -> None:
    require(may_move(promise, status))
    promise.status = status
    db.session.flush()


def _tell(promise: Pledge, kind: Kind, path: str) -> None:
    notify(
        promise.donor_id,
        kind,
        path=path,
        amount=euros(promise.amount_cents),
        title=promise.need.title,
    )
