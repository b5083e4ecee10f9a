"""Baskets by their keys, and the gifts that one payment paid."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from neighbourhood.foundation.storing.database import db
from neighbourhood.funding import sharing
from neighbourhood.funding.models.baskets import Basket, BasketLine
from neighbourhood.funding.models.gifts import Pledge
from neighbourhood.funding.models.provider import Reversal, ReversalStatus
from neighbourhood.funding.queries import provider
from neighbourhood.funding.sharing import Line

_NAMED = (ReversalStatus.PENDING, ReversalStatus.SUCCEEDED)
_HELD = (ReversalStatus.INQUIRY, ReversalStatus.OPENED, ReversalStatus.LOST)


def by_key(key: str) -> Basket | None:
    """Return a basket by the key that the provider knows, None when there is none."""
    return db.session.scalar(select(Basket).where(Basket.key == key)) if key else None


def gifts_in(basket: Basket) -> Sequence[Pledge]:
    """Return the gifts of a basket, in the order of its lines."""
    statement = (
        select(Pledge)
        .join(BasketLine, BasketLine.pledge_id == Pledge.id)
        .options(joinedload(Pledge.fund), joinedload(Pledge.payment))
        .where(BasketLine.basket_id == basket.id)
        .order_by(BasketLine.line)
    )
    return db.session.scalars(statement).all()


def paid_by(payment: str) -> Mapping[int, Pledge]:
    """Return the gifts that one payment of a basket paid, by their lines; none for any other."""
    if not payment:
        return {}
    numbers = sharing.parts_of(payment)
    found = db.session.scalars(
        select(Pledge)
        .options(joinedload(Pledge.payment))
        .where(Pledge.payment_reference.in_(numbers), Pledge.payment.has())
    )
    paid = {numbers.index(pledge.payment_reference) + 1: pledge for pledge in found}
    return dict(sorted(paid.items()))


def lines_of(payment: str, paid: Mapping[int, int]) -> Sequence[Line]:
    """Return what is known of the money of each line of a payment, of which so much was `paid`."""
    return [_line(sharing.part_of(payment, line), cents) for line, cents in paid.items()]


def _line(part: str, paid: int) -> Line:
    rows = db.session.execute(
        select(Reversal.status, func.sum(Reversal.amount_cents), func.max(Reversal.amount_cents))
        .where(Reversal.payment_reference == part)
        .group_by(Reversal.status)
    )
    told = {
        status: int(most if status is ReversalStatus.TOTAL else summed)
        for status, summed, most in rows
    }
    known = provider.payment_of(part)
    return Line(
        paid=paid,
        owed=provider.facts_of(known).owed if known else 0,
        named=sum(told.get(status, 0) for status in _NAMED),
        failed=told.get(ReversalStatus.FAILED, 0),
        total=told.get(ReversalStatus.TOTAL, 0),
        held=sum(told.get(status, 0) for status in _HELD),
    )


def known_parts(reference: str) -> Mapping[int, int]:
    """Return how much of a refund or a dispute is with which line, where that was said before."""
    numbers = sharing.parts_of(reference)
    found = db.session.scalars(select(Reversal).where(Reversal.reference.in_(numbers)))
    return {numbers.index(row.reference) + 1: row.amount_cents for row in found}


def waiting_for(payment: str) -> Sequence[Reversal]:
    """Return what was heard of the whole of a payment before it was known to be a basket’s."""
    waiting = Reversal.pledge_id.is_(None), Reversal.payment_reference == payment
    return db.session.scalars(select(Reversal).where(*waiting).order_by(Reversal.id)).all()


def unclaimed() -> Sequence[str]:
    """Return the payments of baskets of which something waits, heard of a moment too early."""
    first = Reversal.payment_reference + sharing.part_of("", 1)
    statement = select(Reversal.payment_reference).join(Pledge, Pledge.payment_reference == first)
    waiting = statement.where(Reversal.pledge_id.is_(None), Pledge.payment.has())
    return db.session.scalars(waiting.distinct()).all()
