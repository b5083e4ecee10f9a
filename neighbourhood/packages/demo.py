"""The packages of the demonstration town, gifts to some of them, and their rounds."""

from datetime import date, timedelta

from sqlalchemy import select

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.actions.gifts import record_gift
from neighbourhood.funding.actions.pseudonyms import pseudonym_in
from neighbourhood.funding.models.gifts import Pledge
from neighbourhood.funding.models.monthly import (
    MonthlyGift,
    MonthlyStatus,
    MonthlyTurn,
    TurnStatus,
)
from neighbourhood.funding.months import day_of, following, month_of
from neighbourhood.packages.actions import cataloguing
from neighbourhood.packages.actions.allocating import allocate
from neighbourhood.packages.models import Package
from neighbourhood.packages.queries import catalogue
from neighbourhood.places.models import Municipality
from neighbourhood.residents.demo import by_local_part
from neighbourhood.residents.models.residents import Resident

_CRISIS_DAYS = 21
# Who gave what to which package, by their places in the catalogue from 0, and days ago.
_GIFTS = (("karima", 5, 1600, 0), ("marcel", 3, 900, 2), ("karima", 3, 900, 1))
# Who gives how much each month to which of them, with one gift so many days ago.
_MONTHLY = ("karima", 8, 500, 20)


def build() -> None:
    """Write the usual packages, one of them urgent, and bring gifts to needs."""
    people = by_local_part()
    town = db.session.scalars(select(Municipality).where(Municipality.name == "Valbourg")).one()
    cataloguing.set_up(town)
    packages = catalogue.of_town(town.id)
    cataloguing.declare_crisis(
        packages[0],
        text="Grand froid\u00a0: les factures de chauffage montent.",
        until=now() + timedelta(days=_CRISIS_DAYS),
    )
    for number, (who, place, cents, days) in enumerate(_GIFTS):
        _give(packages[place], people[who], cents, days, key=f"demo-package-{number}")
    who, place, cents, days = _MONTHLY
    first = _give(packages[place], people[who], cents, days, key="demo-monthly-0")
    _each_month(first, now().date() - timedelta(days=days))
    for package in packages:
        allocate(package.id)


def _give(package: Package, donor: Resident, cents: int, days: int, *, key: str) -> Pledge:
    moment = now() - timedelta(days=days)
    pledge = Pledge(
        key=key,
        fund=package.fund,
        pseudonym=pseudonym_in(package.fund, donor.id),
        amount_cents=cents,
        reserved_until=moment,
        payment_reference=key,
        created_at=moment,
    )
    db.session.add(pledge)
    db.session.flush()
    record_gift(pledge, package.fund, moment=moment)
    return pledge


def _each_month(first: Pledge, day: date) -> None:
    gift = MonthlyGift(
        fund_id=first.fund_id,
        pseudonym=first.pseudonym,
        amount_cents=first.amount_cents,
        day=day_of(day),
        status=MonthlyStatus.ACTIVE,
        next_on=following(day, day_of(day)),
    )
    turn = MonthlyTurn(monthly=gift, month=month_of(day), pledge=first, status=TurnStatus.PAID)
    db.session.add(turn)
    db.session.flush()
