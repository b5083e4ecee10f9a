"""What the ledger says came to a town, batch by batch.

Each process keeps what it counted, which the ledger never rewrites, and reads only what came since.
It counts anew each day, and when the ledger is another one (a backup that was restored).
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Engine, Row, Select, select, true

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.batches import NOTHING, Move, Told, tell
from neighbourhood.funding.models.gifts import DonorPseudonym, Fund
from neighbourhood.funding.models.ledger import (
    AccountKind,
    LedgerAccount,
    LedgerEntry,
    LedgerTransfer,
)
from neighbourhood.places.models import Municipality
from neighbourhood.places.thresholds import Rule, rule_of

# A town, and the name of those of its funds that are counted apart.
Stream = tuple[int, str]


@dataclass(frozen=True, slots=True)
class _Counted:
    """What was counted of a stream, by which rule, and on which day."""

    rule: Rule
    day: date
    told: Told


_counted: WeakKeyDictionary[Engine, dict[Stream, _Counted]] = WeakKeyDictionary()


def told(town: Municipality, apart: str = "", among: ColumnElement[bool] | None = None) -> Told:
    """Return what may be told of the gifts to a town, or of those `among` its funds.

    What is counted `apart`, by a name of its own, has batches of its own: its figure, too, moves by
    whole ones only.
    """
    rule, day = rule_of(town), now().date()
    known = _counted.setdefault(db.engine, {})
    last = known.get((town.id, apart))
    fits = last is not None and (last.rule, last.day) == (rule, day) and _stands(last.told)
    before = last.told if last is not None and fits else NOTHING
    moves = _moves(_asked(town.id, before.until).where(true() if among is None else among))
    counted = tell(before, moves, rule, ZoneInfo(town.time_zone))
    known[town.id, apart] = _Counted(rule, day, counted)
    return counted


def _stands(before: Told) -> bool:
    if before is NOTHING:
        return True
    found = select(LedgerTransfer.reference).where(LedgerTransfer.id == before.until)
    return db.session.scalar(found) == before.mark


def _asked(town_id: int, after: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            LedgerTransfer.id,
            LedgerTransfer.reference,
            LedgerTransfer.created_at,
            LedgerTransfer.pseudonym,
            DonorPseudonym.resident_id,
            DonorPseudonym.visitor_id,
            LedgerEntry.amount_cents,
        )
        .join(LedgerEntry, LedgerEntry.transfer_id == LedgerTransfer.id)
        .join(LedgerAccount, LedgerAccount.id == LedgerEntry.account_id)
        .join(Fund, Fund.id == LedgerAccount.fund_id)
        .outerjoin(DonorPseudonym, DonorPseudonym.pseudonym == LedgerTransfer.pseudonym)
        .where(
            LedgerAccount.kind == AccountKind.FUND,
            Fund.municipality_id == town_id,
            LedgerTransfer.id > after,
        )
        .order_by(LedgerTransfer.id)
    )


def _moves(asked: Select[*tuple[Any, ...]]) -> Iterator[Move]:
    for number, rows in groupby(db.session.execute(asked), lambda row: row.id):
        sides = list(rows)
        # What a fund receives is written as a credit: below zero.
        cents = -sum(side.amount_cents for side in sides)
        if cents:
            first = sides[0]
            yield Move(number, first.reference, first.created_at, _who(first), cents)


def _who(row: Row[*tuple[Any, ...]]) -> Hashable | None:
    # Whoever is erased counts once for each fund they gave to: nothing says any more who they were.
    if row.resident_id is None and row.visitor_id is None:
        return row.pseudonym or None
    return row.resident_id, row.visitor_id
