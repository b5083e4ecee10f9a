"""How much a need has received, from how many, and what is being paid right now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.paging import Cursor, Page
from neighbourhood.funding.models import (
    AccountKind,
    LedgerAccount,
    LedgerEntry,
    LedgerTransfer,
    Pledge,
    PledgeStatus,
    TransferKind,
)
from neighbourhood.needs.models import Need
from neighbourhood.residents.models.residents import Resident

PAGE_SIZE = 30


@dataclass(frozen=True, slots=True)
class Movement:
    """One line of a receipt, read from the ledger."""

    kind: TransferKind
    amount_cents: int
    moment: datetime


def raised_cents(need: Need) -> int:
    """Return what `need` has received, by the ledger."""
    statement = (
        select(func.coalesce(-func.sum(LedgerEntry.amount_cents), 0))
        .join(LedgerAccount)
        .where(LedgerAccount.kind == AccountKind.NEED, LedgerAccount.need_id == need.id)
    )
    return int(db.session.scalar(statement) or 0)


def donors_count(need: Need) -> int:
    """Count the neighbours whose part has arrived; who they are is told to nobody."""
    statement = select(func.count(Pledge.donor_id.distinct())).where(
        Pledge.need_id == need.id, Pledge.status == PledgeStatus.SETTLED
    )
    return db.session.scalar(statement) or 0


def live_reservations(need: Need) -> int:
    """Return the cents kept for neighbours who are paying right now."""
    statement = select(func.coalesce(func.sum(Pledge.amount_cents), 0)).where(
        Pledge.need_id == need.id,
        Pledge.status == PledgeStatus.RESERVED,
        Pledge.reserved_until > now(),
    )
    return int(db.session.scalar(statement) or 0)


def remaining_cents(need: Need) -> int:
    """Return what a neighbour could still promise now."""
    return need.target_cents - raised_cents(need) - live_reservations(need)


def mine(donor: Resident, key: str) -> Pledge:
    """Return a pledge of `donor`, `Missing` for anyone else’s."""
    statement = (
        select(Pledge)
        .options(joinedload(Pledge.need).joinedload(Need.partner))
        .where(Pledge.key == key, Pledge.donor_id == donor.id)
    )
    found = db.session.scalar(statement)
    if found is None:
        raise Missing
    return found


def by_key(key: str) -> Pledge:
    """Return a pledge by the key that the provider knows."""
    return db.session.scalars(select(Pledge).where(Pledge.key == key)).one()


def need_id_of(key: str) -> int:
    """Return the need that a pledge is for, `Missing` when there is no such pledge."""
    found = db.session.scalar(select(Pledge.need_id).where(Pledge.key == key))
    if found is None:
        raise Missing
    return found


def locked(key: str) -> Pledge:
    """Return a pledge as it is now, held for this transaction; take its need first."""
    statement = select(Pledge).where(Pledge.key == key).with_for_update()
    return db.session.scalars(statement.execution_options(populate_existing=True)).one()


def gifts(donor: Resident, after: Cursor | None) -> Page[Pledge]:
    """Return a page of what `donor` gave, newest first; promises never paid are not gifts."""
    paid = (PledgeStatus.SETTLED, PledgeStatus.OWED_BACK, PledgeStatus.REFUNDED)
    statement = (
        select(Pledge)
        .options(joinedload(Pledge.need).joinedload(Need.partner))
        .where(Pledge.donor_id == donor.id, Pledge.status.in_(paid))
        .order_by(Pledge.created_at.desc(), Pledge.id.desc())
        .limit(PAGE_SIZE + 1)
    )
    if after is not None:
        position = (Pledge.created_at < after.moment) | (
            (Pledge.created_at == after.moment) & (Pledge.id < after.id)
        )
        statement = statement.where(position)
    rows = list(db.session.scalars(statement))
    more = len(rows) > PAGE_SIZE
    rows = rows[:PAGE_SIZE]
    return Page(rows, Cursor(rows[-1].created_at, rows[-1].id) if more else None)


def given_cents(donor: Resident) -> int:
    """Return all that `donor` gave and that was not given back."""
    statement = select(func.coalesce(func.sum(Pledge.amount_cents), 0)).where(
        Pledge.donor_id == donor.id, Pledge.status == PledgeStatus.SETTLED
    )
    return int(db.session.scalar(statement) or 0)


def movements(pledge: Pledge) -> Sequence[Movement]:
    """Return what the ledger says of one gift, oldest first."""
    statement = (
        select(LedgerTransfer.kind, func.max(LedgerEntry.amount_cents), LedgerTransfer.created_at)
        .join(LedgerEntry)
        .where(LedgerTransfer.pledge_id == pledge.id)
        .group_by(LedgerTransfer.id)
        .order_by(LedgerTransfer.id)
    )
    return [Movement(*row) for row in db.session.execute(statement)]


def settled_on(need: Need) -> Sequence[Pledge]:
    """Return the gifts that a need has received."""
    statement = select(Pledge).where(
        Pledge.need_id == need.id, Pledge.status == PledgeStatus.SETTLED
    )
    return db.session.scalars(statement.order_by(Pledge.id)).all()


def donors_of(need: Need) -> Sequence[int]:
    """Return the ids of those who gave, only to tell them what became of it."""
    statement = (
        select(Pledge.donor_id)
        .where(Pledge.need_id == need.id, Pledge.status == PledgeStatus.SETTLED)
        .distinct()
        .order_by(Pledge.donor_id)
    )
    return db.session.scalars(statement).all()


def to_refund() -> Sequence[str]:
    """Return the keys of the payments that must go back."""
    statement = select(Pledge.key).where(Pledge.status == PledgeStatus.OWED_BACK)
    return db.session.scalars(statement.order_by(Pledge.id)).all()
