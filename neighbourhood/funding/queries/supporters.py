"""Those who give and let their name be read: for a town and a quarter, never for what they gave to.

A name appears once its quarter is over, and only when those named are `FEWEST` at least, and gave
to as many funds: of fewer, what happened to a collection in those months would tell who gave to
what. An amount is what one person gave in all in that quarter, as far as they show it, and appears
among as many amounts. Gifts that went back are not counted.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, select

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.models.donors import GiftWish, Showing
from neighbourhood.funding.models.gifts import DonorPseudonym, Fund, Payment, Pledge
from neighbourhood.places.models import Municipality
from neighbourhood.residents.models.residents import Resident

FEWEST = 3


@dataclass(frozen=True, slots=True)
class Supporter:
    """A name, the first day of the quarter, and the cents of that quarter where they are shown."""

    name: str
    quarter: date
    cents: int | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """One gift whose donor lets their name be read: `who` tells donors apart, and is not shown."""

    who: tuple[int | None, int | None]
    name: str
    quarter: date
    fund_id: int
    cents: int
    shows_amount: bool


def of_town(town_id: int) -> Sequence[Supporter]:
    """Return those whom everybody may read as supporters of a town, the latest quarter first."""
    return listed(_given(town_id, (Showing.PUBLIC,)), _this_quarter(town_id))


def for_money_desk(town_id: int) -> Sequence[Supporter]:
    """Return whom the service of the town may read as well: names and quarters, no amounts."""
    read = listed(_given(town_id, (Showing.PRIVATE, Showing.PUBLIC)), _this_quarter(town_id))
    return [Supporter(one.name, one.quarter) for one in read]


def are_enough(people: Collection[object], fund_ids: Collection[int]) -> bool:
    """Tell whether so many names and funds hide who gave to what."""
    return len(people) >= FEWEST and len(fund_ids) >= FEWEST


def listed(given: Iterable[Given], this_quarter: date) -> Sequence[Supporter]:
    """Put together what may be read of these gifts by now: see above for the rule."""
    past = sorted((one for one in given if one.quarter < this_quarter), key=lambda one: one.quarter)
    quarters = [list(_of_quarter(list(gifts))) for _quarter, gifts in groupby(past, _quarter_of)]
    return [one for quarter in reversed(quarters) for one in quarter]


def _of_quarter(gifts: Sequence[Given]) -> Iterator[Supporter]:
    people = {one.who: one for one in gifts}
    if not are_enough(people, {one.fund_id for one in gifts}):
        return
    amounts: dict[object, int] = {}
    for one in gifts:
        if one.shows_amount:
            amounts[one.who] = amounts.get(one.who, 0) + one.cents
    shown = amounts if len(amounts) >= FEWEST else {}
    # In the order of names: in that of the gifts, it would tell their days.
    for one in sorted(people.values(), key=lambda each: each.name.casefold()):
        yield Supporter(one.name, one.quarter, shown.get(one.who))


def _quarter_of(one: Given) -> date:
    return one.quarter


def _given(town_id: int, showing: Sequence[Showing]) -> Iterator[Given]:
    zone = _zone(town_id)
    for row in db.session.execute(_asked(town_id, showing)):
        name = _name(row)
        if name:
            who = row.resident_id, row.visitor_id
            quarter = _quarter(row.settled_at, zone)
            yield Given(who, name, quarter, row.fund_id, row.counted_cents, row.shows_amount)


def _asked(town_id: int, showing: Sequence[Showing]) -> Select[*tuple[object, ...]]:
    return (
        select(
            DonorPseudonym.resident_id,
            DonorPseudonym.visitor_id,
            Resident,
            GiftWish.public_name,
            GiftWish.shows_amount,
            Pledge.settled_at,
            Pledge.fund_id,
            Payment.counted_cents,
        )
        .join(Pledge, Pledge.pseudonym == DonorPseudonym.pseudonym)
        .join(GiftWish, GiftWish.pledge_id == Pledge.id)
        .join(Payment, Payment.pledge_id == Pledge.id)
        .join(Fund, Fund.id == Pledge.fund_id)
        .outerjoin(Resident, Resident.id == DonorPseudonym.resident_id)
        .where(
            Fund.municipality_id == town_id,
            GiftWish.showing.in_(showing),
            Payment.counted_cents > 0,
            Pledge.settled_at.is_not(None),
        )
    )


def _name(row: Row[*tuple[object, ...]]) -> str:
    resident = row.Resident
    if resident is None:
        return str(row.public_name)
    return resident.public_name if resident.is_active else ""


def _zone(town_id: int) -> ZoneInfo:
    return ZoneInfo(db.session.get_one(Municipality, town_id).time_zone)


def _quarter(moment: datetime, zone: ZoneInfo) -> date:
    day = moment.astimezone(zone).date()
    return day.replace(month=day.month - (day.month - 1) % 3, day=1)


def _this_quarter(town_id: int) -> date:
    return _quarter(now(), _zone(town_id))
