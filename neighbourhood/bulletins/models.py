"""Words to the quartier, what is answered to them in public, and what may become of both."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.feed.postings import Given, PutUp
from neighbourhood.foundation.storing.database import Base, LongText
from neighbourhood.foundation.storing.moves import Moves, Stands
from neighbourhood.foundation.storing.pictures import FEW_ENOUGH, Pictured
from neighbourhood.foundation.storing.town_choices import ChoiceCode
from neighbourhood.residents.models.residents import Resident

TITLE_LIMIT = 120
BODY_LIMIT = 2000
PLACE_LIMIT = 120
ANSWER_LIMIT = 1000
KIND = "word"


class Topic(StrEnum):
    NEWS = "news"
    QUESTION = "question"
    LOST = "lost"
    FOUND = "found"
    OUTAGE = "outage"
    RECOMMENDATION = "recommendation"


# Where something was lost or found, and until when something is cut, is asked of these alone.
SOMEWHERE = frozenset({Topic.LOST, Topic.FOUND})
UNTIL_A_DAY = frozenset({Topic.OUTAGE})

_USUALLY_LASTS = timedelta(days=14)
_LASTS: Mapping[str, timedelta] = {
    Topic.OUTAGE: timedelta(days=7),
    Topic.QUESTION: timedelta(days=30),
    Topic.RECOMMENDATION: timedelta(days=30),
}


def lasting(topic: str) -> timedelta:
    """Return for how long a word of this topic is shown, unless its author says otherwise."""
    return _LASTS.get(topic, _USUALLY_LASTS)


class BulletinStatus(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


_ENDS = frozenset({BulletinStatus.EXPIRED, BulletinStatus.WITHDRAWN})
BULLETIN_MOVES = Moves(
    {
        BulletinStatus.OPEN: _ENDS | {BulletinStatus.CLOSED},
        BulletinStatus.CLOSED: _ENDS,
        BulletinStatus.EXPIRED: {BulletinStatus.OPEN, BulletinStatus.WITHDRAWN},
        BulletinStatus.WITHDRAWN: (),
    }
)


class AnswerStatus(StrEnum):
    """An answer is said; taken back at once, as if never said; or later, and its place stays."""

    SAID = "said"
    UNSAID = "unsaid"
    REMOVED = "removed"


ANSWER_MOVES = Moves(
    {
        AnswerStatus.SAID: {AnswerStatus.UNSAID, AnswerStatus.REMOVED},
        AnswerStatus.UNSAID: (),
        AnswerStatus.REMOVED: (),
    }
)


class Bulletin(Pictured, PutUp, Base):
    """A word to the quartier; `place` says where as people say it, `until` when a cut ends."""

    __tablename__ = "bulletin"
    __table_args__ = (
        CheckConstraint("length(title) > 0", "titled"),
        CheckConstraint("expires_at > created_at", "expires_later"),
        CheckConstraint(FEW_ENOUGH, "photos_few_enough"),
        Index("ix_bulletin_due", "status", "expires_at"),
        Index("ix_bulletin_author", "author_id", "created_at"),
    )

    ABOUT = "bulletin"
    SCOPE = "words"
    MOVES = BULLETIN_MOVES
    OPEN = BulletinStatus.OPEN
    HIDDEN = _ENDS
    OVER = _ENDS

    topic: Mapped[ChoiceCode]
    place: Mapped[str] = mapped_column(String(PLACE_LIMIT), default="")
    until: Mapped[datetime | None]
    status: Mapped[BulletinStatus] = mapped_column(default=BulletinStatus.OPEN)
    expires_at: Mapped[datetime]
    warned_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    edited_at: Mapped[datetime | None]

    answers: Mapped[list["Answer"]] = relationship(
        back_populates="bulletin", order_by="Answer.id", passive_deletes="all"
    )

    is_open = Stands(BulletinStatus.OPEN)
    is_closed = Stands(BulletinStatus.CLOSED)
    is_expired = Stands(BulletinStatus.EXPIRED)
    is_withdrawn = Stands(BulletinStatus.WITHDRAWN)

    @property
    def kind(self) -> str:
        """How it is shown."""
        return KIND

    @property
    def path(self) -> str:
        """Where it is shown."""
        return f"/entraide/mots/{self.id}"

    @property
    def ends_at(self) -> datetime:
        """Until when one may answer."""
        return self.expires_at


class Answer(Given, Base):
    """What somebody answers to a word, for all who may read it; its author may, and often."""

    __tablename__ = "answer"
    __table_args__ = (
        CheckConstraint("(status = 'said') = (length(text) > 0)", "said"),
        CheckConstraint("(status = 'said') = (taken_back_at IS NULL)", "taken_back"),
        Index("ix_answer_thread", "bulletin_id", "created_at", "id"),
    )

    ABOUT = "answer"
    POSTING = "bulletin"
    RESPONDER = "resident"
    SCOPE = "words"
    MOVES = ANSWER_MOVES

    bulletin_id: Mapped[int] = mapped_column(ForeignKey("bulletin.id"))
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    text: Mapped[LongText]
    status: Mapped[AnswerStatus] = mapped_column(default=AnswerStatus.SAID)
    taken_back_at: Mapped[datetime | None]

    bulletin: Mapped[Bulletin] = relationship(back_populates="answers")
    resident: Mapped[Resident] = relationship(foreign_keys=resident_id)

    is_said = Stands(AnswerStatus.SAID)

    @property
    def place(self) -> str:
        """By what the news of this very answer is found again."""
        return f"/entraide/mots/reponses/{self.id}"
