"""Who waits for a thing to be free, and the private calendars of what was lent and borrowed."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey
from neighbourhood.loans.models.items import Item
from neighbourhood.residents.models.residents import Resident


class Waiting(Base):
    """A neighbour who wants to hear when a thing is free: the first to wait is told first."""

    __tablename__ = "item_waiting"
    __table_args__ = (UniqueConstraint("item_id", "resident_id"),)

    id: Mapped[PrimaryKey]
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"))
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    created_at: Mapped[CreatedAt]
    # It was free for a while when they began to wait: they want days that were taken later on.
    was_free: Mapped[bool] = mapped_column(default=False)
    # Since when they know that it is free: two days later it is somebody else’s turn.
    told_at: Mapped[datetime | None] = mapped_column(index=True)

    item: Mapped[Item] = relationship()
    resident: Mapped[Resident] = relationship()


class LoanCalendar(Base):
    """The secret address of the calendar of a resident: only a fingerprint of it is kept."""

    __tablename__ = "loan_calendar"

    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[CreatedAt]

    resident: Mapped[Resident] = relationship()
