"""In what state a thing left and came back, as each of the two noted it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.database import Base, CreatedAt, LongText, PrimaryKey
from neighbourhood.foundation.storing.pictures import FEW_ENOUGH, Pictured
from neighbourhood.loans.models.loans import Loan
from neighbourhood.residents.models.residents import Resident

NOTES_LIMIT = 1000


class CheckMoment(StrEnum):
    """When one looked at the thing: as it left, or as it came back."""

    OUT = "out"
    BACK = "back"


class LoanCheck(Pictured, Base):
    """What one of the two noted of a thing at one moment, with photos; only the two read it.

    Each writes one, which nobody changes afterwards: they look at it when something is broken.
    """

    __tablename__ = "loan_check"
    __table_args__ = (
        UniqueConstraint("loan_id", "moment", "author_id"),
        CheckConstraint(FEW_ENOUGH, "photos_few_enough"),
        CheckConstraint("length(notes) > 0 OR json_array_length(photos) > 0", "noted"),
    )

    ABOUT = "loan check"

    id: Mapped[PrimaryKey]
    loan_id: Mapped[int] = mapped_column(ForeignKey("loan.id"))
    moment: Mapped[CheckMoment]
    author_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    notes: Mapped[LongText]
    created_at: Mapped[CreatedAt]
    # Since when moderation keeps it from the other side.
    hidden_at: Mapped[datetime | None]

    loan: Mapped[Loan] = relationship()
    author: Mapped[Resident] = relationship(foreign_keys=author_id)
    agent: Mapped[Resident | None] = relationship(foreign_keys=agent_id)
