"""Who wants to meet nothing of whom."""

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey
from neighbourhood.residents.models.residents import Resident


class Block(Base):
    """One resident keeps another away: from then on neither meets anything of the other.

    It concerns the person, not an office: who works for a town hall or a partner still does that
    work, and its pages show what they must.
    """

    __tablename__ = "block"
    __table_args__ = (
        UniqueConstraint("blocker_id", "blocked_id"),
        CheckConstraint("blocker_id <> blocked_id", "not_oneself"),
    )

    id: Mapped[PrimaryKey]
    blocker_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    blocked_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    created_at: Mapped[CreatedAt]

    blocked: Mapped[Resident] = relationship(foreign_keys=blocked_id)
