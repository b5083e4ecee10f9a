"""Files of one’s data, and what people ask about their data."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import (
    Base,
    CreatedAt,
    PrimaryKey,
    ShortText,
    only_one,
)
from neighbourhood.foundation.storing.moves import Moves, Moving, Stands
from neighbourhood.foundation.storing.sealed import Sealed
from neighbourhood.places.models import Municipality
from neighbourhood.residents.models.residents import Resident

KEPT_FOR = timedelta(days=7)
ANSWERED_WITHIN = timedelta(days=30)


class ArchiveStatus(StrEnum):
    PREPARING = "preparing"
    READY = "ready"
    GONE = "gone"


class Archive(Moving, Base):
    """One file of everything held about an account, which only that account may download."""

    __tablename__ = "archive"
    __table_args__ = (
        CheckConstraint("status <> 'ready' OR ready_at IS NOT NULL", "ready_when"),
        only_one("uq_archive_preparing", "resident_id", where="status = 'preparing'"),
    )
    MOVES = Moves(
        {
            ArchiveStatus.PREPARING: {ArchiveStatus.READY, ArchiveStatus.GONE},
            ArchiveStatus.READY: {ArchiveStatus.GONE},
            ArchiveStatus.GONE: (),
        }
    )
    is_preparing = Stands(ArchiveStatus.PREPARING)

    id: Mapped[PrimaryKey]
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    status: Mapped[ArchiveStatus] = mapped_column(default=ArchiveStatus.PREPARING)
    file: Mapped[ShortText]
    created_at: Mapped[CreatedAt]
    ready_at: Mapped[datetime | None]

    @property
    def until(self) -> datetime:
        """Until when it may be downloaded."""
        return (self.ready_at or self.created_at) + KEPT_FOR

    @property
    def is_ready(self) -> bool:
        """Whether it may be downloaded now, even before the night takes it away."""
        return self.status is ArchiveStatus.READY and self.until > now()


class RequestKind(StrEnum):
    CORRECTION = "correction"
    OBJECTION = "objection"
    LIMITATION = "limitation"
    QUESTION = "question"


class RequestStatus(StrEnum):
    WAITING = "waiting"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class DataRequest(Moving, Base):
    """What somebody asks about their data; it is answered in words, within a month."""

    __tablename__ = "data_request"
    __table_args__ = (
        CheckConstraint("length(words) > 0", "said"),
        CheckConstraint("(status = 'answered') = (answered_at IS NOT NULL)", "answered_when"),
        CheckConstraint("status <> 'answered' OR length(answer) > 0", "answered_in_words"),
        Index("ix_data_request_status", "status", "due_at"),
    )
    MOVES = Moves(
        {
            RequestStatus.WAITING: {RequestStatus.ANSWERED, RequestStatus.WITHDRAWN},
            RequestStatus.ANSWERED: (),
            RequestStatus.WITHDRAWN: (),
        }
    )
    is_waiting = Stands(RequestStatus.WAITING)
    is_answered = Stands(RequestStatus.ANSWERED)

    id: Mapped[PrimaryKey]
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))
    kind: Mapped[RequestKind]
    words: Mapped[str] = mapped_column(Sealed("data_request.words"))
    status: Mapped[RequestStatus] = mapped_column(default=RequestStatus.WAITING)
    created_at: Mapped[CreatedAt]
    due_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(Sealed("data_request.answer"), default="")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))

    resident: Mapped[Resident] = relationship(foreign_keys=resident_id)
    municipality: Mapped[Municipality | None] = relationship()

    @property
    def is_late(self) -> bool:
        """Whether the month is over and nobody answered."""
        return self.status is RequestStatus.WAITING and self.due_at <= now()
