"""Files of needs: checked line by line, written as one batch, read as one by a second person."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    LargeBinary,
    String,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey
from neighbourhood.foundation.storing.moves import Moves, Moving, Stands
from neighbourhood.foundation.storing.sealed import Sealed
from neighbourhood.partners.models import Partner
from neighbourhood.residents.models.residents import Resident

# How long the lines of a file wait for somebody to confirm them.
KEPT_FOR = timedelta(hours=23)
# How long one waits for work that nobody takes before it is said.
PATIENCE = timedelta(minutes=2)


class NeedFileStatus(StrEnum):
    """How far a file has come, from what was sent to needs that neighbours may read."""

    READING = "reading"
    CHECKED = "checked"
    WRITING = "writing"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVING = "approving"
    DONE = "done"
    DROPPED = "dropped"


class NeedFile(Moving, Base):
    """One file of a partner; what it made waits for a second reader as one batch.

    `waiting` is the file while it is read, then its checked lines, each under a keyed mark in the
    place of the reference; it is emptied once they are written or given up. `done` of `total`
    lines are dealt with, in this pass. `figures` says how many of each, `faults` which lines
    were refused and why, by codes: neither repeats what a line said.
    """

    __tablename__ = "need_file"
    __table_args__ = (
        CheckConstraint("approved_by_id <> author_id", "second_reader"),
        CheckConstraint("done >= 0 AND total >= 0", "counts_make_sense"),
        CheckConstraint(
            "status NOT IN ('submitted', 'returned', 'approving', 'done', 'dropped')"
            " OR waiting = ''",
            "lines_forgotten",
        ),
    )
    MOVES = Moves(
        {
            NeedFileStatus.READING: {NeedFileStatus.CHECKED, NeedFileStatus.DROPPED},
            NeedFileStatus.CHECKED: {NeedFileStatus.WRITING, NeedFileStatus.DROPPED},
            NeedFileStatus.WRITING: {
                NeedFileStatus.SUBMITTED,
                NeedFileStatus.DONE,
                # The needs changed since the lines were checked: somebody confirms anew.
                NeedFileStatus.CHECKED,
            },
            NeedFileStatus.SUBMITTED: {NeedFileStatus.APPROVING, NeedFileStatus.RETURNED},
            # The reader lost the right to approve on the way: somebody else reads the rest.
            NeedFileStatus.APPROVING: {NeedFileStatus.DONE, NeedFileStatus.SUBMITTED},
            NeedFileStatus.RETURNED: (),
            NeedFileStatus.DONE: (),
            NeedFileStatus.DROPPED: (),
        }
    )
    is_reading = Stands(NeedFileStatus.READING)
    is_checked = Stands(NeedFileStatus.CHECKED)
    is_writing = Stands(NeedFileStatus.WRITING)
    is_submitted = Stands(NeedFileStatus.SUBMITTED)
    is_returned = Stands(NeedFileStatus.RETURNED)
    is_approving = Stands(NeedFileStatus.APPROVING)
    is_done = Stands(NeedFileStatus.DONE)
    is_dropped = Stands(NeedFileStatus.DROPPED)
    is_under_way = Stands(NeedFileStatus.READING, NeedFileStatus.WRITING, NeedFileStatus.APPROVING)

    id: Mapped[PrimaryKey]
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    status: Mapped[NeedFileStatus] = mapped_column(default=NeedFileStatus.READING)
    # Whether needs that the file does not name are closed.
    closes: Mapped[bool]
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    # The needs changed between the check and the confirmation: what is shown is new.
    otherwise: Mapped[bool] = mapped_column(default=False)
    figures: Mapped[dict[str, Any]] = mapped_column(default=dict)
    faults: Mapped[list[Any]] = mapped_column(default=list)
    waiting: Mapped[str] = mapped_column(Sealed("need_file.waiting"), default="", deferred=True)
    return_reason: Mapped[str] = mapped_column(String(400), default="")
    created_at: Mapped[CreatedAt]
    # When something of it was last done: who looks after jobs takes up what stands still.
    moved_at: Mapped[CreatedAt]
    ended_at: Mapped[datetime | None]

    partner: Mapped[Partner] = relationship()
    author: Mapped[Resident] = relationship(foreign_keys=author_id)
    approved_by: Mapped[Resident | None] = relationship(foreign_keys=approved_by_id)

    def go_to(self, status: NeedFileStatus) -> None:
        """Go on, and begin to count anew; what ends says when, and what waits is forgotten."""
        self.become(status)
        self.done, self.moved_at = 0, now()
        if status not in (NeedFileStatus.CHECKED, NeedFileStatus.WRITING):
            self.waiting = ""
        if not self.MOVES[status]:
            self.ended_at = now()

    def count(self, **more: int) -> None:
        """Add to the figures."""
        # A new mapping: the database sees that it changed.
        self.figures = {
            **self.figures,
            **{name: self.figures.get(name, 0) + number for name, number in more.items()},
        }


class NeedReference(Base):
    """Which need a partner calls by a reference of theirs: a keyed mark, never the reference.

    One need per reference: the last one. The mark of one partner says nothing to another one.
    """

    __tablename__ = "need_reference"

    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), primary_key=True)
    mark: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"), unique=True)


def read_together(file_id: Any) -> ColumnElement[bool]:
    """Tell in SQL whether what came with a file is on its way with all of it, not alone."""
    together = (NeedFileStatus.WRITING, NeedFileStatus.SUBMITTED, NeedFileStatus.APPROVING)
    on_its_way = NeedFile.id == file_id, NeedFile.status.in_(together)
    return select(NeedFile.id).where(*on_its_way).correlate_except(NeedFile).exists()
