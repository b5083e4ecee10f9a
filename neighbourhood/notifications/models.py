"""One inbox of events for each resident."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey, ShortText
from neighbourhood.residents.models.residents import Resident


class Notification(Base):
    """Something that happened and concerns a resident; `path` is where to go and look."""

    __tablename__ = "notification"
    __table_args__ = (Index("ix_notification_inbox", "resident_id", "read_at"),)

    id: Mapped[PrimaryKey]
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    kind: Mapped[str] = mapped_column(String(60))
    details: Mapped[dict[str, Any]]
    path: Mapped[ShortText]
    # Another page on which the same is seen: the conversation about it, the thing itself.
    also: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[CreatedAt]
    read_at: Mapped[datetime | None]

    resident: Mapped[Resident] = relationship()
