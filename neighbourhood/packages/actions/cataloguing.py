"""What those who run a town do with its packages."""

import tomllib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.funding.actions.funds import change_fund, open_fund
from neighbourhood.packages import kinds
from neighbourhood.packages.models import Package, Part
from neighbourhood.packages.policies import NoKind, NoPart, NoPrice
from neighbourhood.packages.queries import catalogue
from neighbourhood.places.models import Municipality

# What may be given at any moment is what its needs miss; this is only what the database asks for.
CEILING_CENTS = 10_000_000_00
_USUAL = Path(__file__).parents[1] / "usual.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a package says; cents, None for a free amount."""

    title: str
    covers: str
    icon: str
    price_cents: int | None
    parts: Sequence[str]
    kinds: Sequence[str]


def create(town: Municipality, told: Told) -> Package:
    """Add a package at the end of the catalogue of a town; it is offered at once."""
    _check(told)
    fund = open_fund(
        kinds.FUND,
        town_id=town.id,
        partner_id=None,
        title=told.title,
        path=kinds.FUND.place,
        minimum_cents=1,
        ceiling_cents=CEILING_CENTS,
    )
    package = Package(
        municipality_id=town.id,
        fund=fund,
        rank=catalogue.last_rank(town.id) + 1,
        **asdict(told),
    )
    db.session.add(package)
    db.session.flush()
    fund.path = f"{kinds.FUND.place}/{package.id}"
    db.session.flush()
    return package


def set_up(town: Municipality) -> int:
    """Give a town without packages the usual ones, to be changed as it likes; return how many."""
    hold(Municipality, town.id)
    if catalogue.of_town(town.id):
        return 0
    usual = tomllib.loads(_USUAL.read_text("utf-8"))["packages"]
    for row in usual:
        create(town, Told(**{"price_cents": None, **row}))
    return len(usual)


def change(package: Package, told: Told) -> None:
    """Say something else of a package; gifts already made stay where they are."""
    _check(told)
    for name, value in asdict(told).items():
        setattr(package, name, value)
    change_fund(package.fund, title=told.title, ceiling_cents=package.fund.ceiling_cents)


def _check(told: Told) -> None:
    require(bool(told.kinds), NoKind)
    require(bool(told.parts), NoPart)
    require(told.price_cents is not None or set(told.parts) == {Part.FREE}, NoPrice)


def offer(package: Package, *, offered: bool) -> None:
    """Offer a package again, or no more: what it holds still goes to needs."""
    package.is_offered = offered
    db.session.flush()


def move(town: Municipality, package: Package, *, by: int) -> tuple[int, int]:
    """Put a package `by` places further among those of its town; return its place, among how many.

    The town is held: two who move at once move one after the other.
    """
    hold(Municipality, town.id)
    order = list(catalogue.of_town(town.id))
    place = order.index(package)
    order.insert(min(max(place + by, 0), len(order) - 1), order.pop(place))
    for rank, each in enumerate(order, start=1):
        each.rank = rank
    db.session.flush()
    return package.rank, len(order)


def declare_crisis(package: Package, *, text: str, until: datetime | None) -> None:
    """Show a package first, with a sentence, until a moment; without them, as before."""
    package.crisis_text, package.crisis_until = text, until
    db.session.flush()
