"""What somebody reported: the rule they think is broken, and a few words."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey
from neighbourhood.foundation.storing.sealed import Sealed
from neighbourhood.moderation.models.cases import Case
from neighbourhood.residents.models.residents import Resident

WORDS_LIMIT = 500


class Report(Base):
    """One report of one person; nobody but them ever reads that it is theirs.

    `rule` is the code of one of `moderation/rules.py`. A report that was taken back counts no
    more; `refused_at` is when moderation found that no rule was broken.
    """

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("case_id", "reporter_id"),
        CheckConstraint("refused_at IS NULL OR taken_back_at IS NULL", "refused_or_taken_back"),
        Index("ix_report_reporter", "reporter_id", "created_at"),
    )

    id: Mapped[PrimaryKey]
    case_id: Mapped[int] = mapped_column(ForeignKey("moderation_case.id"))
    reporter_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    rule: Mapped[str] = mapped_column(String(40))
    words: Mapped[str] = mapped_column(Sealed("report.words", WORDS_LIMIT), default="")
    created_at: Mapped[CreatedAt]
    taken_back_at: Mapped[datetime | None]
    # Since when it counts again: one goes back on having taken it back once.
    put_back_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]

    case: Mapped[Case] = relationship()
    reporter: Mapped[Resident] = relationship(foreign_keys=reporter_id)

    @property
    def stands(self) -> bool:
        """Whether it was not taken back."""
        return self.taken_back_at is None

    @property
    def path(self) -> str:
        """Where who made it reads what became of it."""
        return f"/signalements/{self.id}"
