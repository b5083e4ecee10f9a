"""A decision contested before somebody else."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey
from neighbourhood.foundation.storing.moves import Moves, Moving, Stands
from neighbourhood.foundation.storing.sealed import Sealed
from neighbourhood.moderation.models.decisions import WORDS_LIMIT, Decision
from neighbourhood.residents.models.residents import Resident


class AppealStatus(StrEnum):
    """What came of an appeal."""

    WAITING = "waiting"
    UPHELD = "upheld"  # the decision stays
    LIGHTENED = "lightened"
    OVERTURNED = "overturned"


APPEAL_MOVES = Moves(
    {
        AppealStatus.WAITING: {
            AppealStatus.UPHELD,
            AppealStatus.LIGHTENED,
            AppealStatus.OVERTURNED,
        },
        AppealStatus.UPHELD: (),
        AppealStatus.LIGHTENED: (),
        AppealStatus.OVERTURNED: (),
    }
)


class Appeal(Moving, Base):
    """One decision is contested once: by whom it concerns, or by whose report led to nothing."""

    __tablename__ = "moderation_appeal"
    __table_args__ = (
        CheckConstraint("length(words) > 0", "in_words"),
        CheckConstraint("(status = 'waiting') = (answered_at IS NULL)", "answered_when"),
        CheckConstraint("(answered_at IS NULL) = (answered_by_id IS NULL)", "answered_by"),
        CheckConstraint("answered_at IS NULL OR length(answer) > 0", "answered_in_words"),
        CheckConstraint("due_at > created_at", "due_later"),
    )
    MOVES = APPEAL_MOVES

    id: Mapped[PrimaryKey]
    decision_id: Mapped[int] = mapped_column(ForeignKey("moderation_decision.id"), unique=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    words: Mapped[str] = mapped_column(Sealed("moderation_appeal.words", WORDS_LIMIT))
    status: Mapped[AppealStatus] = mapped_column(default=AppealStatus.WAITING)
    answer: Mapped[str] = mapped_column(Sealed("moderation_appeal.answer", WORDS_LIMIT), default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    answered_at: Mapped[datetime | None]
    due_at: Mapped[datetime]
    created_at: Mapped[CreatedAt]

    decision: Mapped[Decision] = relationship()
    by: Mapped[Resident] = relationship(foreign_keys=by_id)

    is_waiting = Stands(AppealStatus.WAITING)

    @property
    def path(self) -> str:
        """Where somebody else looks at it."""
        return f"/moderation/recours/{self.id}"
