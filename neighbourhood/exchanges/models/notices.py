"""Offers and requests, and what may become of them."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.exchanges.models.subjects import Direction, Subject, shown_as
from neighbourhood.feed.postings import Posting
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import Base
from neighbourhood.foundation.storing.moves import Moves, Stands
from neighbourhood.foundation.storing.pictures import FEW_ENOUGH, Pictured
from neighbourhood.foundation.storing.town_choices import ChoiceCode

if TYPE_CHECKING:
    from neighbourhood.exchanges.models.replies import Reply

MOST_PLACES = 20
TITLE_LIMIT = 120
BODY_LIMIT = 2000


class NoticeStatus(StrEnum):
    OPEN = "open"
    AGREED = "agreed"
    DONE = "done"
    NOT_DONE = "not done"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class HowEnded(StrEnum):
    """What its author said of the end: less bare than where the notice stands."""

    DONE = "done"
    PARTLY = "partly"
    NOBODY_CAME = "nobody came"
    NOT_NEEDED = "not needed"
    WITHDRAWN = "withdrawn"


STANDS_AS = {
    HowEnded.DONE: NoticeStatus.DONE,
    HowEnded.PARTLY: NoticeStatus.DONE,
    HowEnded.NOBODY_CAME: NoticeStatus.NOT_DONE,
    HowEnded.NOT_NEEDED: NoticeStatus.WITHDRAWN,
    HowEnded.WITHDRAWN: NoticeStatus.WITHDRAWN,
}
_ENDS = {NoticeStatus.DONE, NoticeStatus.NOT_DONE, NoticeStatus.WITHDRAWN}
NOTICE_MOVES = Moves(
    {
        NoticeStatus.OPEN: _ENDS | {NoticeStatus.AGREED, NoticeStatus.EXPIRED},
        NoticeStatus.AGREED: _ENDS | {NoticeStatus.OPEN},
        NoticeStatus.EXPIRED: _ENDS | {NoticeStatus.OPEN},
        NoticeStatus.DONE: (),
        NoticeStatus.NOT_DONE: (),
        NoticeStatus.WITHDRAWN: (),
    }
)
CLOSED = frozenset(NoticeStatus) - {NoticeStatus.OPEN, NoticeStatus.AGREED}


class Notice(Pictured, Posting, Base):
    """An offer or a request, open to `places` helpers of whom `taken` are accepted."""

    __tablename__ = "notice"
    __table_args__ = (
        CheckConstraint("length(title) > 0", "titled"),
        CheckConstraint(f"places BETWEEN 1 AND {MOST_PLACES}", "places_in_range"),
        CheckConstraint("taken BETWEEN 0 AND places", "taken_in_range"),
        CheckConstraint(FEW_ENOUGH, "photos_few_enough"),
        CheckConstraint("expires_at > created_at", "expires_later"),
        CheckConstraint(
            "how_ended IS NULL OR status IN ('done', 'not done', 'withdrawn')", "ended_somehow"
        ),
        Index("ix_notice_due", "status", "expires_at"),
        Index("ix_notice_author", "author_id", "created_at"),
    )

    ABOUT = "notice"
    SCOPE = "post"
    MOVES = NOTICE_MOVES
    OPEN = NoticeStatus.OPEN
    FULL = NoticeStatus.AGREED
    HIDDEN = frozenset({NoticeStatus.EXPIRED, NoticeStatus.WITHDRAWN})
    OVER = CLOSED

    direction: Mapped[Direction]
    subject: Mapped[Subject]
    category: Mapped[ChoiceCode]
    status: Mapped[NoticeStatus] = mapped_column(default=NoticeStatus.OPEN)
    places: Mapped[int] = mapped_column(default=1)
    how_ended: Mapped[HowEnded | None]
    outcome: Mapped[str] = mapped_column(String(400), default="")
    # When, which way, in return for what: see particulars.
    particulars: Mapped[dict[str, Any]] = mapped_column(default=dict)
    expires_at: Mapped[datetime]
    # Since when it does not say what it said at first.
    edited_at: Mapped[datetime | None]
    warned_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    replies: Mapped[list["Reply"]] = relationship(
        back_populates="notice", order_by="Reply.id", passive_deletes="all"
    )

    is_open = Stands(NoticeStatus.OPEN)
    is_agreed = Stands(NoticeStatus.AGREED)
    is_done = Stands(NoticeStatus.DONE)
    is_not_done = Stands(NoticeStatus.NOT_DONE)
    is_expired = Stands(NoticeStatus.EXPIRED)
    is_withdrawn = Stands(NoticeStatus.WITHDRAWN)

    def end(self, how: HowEnded, reason: str = "") -> None:
        """Bring it to an end, as its author says it ended."""
        self.become(STANDS_AS[how])
        self.how_ended, self.outcome, self.closed_at = how, reason, now()

    @property
    def is_partly_done(self) -> bool:
        """Whether only a part of it was done."""
        return self.how_ended is HowEnded.PARTLY

    @property
    def is_unneeded(self) -> bool:
        """Whether it ended because it was not needed any more."""
        return self.how_ended is HowEnded.NOT_NEEDED

    @property
    def kind(self) -> str:
        """How it is shown: a thing to lend, a thing looked for, else an offer or a request."""
        return shown_as(self.subject, self.direction)

    @property
    def is_given(self) -> bool:
        """Whether it gives something away to whoever comes for it."""
        return self.subject is Subject.GIVING and self.direction is Direction.OFFER

    @property
    def path(self) -> str:
        """Where it is shown."""
        return f"/entraide/annonces/{self.id}"

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is expected of anyone."""
        return self.is_over

    @property
    def room(self) -> int:
        """How many helpers it asks for, or may be of use to."""
        return self.places

    @property
    def ends_at(self) -> datetime:
        """Until when one may answer."""
        return self.expires_at
