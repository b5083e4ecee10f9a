"""Refunds and disputes as the provider tells of them, whoever began them, in whatever order."""

from dataclasses import dataclass
from types import MappingProxyType

from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.funding import news
from neighbourhood.funding.actions import cases, tax_papers
from neighbourhood.funding.actions.following import follow
from neighbourhood.funding.actions.telling import tell
from neighbourhood.funding.ledger import Facts
from neighbourhood.funding.models.gifts import Fund, Pledge
from neighbourhood.funding.models.ledger import TransferKind
from neighbourhood.funding.models.provider import CaseKind, Reversal, ReversalStatus
from neighbourhood.funding.queries import pledges, provider
from neighbourhood.notifications.kinds import Kind


@dataclass(frozen=True, slots=True)
class Told:
    """What the provider says of one refund or dispute."""

    reference: str
    payment_reference: str
    cents: int
    status: ReversalStatus


_TRANSFERS = MappingProxyType(
    {
        ReversalStatus.PENDING: TransferKind.REFUND_SENT,
        ReversalStatus.SUCCEEDED: TransferKind.REFUND,
        ReversalStatus.TOTAL: TransferKind.REFUND,
        ReversalStatus.FAILED: TransferKind.REFUND_FAILED,
        ReversalStatus.INQUIRY: TransferKind.DISPUTE,
        ReversalStatus.OPENED: TransferKind.DISPUTE,
        ReversalStatus.WON: TransferKind.DISPUTE_WON,
        ReversalStatus.LOST: TransferKind.DISPUTE_LOST,
    }
)
_NEWS = MappingProxyType(
    {
        ReversalStatus.PENDING: news.RETURNING,
        ReversalStatus.SUCCEEDED: news.REFUNDED,
        ReversalStatus.TOTAL: news.REFUNDED,
        ReversalStatus.FAILED: news.STUCK,
        ReversalStatus.INQUIRY: news.QUESTIONED,
        ReversalStatus.OPENED: news.DISPUTED,
        ReversalStatus.WON: news.DISPUTE_WON,
        ReversalStatus.LOST: news.TAKEN_BACK,
    }
)
_GOING_BACK = (ReversalStatus.PENDING, ReversalStatus.SUCCEEDED, ReversalStatus.TOTAL)
_ASKING = (ReversalStatus.INQUIRY, ReversalStatus.OPENED)


def hear_reversal(told: Told) -> None:
    """Act on what the provider says; what is about a payment not known yet waits for it."""
    key = provider.by_payment(told.payment_reference)
    if key is None:
        note(told, None)
        return
    fund = hold(Fund, pledges.fund_id_of(key))
    promise = pledges.locked(key)
    if note(told, promise):
        act(promise, fund, told)


def catch_up(promise: Pledge, fund: Fund) -> None:
    """Act on what was said of a payment before the payment itself was heard of."""
    for early in provider.waiting_for(promise):
        early.pledge_id = promise.id
        db.session.flush()
        act(
            promise,
            fund,
            Told(early.reference, early.payment_reference, early.amount_cents, early.status),
        )


def note(told: Told, promise: Pledge | None) -> bool:
    """Keep what was told; return whether it is news."""
    known = provider.reversal(told.reference)
    if known is None:
        row = Reversal(
            reference=told.reference,
            payment_reference=told.payment_reference,
            pledge_id=promise.id if promise else None,
            amount_cents=told.cents,
            status=told.status,
        )
        db.session.add(row)
        db.session.flush()
        return True
    return _correct(known, told, promise)


def _correct(known: Reversal, told: Told, promise: Pledge | None) -> bool:
    adopted = known.pledge_id is None and promise is not None
    if promise is not None:
        known.pledge_id = known.pledge_id or promise.id
    if told.status is ReversalStatus.TOTAL and told.cents > known.amount_cents:
        known.amount_cents = told.cents
    elif known.may_become(told.status):
        known.become(told.status)
    else:
        db.session.flush()
        return adopted
    db.session.flush()
    return True


def act(promise: Pledge, fund: Fund, told: Told) -> None:
    """Let the ledger follow what was told and noted, and tell whoever must hear of it."""
    payment = pledges.paid_for(promise)
    counted, standing = payment.counted_cents, promise.status
    told_as = _NEWS[told.status]
    if told.status is ReversalStatus.FAILED:
        # Even while a bank holds the money: once it is owed again, that way is known to fail.
        payment.is_stuck = True
    facts, moved = follow(promise, fund, _TRANSFERS[told.status])
    cases.follow(promise, facts, told.status, told.cents)
    _open_cases(promise, told, facts, gone=counted - payment.counted_cents)
    if told.status is ReversalStatus.LOST and moved:
        tax_papers.tell_of_loss(promise)
    cases.mind(promise, facts)
    if told_as is news.DISPUTE_WON and not moved:
        told_as = news.QUESTION_OVER  # it asked, and never took anything
    if moved or promise.status is not standing:
        _tell_of(promise, told_as, told.cents, facts)


def _open_cases(promise: Pledge, told: Told, facts: Facts, *, gone: int) -> None:
    if facts.left < 0:
        cases.open_case(promise, CaseKind.TOO_MUCH_BACK, -facts.left)
    if told.status in _GOING_BACK and gone:
        cases.open_case(promise, CaseKind.REFUND_ELSEWHERE, gone)
    elif told.status is ReversalStatus.FAILED:
        cases.open_case(promise, CaseKind.REFUND_FAILED, told.cents)
    elif told.status in _ASKING:
        cases.open_case(promise, CaseKind.DISPUTE, told.cents)
    elif told.status is ReversalStatus.LOST:
        cases.open_case(promise, CaseKind.DISPUTE_LOST, told.cents)


def _tell_of(promise: Pledge, kind: Kind, cents: int, facts: Facts) -> None:
    if kind is news.REFUNDED and (facts.still_counted or facts.owed):
        kind = news.PARTLY_REFUNDED
    if kind in (news.DISPUTE_WON, news.QUESTION_OVER) and not facts.still_counted:
        if not facts.owed:
            return
        kind, cents = news.STUCK if promise.is_stuck else news.OWED_BACK, facts.owed
    tell(promise, kind, cents=cents)
