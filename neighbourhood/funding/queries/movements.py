"""What happened to the money of one gift, read from the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ScalarSelect, case, func, select

from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.models.gifts import Pledge
from neighbourhood.funding.models.ledger import (
    GONE,
    LedgerEntry,
    LedgerTransfer,
    TransferKind,
)


@dataclass(frozen=True, slots=True)
class Movement:
    """One line of a receipt, read from the ledger."""

    kind: TransferKind
    amount_cents: int
    moment: datetime


def movements_of(pledge: Pledge) -> Sequence[Movement]:
    """Return what the ledger says of one gift, oldest first."""
    moved = func.sum(case((LedgerEntry.amount_cents > 0, LedgerEntry.amount_cents), else_=0))
    statement = (
        select(LedgerTransfer.kind, moved, LedgerTransfer.created_at)
        .join(LedgerEntry)
        .where(LedgerTransfer.pledge_id == pledge.id)
        .group_by(LedgerTransfer.id)
        .order_by(LedgerTransfer.id)
    )
    return [
        Movement(kind, int(cents), moment) for kind, cents, moment in db.session.execute(statement)
    ]


def moved_back() -> ScalarSelect[datetime]:
    """Tell in SQL when money of a pledge last went back; None where none did."""
    last = select(func.max(LedgerTransfer.created_at)).where(
        LedgerTransfer.pledge_id == Pledge.id, LedgerTransfer.kind.in_(GONE)
    )
    return last.correlate(Pledge).scalar_subquery()
