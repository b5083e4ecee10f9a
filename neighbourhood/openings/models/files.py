"""Files of a town on their way in: tried first, kept as they were tried, then taken or dropped."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey, ShortText
from neighbourhood.foundation.storing.moves import Moves, Moving, Stands
from neighbourhood.places.models import Municipality

KEPT_FOR = timedelta(hours=24)


class FileKind(StrEnum):
    """What a file of a town holds."""

    QUARTIERS = "quartiers"
    ADDRESSES = "addresses"


class FileStatus(StrEnum):
    """How far a file has come."""

    WAITING = "waiting"
    TRIED = "tried"
    TAKING = "taking"
    TAKEN = "taken"
    UNREADABLE = "unreadable"
    DROPPED = "dropped"


class TownFile(Moving, Base):
    """One file that was sent for a town; `digest` says that what is taken is what was tried.

    `done` counts the rows read so far; `figures` and `messages` are what the trial found, kept as
    sentences to be said later (`words/later.py`).
    """

    __tablename__ = "town_file"
    __table_args__ = (
        CheckConstraint("length(digest) = 64", name="digest_of_64_signs"),
        CheckConstraint("size > 0 AND done >= 0", name="counts_make_sense"),
    )
    MOVES = Moves(
        {
            FileStatus.WAITING: {FileStatus.TRIED, FileStatus.UNREADABLE, FileStatus.DROPPED},
            FileStatus.TRIED: {FileStatus.TAKING, FileStatus.DROPPED},
            FileStatus.TAKING: {FileStatus.TAKEN, FileStatus.TRIED, FileStatus.UNREADABLE},
            FileStatus.UNREADABLE: {FileStatus.DROPPED},
            FileStatus.TAKEN: (),
            FileStatus.DROPPED: (),
        }
    )
    is_waiting = Stands(FileStatus.WAITING)
    is_tried = Stands(FileStatus.TRIED)
    is_taking = Stands(FileStatus.TAKING)
    is_taken = Stands(FileStatus.TAKEN)
    is_unreadable = Stands(FileStatus.UNREADABLE)
    is_dropped = Stands(FileStatus.DROPPED)

    id: Mapped[PrimaryKey]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    kind: Mapped[FileKind]
    status: Mapped[FileStatus] = mapped_column(default=FileStatus.WAITING)
    storage_key: Mapped[ShortText]
    digest: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    # Which property names a quartier, and whether those that the file lacks may leave.
    name_key: Mapped[str] = mapped_column(String(80), default="")
    drops: Mapped[bool] = mapped_column(default=False)
    done: Mapped[int] = mapped_column(default=0)
    figures: Mapped[dict[str, Any]] = mapped_column(default=dict)
    messages: Mapped[list[Any]] = mapped_column(default=list)
    created_at: Mapped[CreatedAt]
    ended_at: Mapped[datetime | None]

    municipality: Mapped[Municipality] = relationship()

    @property
    def is_under_way(self) -> bool:
        """Whether somebody waits for what becomes of it."""
        return self.is_waiting or self.is_taking

    @property
    def is_of_quartiers(self) -> bool:
        """Whether it draws quartiers; any other lists addresses."""
        return self.kind is FileKind.QUARTIERS

    @property
    def takes(self) -> int:
        """How much of the town it would change."""
        return sum(self.figures.get(name, 0) for name in ("imported", "changed", "retired", "left"))
