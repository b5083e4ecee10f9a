"""The needs that the gifts of a package may go to, and how much of them is still to be given."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import contains_eager

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import held
from neighbourhood.funding.models.gifts import Fund, FundStatus, Pledge, PledgeStatus
from neighbourhood.needs.models import Need, NeedKind, NeedStatus, Urgency
from neighbourhood.packages.models import Package
from neighbourhood.partners.queries.organisations import shows

# A round looks at so many needs at most, the most urgent and the oldest: enough for any gift.
MOST = 300
_RANKS = MappingProxyType({Urgency.WEEK: 2, Urgency.MONTH: 1})


@dataclass(frozen=True, slots=True)
class Stock:
    """How many verified needs wait, and in cents: what they ask for, received, and still miss.

    `free_cents` is what they miss and nobody is paying for right now.
    """

    count: int = 0
    asked_cents: int = 0
    raised_cents: int = 0
    free_cents: int = 0

    def __add__(self, other: "Stock") -> "Stock":
        """Put two stocks together."""
        return Stock(
            self.count + other.count,
            self.asked_cents + other.asked_cents,
            self.raised_cents + other.raised_cents,
            self.free_cents + other.free_cents,
        )


def urgency_of(need: Need) -> int:
    """Return how urgent a need is: 2 within a week, 1 within a month, 0 when nobody said."""
    return _RANKS.get(need.urgency, 0)


def _open(town_id: int) -> Select[Any]:
    # Of a partner that is accredited, read by neighbours, and collecting.
    return (
        select()
        .select_from(Need)
        .join(Need.fund)
        .where(
            Fund.municipality_id == town_id,
            Fund.status == FundStatus.OPEN,
            Need.status == NeedStatus.OPEN,
            Need.hidden_at.is_(None),
            shows(Need.partner_id),
        )
    )


def by_kind(town_id: int) -> Mapping[NeedKind, Stock]:
    """Return the stock of a town, kind by kind."""
    sums = (
        func.count(),
        func.sum(Fund.ceiling_cents),
        func.sum(Fund.raised_cents),
    )
    rows = db.session.execute(
        _open(town_id).add_columns(Need.kind, *sums).group_by(Need.kind)
    ).all()
    paying = _paying_by_kind(town_id)
    return {
        kind: Stock(
            count, int(asked), int(raised), max(int(asked - raised) - paying.get(kind, 0), 0)
        )
        for kind, count, asked, raised in rows
    }


def behind(package: Package) -> Stock:
    """Return what waits behind a package."""
    return of_kinds(by_kind(package.municipality_id), package.kinds)


def _paying_by_kind(town_id: int) -> Mapping[NeedKind, int]:
    statement = _open(town_id).join(Pledge, Pledge.fund_id == Fund.id).where(*_live())
    statement = statement.add_columns(Need.kind, func.sum(Pledge.amount_cents))
    return {kind: int(cents) for kind, cents in db.session.execute(statement.group_by(Need.kind))}


def _live() -> tuple[Any, ...]:
    return Pledge.status == PledgeStatus.RESERVED, Pledge.reserved_until > now()


def of_kinds(stocks: Mapping[NeedKind, Stock], kinds: Iterable[str]) -> Stock:
    """Return the stock of several kinds together."""
    return sum((stocks.get(NeedKind(kind), Stock()) for kind in kinds), Stock())


def promised_cents(package: Package) -> int:
    """Return what packages that serve the same kinds hold, or others are paying to them.

    All of it counts against a package: a euro that may go to the same needs is promised already.
    What is being paid to the package itself is not counted.
    """
    there = select(Package).where(Package.municipality_id == package.municipality_id)
    beside = [
        other
        for other in db.session.scalars(there)
        if not set(other.kinds).isdisjoint(package.kinds)
    ]
    paying = paid_to({other.fund_id for other in beside} - {package.fund_id})
    return sum(other.fund.raised_cents for other in beside) + sum(paying.values())


def paid_to(fund_ids: Collection[int]) -> Mapping[int, int]:
    """Return how much is being paid right now to each of these funds, where anything is."""
    statement = (
        select(Pledge.fund_id, func.sum(Pledge.amount_cents))
        .where(Pledge.fund_id.in_(fund_ids), *_live())
        .group_by(Pledge.fund_id)
    )
    return {fund_id: int(cents) for fund_id, cents in db.session.execute(statement)}


def room_cents(package: Package) -> int:
    """Return how much a package may still receive now: what its needs miss and nobody promised."""
    if not package.is_offered:
        return 0
    return max(behind(package).free_cents - promised_cents(package), 0)


def held_candidates(package: Package) -> Sequence[Need]:
    """Return the needs a round may give to, their funds held in the order of their ids.

    Whoever holds a package and funds of needs takes the package first; with the ids in order, two
    of them never wait for each other.
    """
    wanted = _open(package.municipality_id).where(Need.kind.in_(package.kinds))
    urgency = case(dict(_RANKS), value=Need.urgency, else_=0)
    first = wanted.order_by(urgency.desc(), Need.published_at, Fund.id).limit(MOST)
    ids = db.session.scalars(first.add_columns(Need.fund_id)).all()
    hold_funds(ids)
    # Some may have closed while we waited for them.
    still = wanted.where(Need.fund_id.in_(ids)).add_columns(Need)
    fresh = still.options(contains_eager(Need.fund)).order_by(Fund.id)
    return db.session.scalars(fresh.execution_options(populate_existing=True)).all()


def hold_funds(fund_ids: Iterable[int | None]) -> Mapping[int, Fund]:
    """Hold funds in the order of their ids; return them by id."""
    statement = select(Fund).where(Fund.id.in_(fund_ids)).order_by(Fund.id)
    return {fund.id: fund for fund in db.session.scalars(held(statement, Fund))}
