"""What a town offers to everybody to give to, and who lets their name be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.kinds import Past, is_for_all, kind_of, past_of, thing_of
from neighbourhood.funding.models.gifts import Fund
from neighbourhood.funding.queries import supporters
from neighbourhood.funding.queries.supporters import Supporter
from neighbourhood.needs.models import Need, NeedStatus
from neighbourhood.needs.policies import is_offered_to_all
from neighbourhood.packages import policies as of_packages
from neighbourhood.packages.models import Package
from neighbourhood.packages.queries import catalogue
from neighbourhood.places.models import Municipality, Quartier

MOST_SHOWN = 5
MOST_LOOKED_AT = 20
MOST_QUARTERS = 2


@dataclass(frozen=True, slots=True)
class Quarter:
    """Those who let their name be read for one quarter, by its first day."""

    quarter: date
    names: Sequence[Supporter]


def open_to_all(town: Municipality) -> Sequence[Need]:
    """Return needs that everybody may read and fund, those that wait longest first."""
    statement = (
        select(Need)
        .join(Need.fund)
        .options(
            contains_eager(Need.fund),
            joinedload(Need.partner),
            joinedload(Need.quartier).joinedload(Quartier.municipality),
        )
        .where(Fund.municipality_id == town.id, Need.status == NeedStatus.OPEN)
        .order_by(Need.published_at, Need.id)
        .limit(MOST_LOOKED_AT)
    )
    needs = db.session.scalars(statement)
    return [need for need in needs if is_offered_to_all(need)][:MOST_SHOWN]


def packages(town: Municipality) -> Sequence[Package]:
    """Return the packages that everybody may give to, in the order the town chose."""
    return [each for each in catalogue.of_town(town.id) if of_packages.is_offered_to_all(each)]


def public_fund(fund_id: int) -> Fund:
    """Return a fund that everybody may read and give to; another one is not there."""
    fund = db.session.get(Fund, fund_id)
    if fund is None:
        raise Missing
    if not is_for_all(fund):
        raise kind_of(fund).missing(thing_of(fund))
    return fund


def past(fund_id: int) -> Past | None:
    """Tell of a fund to which everybody could give, and cannot any more."""
    fund = db.session.get(Fund, fund_id)
    return past_of(fund) if fund is not None else None


def named(town: Municipality) -> Sequence[Quarter]:
    """Return the names of the last quarters, as their bearers asked."""
    quarters = groupby(supporters.of_town(town.id), lambda one: one.quarter)
    return [Quarter(quarter, list(names)) for quarter, names in quarters][:MOST_QUARTERS]
