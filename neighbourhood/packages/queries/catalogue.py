"""The packages of a town, as its neighbours and those who run it read them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import joinedload

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.packages.models import Package
from neighbourhood.packages.policies import OfferedNoMore
from neighbourhood.packages.queries import stock
from neighbourhood.packages.queries.stock import Stock
from neighbourhood.places.models import Municipality
from neighbourhood.residents.models.residents import Resident


@dataclass(frozen=True, slots=True)
class Offer:
    """A package, and the needs that wait behind it."""

    package: Package
    stock: Stock


def town_of(viewer: Resident) -> int:
    """Return the municipality whose packages concern the viewer, 0 (none) without an address."""
    return viewer.quartier.municipality_id if viewer.quartier else 0


def _of_town(town_id: int) -> Select[Package]:
    statement = select(Package).options(joinedload(Package.municipality))
    return statement.where(Package.municipality_id == town_id)


def of_town(town_id: int) -> Sequence[Package]:
    """Return every package of a town in the order it chose, those not offered any more included."""
    return db.session.scalars(_of_town(town_id).order_by(Package.rank, Package.id)).all()


def offers(viewer: Resident) -> Sequence[Offer]:
    """Return what the viewer may give for: what is urgent first, then as the town chose."""
    town_id = town_of(viewer)
    urgent_first = case((Package.crisis_until > now(), 0), else_=1)
    statement = _of_town(town_id).where(Package.is_offered)
    found = db.session.scalars(statement.order_by(urgent_first, Package.rank, Package.id)).all()
    stocks = stock.by_kind(town_id) if found else {}
    return [Offer(package, stock.of_kinds(stocks, package.kinds)) for package in found]


def first_offers(viewer: Resident) -> list[Offer]:
    """Return the same for a few places: what is urgent, then what needs wait for."""
    found = offers(viewer)
    return sorted(found, key=lambda one: not (one.package.is_crisis or one.stock.free_cents))


def show(viewer: Resident, package_id: int) -> Package:
    """Return a package that the viewer may give to, `Missing` otherwise.

    Whoever could read it is told that it is `OfferedNoMore`.
    """
    found = db.session.scalar(_of_town(town_of(viewer)).where(Package.id == package_id))
    if found is None:
        raise Missing
    require(found.is_offered, OfferedNoMore)
    return found


def known(package_id: int) -> Package | None:
    """Return a package of whatever town; None when there is none."""
    statement = select(Package).options(joinedload(Package.municipality))
    return db.session.scalar(statement.where(Package.id == package_id))


def in_town(town: Municipality, package_id: int) -> Package:
    """Return a package of a town, offered or not; `Missing` for another town’s."""
    found = db.session.scalar(_of_town(town.id).where(Package.id == package_id))
    if found is None:
        raise Missing
    return found


def of_funds(fund_ids: Iterable[int]) -> Sequence[Package]:
    """Return the packages behind these funds, with their towns."""
    statement = select(Package).options(joinedload(Package.municipality))
    return db.session.scalars(statement.where(Package.fund_id.in_(fund_ids))).all()


def last_rank(town_id: int) -> int:
    """Return the highest rank among the packages of a town, 0 before the first."""
    highest = select(func.max(Package.rank)).where(Package.municipality_id == town_id)
    return db.session.scalar(highest) or 0
