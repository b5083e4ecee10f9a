"""What the provider told of payments, what waits for a person, and what nobody understood."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding import sharing
from neighbourhood.funding.ledger import Facts
from neighbourhood.funding.models.gifts import Fund, FundStatus, Payment, Pledge
from neighbourhood.funding.models.provider import (
    CaseKind,
    MoneyCase,
    OddMessage,
    Reversal,
    ReversalStatus,
    UnknownMessage,
)
from neighbourhood.residents.models.residents import Resident

LATELY = 30
# How long a second payment of one gift waits: whoever paid may have wanted to give twice.
TO_THINK = timedelta(days=3)


def by_payment(reference: str) -> str | None:
    """Return the key of the pledge that a payment was for, None when it is not ours."""
    if not reference:
        return None
    return db.session.scalar(
        select(Pledge.key).where(Pledge.payment_reference == reference).order_by(Pledge.id).limit(1)
    )


def payment_of(reference: str) -> Payment | None:
    """Return the payment that the provider gave this number, None when it is not known.

    Of a number that is known as another part, or of a whole that is known in parts, it is that one.
    """
    if not reference:
        return None
    whole = sharing.whole_of(reference)
    same = {reference, whole, *(() if reference != whole else [sharing.part_of(whole, 1)])}
    return db.session.scalar(
        select(Payment)
        .join(Payment.pledge)
        .options(contains_eager(Payment.pledge))
        .where(Pledge.payment_reference.in_(same))
    )


def has_pledge(key: str) -> bool:
    """Tell whether a key is that of a pledge of ours."""
    return db.session.scalar(select(Pledge.id).where(Pledge.key == key)) is not None


def facts_of(payment: Payment) -> Facts:
    """Return what is known of a payment by now."""
    rows = db.session.execute(
        select(Reversal.status, func.sum(Reversal.amount_cents), func.max(Reversal.amount_cents))
        .where(Reversal.pledge_id == payment.pledge_id)
        .group_by(Reversal.status)
    )
    # Refunds and disputes add up; of two totals the larger one is the later one.
    told = {
        status: int(most if status is ReversalStatus.TOTAL else summed)
        for status, summed, most in rows
    }
    named = told.get(ReversalStatus.SUCCEEDED, 0) + told.get(ReversalStatus.PENDING, 0)
    # A total may speak of refunds that are not known by their number: nothing is counted twice.
    unnamed = told.get(ReversalStatus.TOTAL, 0) - named - told.get(ReversalStatus.FAILED, 0)
    return Facts(
        paid=payment.paid_cents,
        counted=payment.counted_cents,
        by_hand=payment.is_by_hand,
        returned=told.get(ReversalStatus.SUCCEEDED, 0) + max(unnamed, 0),
        pending=told.get(ReversalStatus.PENDING, 0),
        withheld=told.get(ReversalStatus.OPENED, 0),
        lost=told.get(ReversalStatus.LOST, 0),
    )


def disputes_payment(payment: Payment) -> bool:
    """Tell whether a bank asks about a payment, or holds it."""
    asked = select(Reversal.id).where(
        Reversal.pledge_id == payment.pledge_id,
        Reversal.status.in_((ReversalStatus.INQUIRY, ReversalStatus.OPENED)),
    )
    return db.session.scalar(asked.limit(1)) is not None


def heard_of(pledge: Pledge) -> tuple[object, ...]:
    """Return all that is known of the payments of one donor for one fund: the same, no news."""
    theirs = select(Pledge.id).where(Pledge.pseudonym == pledge.pseudonym)
    told = select(Reversal.reference, Reversal.status, Reversal.amount_cents)
    asked = select(MoneyCase.id, MoneyCase.kind, MoneyCase.amount_cents, MoneyCase.closed_at)
    return (
        *db.session.execute(told.where(Reversal.pledge_id.in_(theirs)).order_by(Reversal.id)),
        *db.session.execute(asked.where(MoneyCase.pledge_id.in_(theirs)).order_by(MoneyCase.id)),
        *db.session.execute(select(Pledge.id, Pledge.status).where(Pledge.id.in_(theirs))),
    )


def may_be_kept() -> ColumnElement[bool]:
    """Tell of a payment owed back that a person may still let count; join its fund."""
    asked = select(MoneyCase.id).where(
        MoneyCase.pledge_id == Pledge.id,
        MoneyCase.kind == CaseKind.PAID_AGAIN,
        MoneyCase.closed_at.is_(None),
        MoneyCase.opened_at > now() - TO_THINK,
    )
    has_room = Fund.ceiling_cents - Fund.raised_cents >= Payment.paid_cents
    return (Fund.status == FundStatus.OPEN) & has_room & asked.exists()


def unclaimed() -> Sequence[str]:
    """Return the keys of the pledges for which refunds or disputes wait, heard of too early."""
    statement = (
        select(Pledge.key)
        .join(Reversal, Reversal.payment_reference == Pledge.payment_reference)
        .join(Payment, Payment.pledge_id == Pledge.id)
        .where(Reversal.pledge_id.is_(None), Pledge.payment_reference != "")
        .distinct()
    )
    return db.session.scalars(statement).all()


def waiting_for(pledge: Pledge) -> Sequence[Reversal]:
    """Return what was heard of a payment before the payment itself."""
    if not pledge.payment_reference:
        return ()
    statement = select(Reversal).where(
        Reversal.pledge_id.is_(None), Reversal.payment_reference == pledge.payment_reference
    )
    return db.session.scalars(statement.order_by(Reversal.id)).all()


def reversal(reference: str) -> Reversal | None:
    """Return a refund or a dispute by its number at the provider."""
    return db.session.scalar(select(Reversal).where(Reversal.reference == reference))


def is_known(reference: str) -> bool:
    """Tell whether a refund or a dispute was heard of."""
    return reversal(reference) is not None


def open_cases() -> Sequence[MoneyCase]:
    """Return what waits for a person, the oldest first."""
    waiting = _cases().where(MoneyCase.closed_at.is_(None)).order_by(MoneyCase.id)
    return db.session.scalars(waiting).all()


def closed_cases() -> Sequence[MoneyCase]:
    """Return the last cases that somebody closed."""
    closed = _cases().where(MoneyCase.closed_at.is_not(None))
    return db.session.scalars(closed.order_by(MoneyCase.closed_at.desc()).limit(LATELY)).all()


def open_case_of(pledge: Pledge, kind: CaseKind) -> MoneyCase | None:
    """Return what somebody was already asked to look at, if it still waits."""
    waiting = select(MoneyCase).where(
        MoneyCase.pledge_id == pledge.id, MoneyCase.kind == kind, MoneyCase.closed_at.is_(None)
    )
    return db.session.scalar(waiting)


def open_cases_of(pledge: Pledge) -> Sequence[MoneyCase]:
    """Return what waits for a person about one payment."""
    waiting = select(MoneyCase).where(
        MoneyCase.pledge_id == pledge.id, MoneyCase.closed_at.is_(None)
    )
    return db.session.scalars(waiting.order_by(MoneyCase.id)).all()


def case_numbers(pledge: Pledge) -> Sequence[int]:
    """Return the numbers of all the cases of one payment."""
    numbers = select(MoneyCase.id).where(MoneyCase.pledge_id == pledge.id)
    return db.session.scalars(numbers.order_by(MoneyCase.id)).all()


def case(case_id: int) -> MoneyCase:
    """Return one case, `Missing` when there is none."""
    found = db.session.scalar(_cases().where(MoneyCase.id == case_id))
    if found is None:
        raise Missing
    return found


def _cases() -> Select[MoneyCase]:
    return select(MoneyCase).options(
        joinedload(MoneyCase.pledge).joinedload(Pledge.fund),
        joinedload(MoneyCase.pledge).joinedload(Pledge.payment),
        joinedload(MoneyCase.closed_by),
    )


def odd_messages() -> Sequence[OddMessage]:
    """Return the messages that could not be read, the last one first."""
    return db.session.scalars(select(OddMessage).order_by(OddMessage.last_at.desc())).all()


def unknown_messages() -> Sequence[UnknownMessage]:
    """Return of what the provider spoke that this site has no use for, and how often."""
    found = select(UnknownMessage).order_by(UnknownMessage.times.desc(), UnknownMessage.kind)
    return db.session.scalars(found.limit(LATELY)).all()


def at_the_desk() -> Mapping[str, Sequence[object]]:
    """Return what the desk shows: cases that wait, those just closed, messages not understood."""
    return {
        "waiting": open_cases(),
        "closed": closed_cases(),
        "odd": (odd := odd_messages()),
        "to_compare": last_paid() if odd else (),
        "unknown": unknown_messages(),
    }


def waiting_count(_resident_id: int) -> ScalarSelect[int]:
    """Count the cases that wait for a person."""
    waiting = select(func.count()).select_from(MoneyCase).where(MoneyCase.closed_at.is_(None))
    return waiting.scalar_subquery()


def administrators() -> Sequence[int]:
    """Return the ids of those who look after the site."""
    return db.session.scalars(select(Resident.id).where(Resident.is_administrator)).all()


def last_paid() -> Sequence[Pledge]:
    """Return the last gifts that were paid: what the pretend bank can speak of."""
    statement = (
        select(Pledge)
        .join(Payment)
        .options(joinedload(Pledge.fund), joinedload(Pledge.payment))
        .order_by(Payment.id.desc())
    )
    return db.session.scalars(statement.limit(LATELY)).all()
