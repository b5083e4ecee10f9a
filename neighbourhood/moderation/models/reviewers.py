"""Neighbours of trust who help to review."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey, only_one
from neighbourhood.foundation.storing.moves import Moves, Moving, Stands
from neighbourhood.places.models import Municipality
from neighbourhood.residents.models.residents import Resident


class ReviewerStatus(StrEnum):
    """From being asked to having stopped."""

    ASKED = "asked"
    DECLINED = "declined"
    SERVING = "serving"
    STOPPED = "stopped"  # by themselves
    THANKED = "thanked"  # by those who moderate


REVIEWER_MOVES = Moves(
    {
        ReviewerStatus.ASKED: {
            ReviewerStatus.SERVING,
            ReviewerStatus.DECLINED,
            ReviewerStatus.THANKED,
        },
        ReviewerStatus.DECLINED: (),
        ReviewerStatus.SERVING: {ReviewerStatus.STOPPED, ReviewerStatus.THANKED},
        ReviewerStatus.STOPPED: (),
        ReviewerStatus.THANKED: (),
    }
)


class Reviewer(Moving, Base):
    """A resident whom those who moderate a town asked to help review."""

    __tablename__ = "moderation_reviewer"
    __table_args__ = (
        CheckConstraint("named_by_id <> resident_id", "not_oneself"),
        CheckConstraint("(ended_at IS NULL) = (status IN ('asked', 'serving'))", "ended_when"),
        only_one(
            "uq_moderation_reviewer_standing",
            "municipality_id",
            "resident_id",
            where="status IN ('asked', 'serving')",
        ),
    )
    MOVES = REVIEWER_MOVES

    id: Mapped[PrimaryKey]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    named_by_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    status: Mapped[ReviewerStatus] = mapped_column(default=ReviewerStatus.ASKED)
    ended_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]

    municipality: Mapped[Municipality] = relationship()
    resident: Mapped[Resident] = relationship(foreign_keys=resident_id)

    is_asked = Stands(ReviewerStatus.ASKED)
    is_serving = Stands(ReviewerStatus.SERVING)

    @property
    def path(self) -> str:
        """Where they answer, and read what waits for them."""
        return "/moi/relecture"

    @property
    def desk_path(self) -> str:
        """Where those who moderate see who helps."""
        return f"/moderation/{self.municipality_id}/relecture"
