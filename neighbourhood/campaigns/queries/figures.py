"""The figures of a town that anybody may read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.batches import CENTS_STEP, PEOPLE_STEP, Told, down, next_step
from neighbourhood.funding.models.gifts import Fund
from neighbourhood.funding.queries.arrivals import told
from neighbourhood.funding.queries.statement import Sums, sums_of
from neighbourhood.needs.models import Need, NeedKind
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

    `sums` are those of the accounts; `left` was paid out to each partner, by name, who has not
    spent it yet. `days_to_fund` and `days_to_prove` are within how many days half of the needs
    were. `needs` counts those that have their proof.
    """

    live: Live
    sums: Sums
    left: Sequence[tuple[str, int]]
    needs: int | None
    days_to_fund: int | None
    days_to_prove: int | None
    months: Mapping[date, int]
    kinds: Mapping[NeedKind, int]


def live(town: Municipality) -> Live:
    """Return what the counter of a town shows."""
    counted = told(town)
    return _live(counted, sums_of(town, counted))


def _live(counted: Told, sums: Sums) -> Live:
    reached = counted.reached[: -MOST_STEPS - 1 : -1]
    if sums.given is None:
        return Live(None, None, next_step(0), ())
    people = down(len(counted.givers), PEOPLE_STEP)
    return Live(sums.given, people, next_step(sums.given), reached)


def of_town(town: Municipality) -> Figures:
    """Return all that is told of a town."""
    counted = told(town)
    sums, fewest = sums_of(town, counted), rule_of(town).fewest
    proved = _days(town.id, Need.funded_at, Need.proof_recorded_at)
    return Figures(
        live=_live(counted, sums),
        sums=sums,
        left=_left(town, sums.by_partner),
        needs=len(proved) if len(proved) >= fewest else None,
        days_to_fund=_half(_days(town.id, Need.published_at, Need.funded_at), fewest),
        days_to_prove=_half(proved, fewest),
        months=_months(town, counted),
        kinds=_kinds(town),
    )


def _months(town: Municipality, counted: Told) -> Mapping[date, int]:
    """Return the last months, from the first with a figure on; zero for one without."""
    if not counted.months:
        return {}
    month, shown = _month_now(town), dict[date, int]()
    while month >= min(counted.months) and len(shown) < MOST_MONTHS:
        shown[month] = down(counted.months.get(month, 0), CENTS_STEP)
        month = (month - A_DAY).replace(day=1)
    return dict(reversed(shown.items()))


def _month_now(town: Municipality) -> date:
    return now().astimezone(ZoneInfo(town.time_zone)).date().replace(day=1)


def _kinds(town: Municipality) -> Mapping[NeedKind, int]:
    sums = {kind: down(_of_kind(town, kind).cents, CENTS_STEP) for kind in NeedKind}
    return dict(sorted(sums.items(), key=lambda each: -each[1]))


def _of_kind(town: Municipality, kind: NeedKind) -> Told:
    those = Fund.id.in_(select(Need.fund_id).where(Need.kind == kind))
    return told(town, f"needs of {kind}", those)


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
