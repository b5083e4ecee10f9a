"""The figures of a town that anybody may read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from statistics import median
from typing import Any

from sqlalchemy import ColumnElement, func, select

from neighbourhood.campaigns.batches import CENTS_STEP, PEOPLE_STEP, Told, down, next_step
from neighbourhood.campaigns.queries.arrivals import told
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.models.gifts import Fund
from neighbourhood.funding.models.ledger import AccountKind, LedgerAccount, LedgerEntry
from neighbourhood.needs.models import Need, NeedKind, NeedStatus
from neighbourhood.partners.models import Partner
from neighbourhood.places.models import Municipality
from neighbourhood.places.thresholds import rule_of

MOST_MONTHS = 12
MOST_STEPS = 3
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Live:
    """What a counter shows: cents and people rounded down, None while too few gave.

    `aim` is the next step, in cents; `reached` the last ones with their days, the latest first.
    """

    cents: int | None
    people: int | None
    aim: int
    reached: Sequence[tuple[int, date]]


@dataclass(frozen=True, slots=True)
class Figures:
    """What became of the money of a town, in cents; None for what would be of too few.

    `delivered` was spent with a proof; `left` was paid out to each partner, who has not spent it
    yet; `waiting` is with the provider. `days_to_fund` and `days_to_prove` are within how many days
    half of the needs were. `needs` counts those that have their proof.
    """

    live: Live
    delivered: int
    left: Sequence[tuple[str, int]]
    waiting: int | None
    needs: int | None
    days_to_fund: int | None
    days_to_prove: int | None
    months: Mapping[date, int]
    kinds: Mapping[NeedKind, int]


def live(town: Municipality) -> Live:
    """Return what the counter of a town shows."""
    return _live(told(town), _gone_out(town.id))


def _live(counted: Told, least: int) -> Live:
    reached = counted.reached[: -MOST_STEPS - 1 : -1]
    if not counted.givers:
        return Live(None, None, next_step(0), ())
    # What partners received is public, need by need: less than that was not given.
    cents = down(max(counted.cents, least), CENTS_STEP)
    return Live(cents, down(len(counted.givers), PEOPLE_STEP), next_step(cents), reached)


def of_town(town: Municipality) -> Figures:
    """Return all that is told of a town."""
    counted = told(town)
    delivered, held = _delivered(town.id), _with_partners(town.id)
    out = delivered + sum(held.values())
    shown, fewest = _live(counted, out), rule_of(town).fewest
    proved = _days(town.id, Need.funded_at, Need.proof_recorded_at)
    return Figures(
        live=shown,
        delivered=delivered,
        left=_left(town, held),
        waiting=None if shown.cents is None else max(shown.cents - out, 0),
        needs=len(proved) if len(proved) >= fewest else None,
        days_to_fund=_half(_days(town.id, Need.published_at, Need.funded_at), fewest),
        days_to_prove=_half(proved, fewest),
        months=_months(counted),
        kinds=_kinds(town),
    )


def _months(counted: Told) -> Mapping[date, int]:
    latest = sorted(counted.months)[-MOST_MONTHS:]
    return {month: down(counted.months[month], CENTS_STEP) for month in latest}


def _kinds(town: Municipality) -> Mapping[NeedKind, int]:
    sums = {kind: down(told(town, kind).cents, CENTS_STEP) for kind in NeedKind}
    return dict(sorted(sums.items(), key=lambda each: -each[1]))


def _gone_out(town_id: int) -> int:
    return _delivered(town_id) + sum(_with_partners(town_id).values())


def _delivered(town_id: int) -> int:
    """Return what is proved: by the ledger, and of needs proved that were never paid out by it."""
    used = _balance(AccountKind.USED).where(Fund.municipality_id == town_id)
    through_it = select(LedgerAccount.fund_id).where(
        LedgerAccount.kind.in_((AccountKind.WITH_PARTNER, AccountKind.USED))
    )
    beside = (
        select(func.coalesce(func.sum(Fund.raised_cents), 0))
        .join(Need, Need.fund_id == Fund.id)
        .where(
            Fund.municipality_id == town_id,
            Need.status == NeedStatus.PROVED,
            Fund.id.not_in(through_it),
        )
    )
    return int(db.session.scalar(used) or 0) + int(db.session.scalar(beside) or 0)


def _balance(kind: AccountKind) -> Any:
    """Ask for what stands on the accounts of a kind; these are debits."""
    return (
        select(func.coalesce(func.sum(LedgerEntry.amount_cents), 0))
        .join(LedgerAccount, LedgerAccount.id == LedgerEntry.account_id)
        .join(Fund, Fund.id == LedgerAccount.fund_id)
        .where(LedgerAccount.kind == kind)
    )


def _with_partners(town_id: int) -> Mapping[int, int]:
    held = _balance(AccountKind.WITH_PARTNER).where(Fund.municipality_id == town_id)
    rows = db.session.execute(held.add_columns(Fund.partner_id).group_by(Fund.partner_id))
    return {partner_id: int(cents) for cents, partner_id in rows if partner_id is not None}


def _left(town: Municipality, held: Mapping[int, int]) -> Sequence[tuple[str, int]]:
    """Return what each partner that has published a need here has not spent yet, by name."""
    here = (
        select(Partner.id, Partner.name)
        .join(Fund, Fund.partner_id == Partner.id)
        .where(Fund.municipality_id == town.id, Partner.hidden_at.is_(None))
        .distinct()
        .order_by(Partner.name, Partner.id)
    )
    return [(name, held.get(partner_id, 0)) for partner_id, name in db.session.execute(here)]


def _days(town_id: int, since: Any, until: Any) -> list[float]:
    done: ColumnElement[bool] = since.is_not(None) & until.is_not(None)
    rows = db.session.execute(
        select(since, until)
        .join(Fund, Fund.id == Need.fund_id)
        .where(Fund.municipality_id == town_id, done)
    )
    return [(end - begin) / A_DAY for begin, end in rows]


def _half(days: Sequence[float], fewest: int) -> int | None:
    # Each need is of a household: how long the needs of a few took would tell of them.
    return max(1, ceil(median(days))) if len(days) >= fewest else None
