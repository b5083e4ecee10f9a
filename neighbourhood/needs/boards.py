"""What stands on the desk of a partner: the last needs of each status, and how many there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from neighbourhood.foundation.storing.database import db
from neighbourhood.needs.batches import read_together
from neighbourhood.needs.models import Need, NeedStatus
from neighbourhood.partners.models import Partner

# Of each status: a file of thousands hides nothing that waits for somebody.
DESK_SIZE = 60


@dataclass
class Shelf:
    """The last needs of one status, newest first, and how many there are in all."""

    rows: list[Need] = field(default_factory=list)
    number: int = 0


def desk(partner: Partner) -> Mapping[NeedStatus, Shelf]:
    """Return what the staff of `partner` work on; a file on its way stands for its needs."""
    mine = Need.partner_id == partner.id, Need.status != NeedStatus.WITHDRAWN
    rank = func.row_number().over(partition_by=Need.status, order_by=Need.id.desc())
    number = func.count().over(partition_by=Need.status)
    ranked = select(Need.id, rank.label("rank"), number.label("number"))
    kept = ranked.where(*mine, ~read_together(Need.file_id)).subquery()
    statement = (
        select(Need, kept.c.number)
        .join(kept, kept.c.id == Need.id)
        .options(joinedload(Need.quartier), joinedload(Need.partner), joinedload(Need.author))
        .where(kept.c.rank <= DESK_SIZE)
        .order_by(Need.id.desc())
    )
    return _shelves(db.session.execute(statement).all())


def _shelves(rows: Sequence[tuple[Need, int]]) -> Mapping[NeedStatus, Shelf]:
    shelves = {status: Shelf() for status in NeedStatus}
    for need, number in rows:
        shelves[need.status].rows.append(need)
        shelves[need.status].number = number
    return shelves
