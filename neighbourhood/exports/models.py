"""Files about many people of a town: asked for by one, agreed by another, kept for a day."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
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

AGREED_WITHIN = timedelta(days=7)
KEPT_FOR = timedelta(hours=24)
WORDS_LIMIT = 200


class ExportStatus(StrEnum):
    WAITING = "waiting"  # for a colleague
    PREPARING = "preparing"  # agreed
    READY = "ready"
    GONE = "gone"
    REFUSED = "refused"
    LAPSED = "lapsed"  # nobody answered


class Export(Moving, Base):
    """One file about many people, from the day somebody asks for it until it is wiped.

    Who asked and who agreed are never the same; when one of them is erased, nobody stands there.
    """

    __tablename__ = "export"
    __table_args__ = (
        CheckConstraint("asked_by_id <> decided_by_id", "by_two"),
        CheckConstraint(
            "status IN ('waiting', 'lapsed') OR decided_at IS NOT NULL", "decided_when"
        ),
        CheckConstraint("status <> 'ready' OR ready_at IS NOT NULL", "ready_when"),
        only_one(
            "uq_export_under_way",
            "municipality_id",
            "code",
            "asked_by_id",
            where="status IN ('waiting', 'preparing')",
        ),
        Index("ix_export_municipality_id_status", "municipality_id", "status"),
    )
    MOVES = Moves(
        {
            ExportStatus.WAITING: {
                ExportStatus.PREPARING,
                ExportStatus.REFUSED,
                ExportStatus.LAPSED,
            },
            # Refused after all: whoever asked has no right to it any more.
            ExportStatus.PREPARING: {
                ExportStatus.READY,
                ExportStatus.REFUSED,
                ExportStatus.GONE,
            },
            ExportStatus.READY: {ExportStatus.GONE},
            ExportStatus.GONE: (),
            ExportStatus.REFUSED: (),
            ExportStatus.LAPSED: (),
        }
    )
    is_preparing = Stands(ExportStatus.PREPARING)
    is_refused = Stands(ExportStatus.REFUSED)

    id: Mapped[PrimaryKey]
    code: Mapped[str] = mapped_column(String(60))
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    reason: Mapped[str] = mapped_column(Sealed("export.reason", WORDS_LIMIT))
    status: Mapped[ExportStatus] = mapped_column(default=ExportStatus.WAITING)
    created_at: Mapped[CreatedAt]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    decided_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(Sealed("export.answer", WORDS_LIMIT), default="")
    file: Mapped[ShortText]
    people: Mapped[int] = mapped_column(default=0)
    ready_at: Mapped[datetime | None]

    municipality: Mapped[Municipality] = relationship()
    asked_by: Mapped[Resident | None] = relationship(foreign_keys=asked_by_id)
    decided_by: Mapped[Resident | None] = relationship(foreign_keys=decided_by_id)

    @property
    def is_waiting(self) -> bool:
        """Whether a colleague may still answer, even before the night says that it is too late."""
        return self.status is ExportStatus.WAITING and self.created_at + AGREED_WITHIN > now()

    @property
    def until(self) -> datetime:
        """Until when it may be taken."""
        return (self.ready_at or self.created_at) + KEPT_FOR

    @property
    def is_ready(self) -> bool:
        """Whether it may be taken now, even before it is wiped."""
        return self.status is ExportStatus.READY and self.until > now()
