"""Polls of a group: days or choices, and one answer of each member."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey
from neighbourhood.foundation.storing.moves import Moves, Stands
from neighbourhood.groups.models.shared import Shared
from neighbourhood.residents.models.residents import Resident

WORDS_LIMIT = 120
FEWEST, MOST = 2, 10


class Asked(StrEnum):
    """What a poll asks: which of these days, or which of these choices."""

    DAYS = "days"
    CHOICES = "choices"


class PollStatus(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    REMOVED = "removed"


POLL_MOVES = Moves(
    {
        PollStatus.OPEN: {PollStatus.CLOSED, PollStatus.REMOVED},
        PollStatus.CLOSED: {PollStatus.REMOVED},
        PollStatus.REMOVED: (),
    }
)


class Poll(Shared, Base):
    """A question to a group; of `several` options one ticks all that suit.

    Who answered what is read by the others only if it was `named` from the beginning.
    """

    __tablename__ = "poll"
    __table_args__ = (
        CheckConstraint("length(title) > 0", "titled"),
        CheckConstraint("closes_at IS NULL OR closes_at > created_at", "closes_later"),
        CheckConstraint("status <> 'closed' OR closed_at IS NOT NULL", "closed_then"),
        CheckConstraint("status <> 'open' OR closed_at IS NULL", "open_still"),
        CheckConstraint("(status = 'removed') = (removed_at IS NOT NULL)", "removed_then"),
    )

    ABOUT = "poll"
    PLACE = "sondages"
    GONE = PollStatus.REMOVED
    MOVES = POLL_MOVES

    asked: Mapped[Asked]
    several: Mapped[bool]
    named: Mapped[bool]
    status: Mapped[PollStatus] = mapped_column(default=PollStatus.OPEN)
    closes_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    # Since when those who answered know what came of it.
    told_at: Mapped[datetime | None]

    options: Mapped[list["PollOption"]] = relationship(
        back_populates="poll", order_by="PollOption.position", cascade="all, delete-orphan"
    )

    is_open = Stands(PollStatus.OPEN)
    is_closed = Stands(PollStatus.CLOSED)

    @property
    def is_of_days(self) -> bool:
        """Whether one answers which days suit."""
        return self.asked is Asked.DAYS


class PollOption(Base):
    """One of the answers that a poll offers: words, or the moment at which something may begin."""

    __tablename__ = "poll_option"
    __table_args__ = (
        UniqueConstraint("poll_id", "position"),
        CheckConstraint("(length(words) > 0) = (starts_at IS NULL)", "words_or_moment"),
    )

    id: Mapped[PrimaryKey]
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"))
    position: Mapped[int]
    words: Mapped[str] = mapped_column(String(WORDS_LIMIT), default="")
    starts_at: Mapped[datetime | None]

    poll: Mapped[Poll] = relationship(back_populates="options")


class PollAnswer(Base):
    """The one answer of somebody to a poll; no pick at all says that nothing suits."""

    __tablename__ = "poll_answer"
    __table_args__ = (UniqueConstraint("poll_id", "resident_id"),)

    id: Mapped[PrimaryKey]
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"))
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    created_at: Mapped[CreatedAt]

    poll: Mapped[Poll] = relationship()
    resident: Mapped[Resident] = relationship(foreign_keys=resident_id)
    picks: Mapped[list["PollPick"]] = relationship(
        order_by="PollPick.option_id", cascade="all, delete-orphan"
    )


class PollPick(Base):
    """An option that somebody picked."""

    __tablename__ = "poll_pick"
    __table_args__ = (UniqueConstraint("answer_id", "option_id"),)

    id: Mapped[PrimaryKey]
    answer_id: Mapped[int] = mapped_column(ForeignKey("poll_answer.id"))
    option_id: Mapped[int] = mapped_column(ForeignKey("poll_option.id"), index=True)
