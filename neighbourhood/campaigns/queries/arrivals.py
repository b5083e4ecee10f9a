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

from sqlalchemy import Engine, Row, Select, select

from neighbourhood.campaigns.batches import NOTHING, Move, Told, tell
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.models.gifts import DonorPseudonym, Fund
from neighbourhood.funding.models.ledger import (
    AccountKind,
    LedgerAccount,
    LedgerEntry,
    LedgerTransfer,
)
from neighbourhood.needs.models import Need, NeedKind
from neighbourhood.places.models import Municipality
from neighbourhood.places.thresholds import Rule, rule_of

Stream = tuple[int, NeedKind | None]


@dataclass(frozen=True, slots=True)
class _Counted:
    """What was counted of a stream, by which rule, and on which day."""

    rule: Rule
    day: date
    told: Told


_counted: WeakKeyDictionary[Engine, dict[Stream, _Counted]] = WeakKeyDictionary()


def told(town: Municipality, kind: NeedKind | None = None) -> Told:
    """Return what may be told of the gifts to a town, or of those to one kind of its needs.

    Each kind has batches of its own: its figure, too, moves by whole ones only.
    """
    rule, day = rule_of(town), now().date()
    known = _counted.setdefault(db.engine, {})
    last = known.get((town.id, kind))
    fits = last is not None and (last.rule, last.day) == (rule, day) and _stands(last.told)
    before = last.told if last is not None and fits else NOTHING
    moves = _moves(_asked(town.id, kind, before.until))
    counted = tell(before, moves, rule, ZoneInfo(town.time_zone))
    known[town.id, kind] = _Counted(rule, day, counted)
    return counted


def _stands(before: Told) -> bool:
    if before is NOTHING:
        return True
    found = select(LedgerTransfer.reference).where(LedgerTransfer.id == before.until)
    return db.session.scalar(found) == before.mark


def _asked(town_id: int, kind: NeedKind | None, after: int) -> Select[*tuple[Any, ...]]:
    statement = (
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
    if kind is None:
        return statement
    return statement.join(Need, Need.fund_id == Fund.id).where(Need.kind == kind)


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
