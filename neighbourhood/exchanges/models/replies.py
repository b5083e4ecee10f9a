"""The replies to notices, and the words of thanks after them."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.feed.postings import Response
from neighbourhood.foundation.storing.database import Base, CreatedAt, LongText, PrimaryKey
from neighbourhood.foundation.storing.moves import Moves, Stands
from neighbourhood.residents.models.residents import Resident

REPLY_LIMIT = 1000


class ReplyStatus(StrEnum):
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


REPLY_MOVES = Moves(
    {
        ReplyStatus.OFFERED: {ReplyStatus.ACCEPTED, ReplyStatus.DECLINED, ReplyStatus.WITHDRAWN},
        ReplyStatus.ACCEPTED: {ReplyStatus.WITHDRAWN},
        ReplyStatus.WITHDRAWN: {ReplyStatus.OFFERED},
        ReplyStatus.DECLINED: (),
    }
)
LIVE = frozenset({ReplyStatus.OFFERED, ReplyStatus.ACCEPTED})


class Reply(Response, Base):
    """What a neighbour answers to a notice: one for each, which may be withdrawn and given anew."""

    __tablename__ = "reply"
    __table_args__ = (
        UniqueConstraint("notice_id", "helper_id"),
        CheckConstraint("length(text) > 0", "said"),
    )

    ABOUT = "reply"
    POSTING = "notice"
    RESPONDER = "helper"
    SCOPE = "reply"
    MOVES = REPLY_MOVES
    WAITING = ReplyStatus.OFFERED
    ACCEPTED = ReplyStatus.ACCEPTED
    DECLINED = ReplyStatus.DECLINED
    WITHDRAWN = ReplyStatus.WITHDRAWN

    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    helper_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    text: Mapped[LongText]
    status: Mapped[ReplyStatus] = mapped_column(default=ReplyStatus.OFFERED)

    notice: Mapped[Notice] = relationship(back_populates="replies")
    helper: Mapped[Resident] = relationship(foreign_keys=helper_id)

    is_accepted = Stands(ReplyStatus.ACCEPTED)
    is_declined = Stands(ReplyStatus.DECLINED)
    is_withdrawn = Stands(ReplyStatus.WITHDRAWN)


class Thanks(Base):
    """A few words from one side of an accepted reply to the other, for the two of them only."""

    __tablename__ = "thanks"
    __table_args__ = (
        UniqueConstraint("reply_id", "author_id"),
        CheckConstraint("length(text) > 0", "said"),
    )

    id: Mapped[PrimaryKey]
    reply_id: Mapped[int] = mapped_column(ForeignKey("reply.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    text: Mapped[str] = mapped_column(String(400))
    created_at: Mapped[CreatedAt]

    reply: Mapped[Reply] = relationship()
    author: Mapped[Resident] = relationship(foreign_keys=author_id)
    agent: Mapped[Resident | None] = relationship(foreign_keys=agent_id)
