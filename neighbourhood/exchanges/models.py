"""Offers and requests, the replies to them, and what may become of both."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.feed.postings import Posting, Response
from neighbourhood.foundation.storing.database import Base, CreatedAt, LongText, PrimaryKey
from neighbourhood.foundation.storing.moves import Moves, Stands
from neighbourhood.foundation.storing.town_choices import ChoiceCode
from neighbourhood.residents.models.residents import Resident

MOST_PLACES = 20
TITLE_LIMIT = 120
BODY_LIMIT = 2000
REPLY_LIMIT = 1000


class Direction(StrEnum):
    OFFER = "offer"
    ASK = "ask"


class Subject(StrEnum):
    SERVICE = "service"
    LOAN = "loan"
    COMPANY = "company"
    ADVICE = "advice"


class Category(StrEnum):
    SMALL_JOBS = "small jobs"
    DIY = "diy"
    ERRANDS = "errands"
    LIFTS = "lifts"
    CHILDCARE = "childcare"
    LESSONS = "lessons"
    PAPERWORK = "paperwork"
    COMPUTERS = "computers"
    GARDENING = "gardening"
    PETS = "pets"
    MEALS = "meals"
    MOVING = "moving"
    OBJECTS = "objects"
    TOOLS = "tools"
    KITCHEN = "kitchen"
    CHILDREN_THINGS = "children things"
    SPORT = "sport"
    BOOKS_AND_GAMES = "books and games"
    PARTY_THINGS = "party things"
    COFFEE = "coffee"
    WALKS = "walks"
    GAMES = "games"
    SHARED_MEALS = "shared meals"
    OUTINGS = "outings"
    VISITS = "visits"
    RIGHTS = "rights"
    HOUSING = "housing"
    WORK = "work"
    LANGUAGES = "languages"
    GOOD_ADDRESSES = "good addresses"
    KNOW_HOW = "know-how"
    OTHER = "other"


class NoticeStatus(StrEnum):
    OPEN = "open"
    AGREED = "agreed"
    DONE = "done"
    NOT_DONE = "not done"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


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


def shown_as(subject: Subject, direction: Direction) -> str:
    """Return the kind of card: one never takes a thing to lend for one that is looked for."""
    if subject is not Subject.LOAN:
        return direction.value
    return "borrow" if direction is Direction.ASK else "loan"


class Notice(Posting, Base):
    """An offer or a request, open to `places` helpers of whom `taken` are accepted."""

    __tablename__ = "notice"
    __table_args__ = (
        CheckConstraint("length(title) > 0", "titled"),
        CheckConstraint(f"places BETWEEN 1 AND {MOST_PLACES}", "places_in_range"),
        CheckConstraint("taken BETWEEN 0 AND places", "taken_in_range"),
        CheckConstraint("expires_at > created_at", "expires_later"),
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
    photo_key: Mapped[str | None] = mapped_column(String(200))
    status: Mapped[NoticeStatus] = mapped_column(default=NoticeStatus.OPEN)
    places: Mapped[int] = mapped_column(default=1)
    outcome: Mapped[str] = mapped_column(String(400), default="")
    expires_at: Mapped[datetime]
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

    @property
    def kind(self) -> str:
        """How it is shown: a thing to lend, a thing looked for, else an offer or a request."""
        return shown_as(self.subject, self.direction)

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
