"""What a town offers to everybody to give to, and who lets their name be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.kinds import is_for_all, kind_of, thing_of
from neighbourhood.funding.models.gifts import Fund
from neighbourhood.funding.queries import supporters
from neighbourhood.funding.queries.supporters import Supporter
from neighbourhood.needs.models import Need, NeedStatus
from neighbourhood.needs.policies import is_offered_to_all
from neighbourhood.places.models import Municipality, Quartier

MOST_SHOWN = 5
MOST_LOOKED_AT = 20
MOST_MONTHS = 3


@dataclass(frozen=True, slots=True)
class Month:
    """Those who let their name be read for one month."""

    month: date
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


def public_fund(fund_id: int) -> Fund:
    """Return a fund that everybody may read and give to; another one is not there."""
    fund = db.session.get(Fund, fund_id)
    if fund is None:
        raise Missing
    if not is_for_all(fund):
        raise kind_of(fund).missing(thing_of(fund))
    return fund


def named(town: Municipality) -> Sequence[Month]:
    """Return the names of the last months, as their bearers asked."""
    months = groupby(supporters.of_town(town.id), lambda one: one.month)
    return [Month(month, list(names)) for month, names in months][:MOST_MONTHS]
