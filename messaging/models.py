"""Conversations, who takes part in them, and what was said."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from neighbourhood.foundation.storing.database import (
    Base,
    CreatedAt,
    LongText,
    PrimaryKey,
    ShortText,
    only_one,
)
from neighbourhood.foundation.storing.pictures import FEW_ENOUGH, Pictured
from neighbourhood.foundation.storing.sealed import Sealed
from neighbourhood.places.homes import Home
from neighbourhood.places.models import Address
from neighbourhood.residents.models.residents import Resident

MESSAGE_LIMIT = 4000
# How many people may take part in one conversation.
MOST_SEATS = 500
# What a line says whose photo came without words.
PHOTO_ALONE = "📷"
# Up to so many seats, it is told how far each has read, and everybody is named on the page.
FEW_SEATS = 8


class MessageKind(StrEnum):
    TEXT = "text"
    MOMENT = "moment"


class Level(StrEnum):
    """How much of an address is shown; before the first, others know the quartier alone."""

    STREET = "street"
    DOOR = "door"


class Conversation(Base):
    """A thread about one thing, of a kind that its slice declared; `path` is where it is shown.

    `last_message_id` is what makes unread counts and gaps cheap to see; it only grows, because
    whoever adds a message locks this row first.
    """

    __tablename__ = "conversation"
    __table_args__ = (
        UniqueConstraint("about_kind", "about_id"),
        Index("ix_conversation_last_message_at", "last_message_at"),
    )

    id: Mapped[PrimaryKey]
    about_kind: Mapped[str] = mapped_column(String(40))
    about_id: Mapped[int] = mapped_column(BigInteger)
    subject: Mapped[ShortText]
    path: Mapped[ShortText]
    created_at: Mapped[CreatedAt]
    last_message_at: Mapped[CreatedAt]
    last_message_id: Mapped[int] = mapped_column(BigInteger, default=0)
    # Whether two in it are kept apart: its lines then go to each who may hear them, one by one.
    parted: Mapped[bool] = mapped_column(default=False)
    # Whether it is for many: nobody is then told how far each has read.
    many: Mapped[bool] = mapped_column(default=False)
    # Counts what became of lines once said (changed, deleted, hidden), as ids count the lines.
    last_change: Mapped[int] = mapped_column(BigInteger, default=0)

    @property
    def page(self) -> str:
        """Where the conversation itself is read."""
        return f"/messages/{self.id}"


class Member(Base):
    """Someone's seat in a conversation, and how far they have read."""

    __tablename__ = "member"
    __table_args__ = (
        UniqueConstraint("conversation_id", "resident_id"),
        Index("ix_member_resident", "resident_id", "left_at"),
    )

    id: Mapped[PrimaryKey]
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"))
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    last_read_id: Mapped[int] = mapped_column(BigInteger, default=0)
    # The last message of which a notification told: nobody is told twice of the same one.
    told_id: Mapped[int] = mapped_column(BigInteger, default=0)
    joined_at: Mapped[CreatedAt]
    left_at: Mapped[datetime | None]
    # Since when somebody who had left is there again.
    back_at: Mapped[datetime | None]

    conversation: Mapped[Conversation] = relationship()
    resident: Mapped[Resident] = relationship()

    @property
    def there_since(self) -> datetime:
        """Since when they take part without having been away."""
        return self.back_at or self.joined_at


class Message(Pictured, Base):
    """One line of a conversation: said by someone, or the code of a moment that was declared.

    Ids grow within a conversation in the order of commits, so that "since this id" misses nothing.
    """

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("author_id", "client_id"),
        CheckConstraint(f"length(text) <= {MESSAGE_LIMIT}", "short"),
        CheckConstraint("(length(text) = 0) = (deleted_at IS NOT NULL)", "said_or_deleted"),
        CheckConstraint("kind = 'moment' OR author_id IS NOT NULL", "text_has_author"),
        CheckConstraint(FEW_ENOUGH, "photos_few_enough"),
        Index("ix_message_conversation", "conversation_id", "id"),
        Index("ix_message_reply_to_id", "reply_to_id"),
        Index(
            "ix_message_changed",
            "conversation_id",
            "changed_id",
            sqlite_where=text("changed_id IS NOT NULL"),
            postgresql_where=text("changed_id IS NOT NULL"),
        ),
    )

    id: Mapped[PrimaryKey]
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    kind: Mapped[MessageKind] = mapped_column(default=MessageKind.TEXT)
    text: Mapped[LongText]
    # What a moment tells beside its sentence: what changed, before and after.
    details: Mapped[dict[str, Any] | None]
    client_id: Mapped[str | None] = mapped_column(String(36))
    created_at: Mapped[CreatedAt]
    # Since when moderation keeps its words from everybody but its author.
    hidden_at: Mapped[datetime | None]
    reply_to_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"))
    edited_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    # The last change of the conversation that concerns this line.
    changed_id: Mapped[int | None] = mapped_column(BigInteger)

    agent: Mapped[Resident | None] = relationship(foreign_keys=agent_id)

    @property
    def is_photo_alone(self) -> bool:
        """Whether nothing stands beside its photos."""
        return bool(self.photos) and self.text == PHOTO_ALONE

    def shows_to(self, reader_id: int | None) -> bool:
        """Tell whether somebody reads its words: while it is hidden, its author alone."""
        return self.hidden_at is None or self.author_id == reader_id


class Wording(Base):
    """What a line said before its author changed or deleted it: moderation alone reads it."""

    __tablename__ = "message_wording"

    id: Mapped[PrimaryKey]
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), index=True)
    text: Mapped[str] = mapped_column(Sealed("message_wording.text"))
    replaced_at: Mapped[CreatedAt]


class Mention(Base):
    """Somebody who takes part is named in a line, and is told of it once."""

    __tablename__ = "mention"
    __table_args__ = (
        UniqueConstraint("message_id", "resident_id"),
        Index(
            "ix_mention_untold",
            "message_id",
            sqlite_where=text("told_at IS NULL"),
            postgresql_where=text("told_at IS NULL"),
        ),
    )

    id: Mapped[PrimaryKey]
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"))
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    told_at: Mapped[datetime | None]


class AddressRelease(Base):
    """What a member showed of their address to those then present, until they take it back.

    The address is the one that was shown: whoever moves shows nothing of the new home by it.
    """

    __tablename__ = "address_release"
    __table_args__ = (
        CheckConstraint("withdrawn_at IS NULL OR withdrawn_at >= shown_at", "shown_then_withdrawn"),
        only_one(
            "uq_address_release_standing",
            "conversation_id",
            "owner_id",
            "level",
            where="withdrawn_at IS NULL",
        ),
        Index("ix_address_release_owner", "owner_id", "shown_at"),
    )

    id: Mapped[PrimaryKey]
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    address_id: Mapped[int] = mapped_column(Home)
    level: Mapped[Level]
    shown_at: Mapped[CreatedAt]
    withdrawn_at: Mapped[datetime | None]

    conversation: Mapped[Conversation] = relationship()
    owner: Mapped[Resident] = relationship()
    address: Mapped[Address] = relationship(
        primaryjoin=lambda: Address.id == foreign(AddressRelease.address_id)
    )

    @property
    def words(self) -> str:
        """Return what can be read of the address."""
        return written(self.address, self.level)


def written(address: Address, level: Level | str) -> str:
    """Write as much of an address as a level shows."""
    return address.label if Level(level) is Level.DOOR else address.street
