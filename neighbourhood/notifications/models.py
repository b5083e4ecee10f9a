"""One inbox of events for each resident."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
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
    # Who caused it, where that is a person: nothing of it is read by who is kept apart from them.
    by_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    details: Mapped[dict[str, Any]]
    path: Mapped[ShortText]
    # Another page on which the same is seen: the conversation about it, the thing itself.
    also: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[CreatedAt]
    read_at: Mapped[datetime | None]
    # When its mail leaves, where it waits for the hours of its reader.
    mail_at: Mapped[datetime | None] = mapped_column(index=True)

    resident: Mapped[Resident] = relationship(foreign_keys=resident_id)


class What(StrEnum):
    """What one may not want to be told of."""

    CONVERSATION = "conversation"
    THREAD = "thread"  # what is answered in public, under one thing
    PERSON = "person"
    KIND = "kind"


class Mute(Base):
    """What a resident is told of no more: a conversation, a thread, a person, a kind of news."""

    __tablename__ = "mute"
    __table_args__ = (
        UniqueConstraint("resident_id", "what", "thing_id", "kind"),
        CheckConstraint("(what = 'kind') = (thing_id = 0)", "a_thing_or_a_kind"),
        CheckConstraint("(what = 'kind') = (length(kind) > 0)", "a_kind_has_its_code"),
    )

    id: Mapped[PrimaryKey]
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    what: Mapped[What]
    # The conversation, the person, the thing with the thread; 0 for a kind.
    thing_id: Mapped[int] = mapped_column(BigInteger, default=0)
    kind: Mapped[str] = mapped_column(String(60), default="")
    created_at: Mapped[CreatedAt]
