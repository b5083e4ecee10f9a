"""The replies to notices, and the words of thanks after them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.feed.afterword import Afterword
from neighbourhood.feed.postings import Response
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import Base, CreatedAt, LongText
from neighbourhood.foundation.storing.moves import Moves, Stands
from neighbourhood.residents.models.residents import Resident

REPLY_LIMIT = 1000


class ReplyStatus(StrEnum):
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    UNANSWERED = "unanswered"


REPLY_MOVES = Moves(
    {
        ReplyStatus.OFFERED: {
            ReplyStatus.ACCEPTED,
            ReplyStatus.DECLINED,
            ReplyStatus.WITHDRAWN,
            ReplyStatus.UNANSWERED,
        },
        ReplyStatus.ACCEPTED: {ReplyStatus.WITHDRAWN},
        ReplyStatus.WITHDRAWN: {ReplyStatus.OFFERED},
        ReplyStatus.UNANSWERED: {ReplyStatus.ACCEPTED, ReplyStatus.OFFERED},
        # Only who was told that somebody else was taken, once a place is free again.
        ReplyStatus.DECLINED: {ReplyStatus.OFFERED},
    }
)
LIVE = frozenset({ReplyStatus.OFFERED, ReplyStatus.ACCEPTED})


class Reply(Response, Base):
    """What a neighbour answers to a notice: one for each, which may be withdrawn and given anew."""

    __tablename__ = "reply"
    __table_args__ = (
        UniqueConstraint("notice_id", "helper_id"),
        CheckConstraint("length(text) > 0", "said"),
        CheckConstraint("handed_at IS NULL OR status = 'accepted'", "handed_to_who_was_promised"),
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
    # Since when it waits, and when its author was reminded of it.
    offered_at: Mapped[CreatedAt]
    reminded_at: Mapped[datetime | None]
    # Whether the no that was said is that somebody else was taken, and nothing more.
    for_another: Mapped[bool] = mapped_column(default=False)
    # When a place that was counted on was given free again, and why if its holder said so.
    left_at: Mapped[datetime | None] = mapped_column(index=True)
    left_because: Mapped[str] = mapped_column(String(400), default="")
    # When it was told that a place is free again, and when "I still can" was said.
    called_at: Mapped[datetime | None]
    still_at: Mapped[datetime | None]

    # Of what is given away: when it left with who it was promised to, or when nobody came for it.
    handed_at: Mapped[datetime | None]
    missed_at: Mapped[datetime | None]

    notice: Mapped[Notice] = relationship(back_populates="replies")
    helper: Mapped[Resident] = relationship(foreign_keys=helper_id)

    is_accepted = Stands(ReplyStatus.ACCEPTED)
    is_declined = Stands(ReplyStatus.DECLINED)
    is_withdrawn = Stands(ReplyStatus.WITHDRAWN)
    is_unanswered = Stands(ReplyStatus.UNANSWERED)

    def become(self, status: StrEnum) -> None:
        """Move on; what is promised no more has not left with them."""
        super().become(status)
        if status is not ReplyStatus.ACCEPTED:
            self.handed_at = None

    @property
    def was_answered_lately(self) -> bool:
        """Whether the author may still go back on the answer: not once the thing has left."""
        return self.handed_at is None and super().was_answered_lately

    @property
    def is_promised(self) -> bool:
        """Whether something given away is kept for whoever answered, and still to be fetched."""
        return self.notice.is_given and self.is_accepted and self.handed_at is None

    @property
    def is_spare(self) -> bool:
        """Whether it could be of use if a place were free: it waits, or somebody else was taken."""
        waited = self.status in {ReplyStatus.OFFERED, ReplyStatus.UNANSWERED}
        return waited or (self.is_declined and self.for_another)

    @property
    def may_be_called(self) -> bool:
        """Whether who gave it may still be told that a place is free again."""
        return self.called_at is None and self.is_spare

    def hold_out(self) -> None:
        """Let it wait for an answer again, as it was offered."""
        if self.status is not ReplyStatus.OFFERED:
            self.become(ReplyStatus.OFFERED)
        self.answer, self.for_another = "", False
        self.still_at = now()
        self.wait_anew()

    def wait_anew(self) -> None:
        """Let it wait from now on."""
        self.offered_at, self.reminded_at = now(), None


class Thanks(Afterword, Base):
    """A few words of one side of an accepted reply to the other, or an answer to such words.

    Only the two of them read it: who wrote it at once, the other once it is opened.
    """

    __tablename__ = "thanks"
    __table_args__ = (
        Index(
            "uq_thanks_one_each",
            "reply_id",
            "author_id",
            unique=True,
            sqlite_where=text("answers_id IS NULL"),
            postgresql_where=text("answers_id IS NULL"),
        ),
        UniqueConstraint("answers_id"),
        CheckConstraint("length(text) > 0", "said"),
        CheckConstraint("answers_id IS NULL OR opened_at IS NOT NULL", "answers_are_open"),
    )

    ABOUT = "thanks"

    reply_id: Mapped[int] = mapped_column(ForeignKey("reply.id"))
    # Which word it answers.
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("thanks.id"))

    reply: Mapped[Reply] = relationship()
    answers: Mapped["Thanks | None"] = relationship(remote_side="Thanks.id")
