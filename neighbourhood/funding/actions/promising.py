"""Promises made at the same moment, kept together: one lock of each fund, one flush to the disk."""

import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from sqlalchemy import func, insert, select, tuple_, update

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import held
from neighbourhood.funding.actions.gifts import RESERVATION
from neighbourhood.funding.kinds import kind_of, reads_of
from neighbourhood.funding.models.gifts import DonorPseudonym, Fund, Means, Pledge, PledgeStatus
from neighbourhood.funding.policies import refusal_of
from neighbourhood.funding.queries.donors import is_kept

# Who gives to which fund.
Whose = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What one resident wants to give, who may; `read` is what they read of the fund."""

    resident_id: int
    fund_id: int
    amount_cents: int
    read: Mapping[str, object]

    @property
    def whose(self) -> Whose:
        """Who gives to which fund."""
        return self.resident_id, self.fund_id


class Row(TypedDict):
    """A promise as it is written."""

    key: str
    fund_id: int
    pseudonym: str
    amount_cents: int
    reserved_until: datetime


def promise_all(asks: list[Ask]) -> Sequence[str | None]:
    """Keep a part of its fund for each ask, in this order; answer with its key, None if declined.

    What is declined changed nothing: it is asked again in the ordinary way, which says why not.
    Whoever tries again gives up what was kept for their earlier try.
    """
    funds = _held({ask.fund_id for ask in asks})
    facts = reads_of(funds.values())
    # Of one donor who asks twice at once, the second goes the ordinary way.
    asking = {ask.whose: ask for ask in reversed(asks) if facts.get(ask.fund_id) == ask.read}
    names = _pseudonyms(asking)
    earlier, waits = _earlier(names.values())
    room = _room(funds)
    rows: dict[Whose, Row] = {}
    for ask in reversed(asking.values()):
        pseudonym = names[ask.whose]
        own = earlier.get(pseudonym, 0)
        if pseudonym not in waits and refusal_of(ask.amount_cents, room[ask.fund_id] + own) is None:
            rows[ask.whose] = _row(ask, pseudonym)
            room[ask.fund_id] += own - ask.amount_cents
    _write(list(rows.values()), earlier)
    return [rows[ask.whose]["key"] if _is_kept(ask, asking, rows) else None for ask in asks]


def _is_kept(ask: Ask, asking: Mapping[Whose, Ask], rows: Mapping[Whose, Row]) -> bool:
    return ask.whose in rows and asking[ask.whose] is ask


def _held(fund_ids: Iterable[int]) -> Mapping[int, Fund]:
    # In the order of their numbers: two sets of promises never wait for each other crosswise.
    statement = select(Fund).where(Fund.id.in_(fund_ids)).order_by(Fund.id)
    found = db.session.scalars(held(statement, Fund))
    # What asks elsewhere how much it may receive goes the ordinary way.
    return {fund.id: fund for fund in found if fund.takes_gifts and kind_of(fund).room is None}


def _pseudonyms(wanted: Iterable[Whose]) -> Mapping[Whose, str]:
    asked = set(wanted)
    row = DonorPseudonym
    known = select(row.resident_id, row.fund_id, row.pseudonym).where(
        tuple_(row.resident_id, row.fund_id).in_(asked)
    )
    rows = db.session.execute(known)
    found = {(who, fund): pseudonym for who, fund, pseudonym in rows if who is not None}
    drawn = {whose: secrets.token_hex(16) for whose in sorted(asked - found.keys())}
    if drawn:
        new = [
            {"resident_id": who, "fund_id": fund, "pseudonym": pseudonym}
            for (who, fund), pseudonym in drawn.items()
        ]
        db.session.execute(insert(DonorPseudonym).returning(DonorPseudonym.pseudonym), new)
    return found | drawn


def _earlier(pseudonyms: Iterable[str]) -> tuple[Mapping[str, int], set[str]]:
    """Return the cents that are kept for these donors right now, and who announced a transfer."""
    statement = select(Pledge.pseudonym, Pledge.amount_cents, Pledge.means).where(
        Pledge.pseudonym.in_(list(pseudonyms)), is_kept()
    )
    kept, waits = Counter[str](), set[str]()
    for pseudonym, cents, means in db.session.execute(statement):
        kept[pseudonym] += cents
        if means is Means.TRANSFER:
            waits.add(pseudonym)
    return kept, waits


def _room(funds: Mapping[int, Fund]) -> dict[int, int]:
    statement = select(Pledge.fund_id, func.sum(Pledge.amount_cents)).where(
        Pledge.fund_id.in_(list(funds)), is_kept()
    )
    sums = db.session.execute(statement.group_by(Pledge.fund_id))
    reserved = {fund_id: int(cents) for fund_id, cents in sums}
    return {fund.id: fund.missing_cents - reserved.get(fund.id, 0) for fund in funds.values()}


def _row(ask: Ask, pseudonym: str) -> Row:
    return Row(
        key=secrets.token_hex(12),
        fund_id=ask.fund_id,
        pseudonym=pseudonym,
        amount_cents=ask.amount_cents,
        reserved_until=now() + RESERVATION,
    )


def _write(rows: list[Row], earlier: Mapping[str, int]) -> None:
    again = [row["pseudonym"] for row in rows if row["pseudonym"] in earlier]
    if again:
        given_up = update(Pledge).where(
            Pledge.pseudonym.in_(again),
            Pledge.status.in_(Pledge.MOVES.into(PledgeStatus.CANCELLED)),
        )
        db.session.execute(given_up.values(status=PledgeStatus.CANCELLED))
    if rows:
        db.session.execute(insert(Pledge).returning(Pledge.id), list(rows))
