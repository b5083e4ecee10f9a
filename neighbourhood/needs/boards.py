"""What stands on the desk of a partner: the last needs of each status, and how many there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import joinedload

from neighbourhood.foundation.storing.database import db
from neighbourhood.needs.batches import NeedFile, read_together
from neighbourhood.needs.models import Need, NeedStatus
from neighbourhood.partners.models import Partner

# Of each status: a file of thousands hides nothing that waits for somebody.
DESK_SIZE = 60


class InFile(NamedTuple):
    """How many needs wait in a file that is read as one."""

    file_id: int
    created_at: datetime
    number: int


@dataclass
class Shelf:
    """The last needs of one status, newest first, how many there are alone, and those in files."""

    rows: list[Need] = field(default_factory=list)
    number: int = 0
    files: Sequence[InFile] = ()

    @property
    def total(self) -> int:
        """How many there are in all."""
        return self.number + sum(each.number for each in self.files)


def desk(partner: Partner) -> Mapping[NeedStatus, Shelf]:
    """Return what the staff of `partner` work on; what is read with its file is counted there."""
    mine = Need.partner_id == partner.id, Need.status != NeedStatus.WITHDRAWN
    rank = func.row_number().over(partition_by=Need.status, order_by=Need.id.desc())
    number = func.count().over(partition_by=Need.status)
    ranked = select(Need.id, rank.label("rank"), number.label("number"))
    kept = ranked.where(*mine, ~_read_in_a_file()).subquery()
    statement = (
        select(Need, kept.c.number)
        .join(kept, kept.c.id == Need.id)
        .options(joinedload(Need.quartier), joinedload(Need.partner), joinedload(Need.author))
        .where(kept.c.rank <= DESK_SIZE)
        .order_by(Need.id.desc())
    )
    shelves = _shelves(db.session.execute(statement).all())
    shelves[NeedStatus.SUBMITTED].files = _in_files(partner)
    return shelves


def _read_in_a_file() -> ColumnElement[bool]:
    # What is approved goes its own way, whatever else of its file waits.
    return and_(Need.status == NeedStatus.SUBMITTED, read_together(Need.file_id))


def _in_files(partner: Partner) -> Sequence[InFile]:
    counted = (
        select(NeedFile.id, NeedFile.created_at, func.count())
        .join(Need, Need.file_id == NeedFile.id)
        .where(Need.partner_id == partner.id, _read_in_a_file())
        .group_by(NeedFile.id)
        .order_by(NeedFile.id.desc())
    )
    return [InFile(*row) for row in db.session.execute(counted)]


def _shelves(rows: Sequence[tuple[Need, int]]) -> Mapping[NeedStatus, Shelf]:
    shelves = {status: Shelf() for status in NeedStatus}
    for need, number in rows:
        shelves[need.status].rows.append(need)
        shelves[need.status].number = number
    return shelves
