"""Accounts that are closed: for two weeks one may come back, then they are erased."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey, only_one
from neighbourhood.foundation.storing.moves import Moves, Moving
from neighbourhood.foundation.storing.sealed import Sealed
from neighbourhood.residents.models.residents import Resident

BACK_WITHIN = timedelta(days=14)
REASON_LIMIT = 400


class ClosingStatus(StrEnum):
    CLOSED = "closed"
    BACK = "back"
    ERASED = "erased"


class Closing(Moving, Base):
    """One closing of an account, and what became of it.

    `asked_by_id` is the administrator who did it on paper, at the request of the person, for the
    `reason` given.
    """

    __tablename__ = "closing"
    __table_args__ = (
        CheckConstraint("due_at > created_at", "later"),
        CheckConstraint("(status = 'closed') = (ended_at IS NULL)", "ended_when"),
        CheckConstraint("status <> 'erased' OR reason = ''", "erased_without_words"),
        CheckConstraint(
            "asked_by_id IS NULL OR status = 'erased' OR length(reason) > 0", "for_a_reason"
        ),
        only_one("uq_closing_under_way", "resident_id", where="status = 'closed'"),
    )
    MOVES = Moves(
        {
            ClosingStatus.CLOSED: {ClosingStatus.BACK, ClosingStatus.ERASED},
            ClosingStatus.BACK: (),
            ClosingStatus.ERASED: (),
        }
    )

    id: Mapped[PrimaryKey]
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    reason: Mapped[str] = mapped_column(Sealed("closing.reason", REASON_LIMIT), default="")
    status: Mapped[ClosingStatus] = mapped_column(default=ClosingStatus.CLOSED)
    created_at: Mapped[CreatedAt]
    due_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    resident: Mapped[Resident] = relationship(foreign_keys=resident_id)

    @property
    def is_over(self) -> bool:
        """Whether one comes back no more, whenever the night has run that erases."""
        return self.due_at <= now()
