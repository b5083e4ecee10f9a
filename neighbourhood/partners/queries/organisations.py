"""The partners, and those who look after the whole site."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.orm import contains_eager

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.partners.models import Partner
from neighbourhood.places.models import Municipality
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.standing import free_hands


def by_name(municipality_insee: str, name: str) -> Partner | None:
    """Return the partner of a town that goes by `name`."""
    statement = select(Partner).join(Partner.municipality)
    return db.session.scalar(
        statement.where(Municipality.insee == municipality_insee, Partner.name == name)
    )


def partners() -> list[Partner]:
    """Return every organisation that acts or once did, by town and name."""
    return list(
        db.session.scalars(
            select(Partner)
            .join(Partner.municipality)
            .options(contains_eager(Partner.municipality))
            .order_by(Municipality.name, Partner.name)
        )
    )


def partner(partner_id: int) -> Partner:
    """Return a partner, suspended or not."""
    found = db.session.get(Partner, partner_id)
    if found is None:
        raise Missing
    return found


def administrators() -> list[Resident]:
    """Return who is there to look after the whole site."""
    return list(
        db.session.scalars(
            select(Resident).where(Resident.is_administrator, free_hands()).order_by(Resident.id)
        )
    )


def acting_partners() -> Sequence[Row[str, str]]:
    """Return the town and the name of every organisation that may act: both are public."""
    named = select(Municipality.name, Partner.name).join(Partner.municipality)
    acting = named.where(Partner.accredited_at.is_not(None))
    return db.session.execute(acting.order_by(Municipality.name, Partner.name)).all()


def shows(partner_id: Any) -> ColumnElement[bool]:
    """Tell in SQL whether what the partner of a column publishes is shown: it is not hidden."""
    hidden = select(Partner.id).where(Partner.hidden_at.is_not(None))
    shown: ColumnElement[bool] = partner_id.not_in(hidden)
    return shown
