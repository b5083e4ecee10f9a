"""How the needs of a town stand, partner by partner, in figures."""

from dataclasses import dataclass

from sqlalchemy import case, func, select

from neighbourhood.foundation.storing.database import db
from neighbourhood.needs.models import Need, NeedStatus
from neighbourhood.partners.models import Partner


@dataclass(frozen=True, slots=True)
class Tally:
    """How many needs of one partner wait to be read again, are open, or wait for their proof."""

    partner: Partner
    to_read: int
    is_open: int
    to_prove: int


def of_town(municipality_id: int) -> list[Tally]:
    """Return the partners of a town that write needs, with how theirs stand."""
    wanted = (NeedStatus.SUBMITTED, NeedStatus.OPEN, NeedStatus.FUNDED)
    counts = [func.sum(case((Need.status == status, 1), else_=0)) for status in wanted]
    statement = (
        select(Partner, *counts)
        .join(Need, Need.partner_id == Partner.id)
        .where(Partner.municipality_id == municipality_id, Partner.accredited_at.is_not(None))
        .group_by(*Partner.__table__.columns)
        .order_by(Partner.name)
    )
    return [Tally(partner, *map(int, found)) for partner, *found in db.session.execute(statement)]


def to_read(municipality_id: int) -> int:
    """Count the needs of a town that wait for a second reader."""
    statement = (
        select(func.count())
        .select_from(Need)
        .join(Partner, Partner.id == Need.partner_id)
        .where(
            Partner.municipality_id == municipality_id,
            Partner.accredited_at.is_not(None),
            Need.status == NeedStatus.SUBMITTED,
        )
    )
    return db.session.scalar(statement) or 0
