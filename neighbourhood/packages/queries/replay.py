"""Rounds found again from what they saw, beside what was recorded and what the ledger says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.models.ledger import (
    AccountKind,
    LedgerAccount,
    LedgerEntry,
    LedgerTransfer,
    TransferKind,
)
from neighbourhood.packages.models import AllocationRound
from neighbourhood.packages.queries.rounds import all_rounds
from neighbourhood.packages.replaying import shares_again

_AT_ONCE = 200
Shares = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Difference:
    """A round that is not what the published order gives, by its number, and why."""

    round_id: int
    why: str


def differences() -> Iterator[Difference]:
    """Yield every round whose record, or whose movements, differ from the published order."""
    after, known = 0, set[str]()
    while rounds := all_rounds(after, _AT_ONCE):
        for one in rounds:
            known |= {one.reference(line.fund_id) for line in one.lines}
            yield from _of(one)
        after = rounds[-1].id
    yield from _of_no_round(known)


def count() -> int:
    """Return how many rounds are recorded."""
    return db.session.query(AllocationRound).count()


def _of(one: AllocationRound) -> Iterator[Difference]:
    wanted = shares_again(one.pool_cents, one.candidates)
    recorded = [(line.fund_id, line.cents) for line in one.lines]
    if wanted != recorded:
        yield Difference(one.id, f"the order gives {wanted}, the round says {recorded}")
    moved = _moved(one)
    if sorted(wanted) != moved:
        yield Difference(one.id, f"the order gives {sorted(wanted)}, the ledger says {moved}")


def _moved(one: AllocationRound) -> Shares:
    """Return what the ledger brought to needs under the references of a round, by fund."""
    statement = (
        select(LedgerAccount.fund_id, LedgerEntry.amount_cents)
        .select_from(LedgerEntry)
        .join(LedgerAccount)
        .join(LedgerTransfer)
        .where(
            LedgerTransfer.reference.startswith(f"allocation:{one.id}:"),
            LedgerTransfer.kind == TransferKind.ALLOCATION,
            LedgerAccount.kind == AccountKind.FUND,
            LedgerAccount.fund_id != one.package.fund_id,
        )
    )
    rows = db.session.execute(statement)
    return sorted((fund_id or 0, -int(cents)) for fund_id, cents in rows)


def _of_no_round(known: set[str]) -> Iterator[Difference]:
    statement = (
        select(LedgerTransfer)
        .options(selectinload(LedgerTransfer.entries))
        .where(LedgerTransfer.kind == TransferKind.ALLOCATION)
        .order_by(LedgerTransfer.id)
    )
    for transfer in db.session.scalars(statement):
        if transfer.reference not in known:
            yield Difference(0, f"the ledger has {transfer.reference}, which no round explains")
