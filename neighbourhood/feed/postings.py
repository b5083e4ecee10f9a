"""What everything that neighbours put up shares, and every answer to it: mixins of models.

What is `PutUp` is read as far as its reach, from where its author lives, until it ends; what is
`Given` answers it. A `Posting` has places, some of which are taken; a `Response` asks for one: it
waits until the author answers it, and may be taken back. A slice adds its own columns, its statuses
with their moves, and the words.
"""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, ForeignKey, String, and_
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from neighbourhood.feed.reaches import Listener, Spoken, heard, town_of
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import CreatedAt, LongText, PrimaryKey, ShortText
from neighbourhood.foundation.storing.moves import Moving
from neighbourhood.foundation.storing.undoing import LASTS
from neighbourhood.places.models import Cell, Quartier
from neighbourhood.residents.models.residents import Resident


class PutUp(Moving):
    """Mixin of a thing put up.

    `ABOUT` is the code of its cards, `SCOPE` what lets an agent put it up; it is `OPEN`, and
    `HIDDEN` when only those concerned still see it. Once it is `OVER` nothing more is expected of
    anyone.
    """

    ABOUT: ClassVar[str]
    SCOPE: ClassVar[str]
    OPEN: ClassVar[Any]
    HIDDEN: ClassVar[frozenset[Any]]
    OVER: ClassVar[frozenset[Any]]

    id: Mapped[PrimaryKey]
    author_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    title: Mapped[ShortText]
    body: Mapped[LongText] = mapped_column(default="")
    reach: Mapped[str] = mapped_column(String(40))
    quartier_id: Mapped[int] = mapped_column(ForeignKey("quartier.id"), index=True)
    cell_id: Mapped[int | None] = mapped_column(ForeignKey("cell.id"))
    created_at: Mapped[CreatedAt]
    # Since when moderation keeps it from everybody but its author.
    hidden_at: Mapped[datetime | None]

    @declared_attr
    @classmethod
    def author(cls) -> Mapped[Resident]:
        """Who put it up."""
        return relationship(foreign_keys=[cls.author_id])

    @declared_attr
    @classmethod
    def agent(cls) -> Mapped[Resident | None]:
        """Who did so in their place."""
        return relationship(foreign_keys=[cls.agent_id])

    @declared_attr
    @classmethod
    def quartier(cls) -> Mapped[Quartier]:
        """Where the author lived."""
        return relationship()

    @declared_attr
    @classmethod
    def cell(cls) -> Mapped[Cell | None]:
        """Which square stands for their home."""
        return relationship()

    @property
    def ends_at(self) -> datetime:
        """Until when one may answer."""
        raise NotImplementedError

    @property
    def is_over(self) -> bool:
        """Whether nothing more is expected of anyone."""
        return self.status in self.OVER

    @property
    def takes_answers(self) -> bool:
        """Whether one may answer now."""
        return self.status is self.OPEN and self.ends_at > now()

    @classmethod
    def read_by(cls, viewer: Resident) -> ColumnElement[bool]:
        """Tell in SQL whether it is shown, and reaches where `viewer` lives."""
        return and_(cls.status.not_in(cls.HIDDEN), cls.reaches(viewer))

    @classmethod
    def reaches(cls, viewer: Resident) -> ColumnElement[bool]:
        """Tell in SQL whether it reaches where `viewer` lives, be it over.

        Of whoever has closed their account, or is excluded, nothing does.
        """
        spoken = Spoken(
            about=cls.ABOUT,
            about_id=cls.id,
            author_id=cls.author_id,
            said_at=cls.created_at,
            quartier_id=cls.quartier_id,
            town_id=town_of(cls.quartier_id),
            reach=cls.reach,
        )
        stays = cls.author.has(and_(Resident.closed_at.is_(None), Resident.excluded_at.is_(None)))
        return and_(stays, heard(spoken, Listener.of(viewer)))


class Posting(PutUp):
    """Mixin of a thing with places, some of them taken; `FULL` once every one is."""

    FULL: ClassVar[Any]

    taken: Mapped[int] = mapped_column(default=0)

    @property
    def room(self) -> int:
        """How many places it has in all."""
        raise NotImplementedError

    @property
    def places_left(self) -> int:
        """How many places may still be taken."""
        return self.room - self.taken


class Given(Moving):
    """Mixin of an answer to what is put up.

    `ABOUT` is the code of what is said of it; `POSTING` and `RESPONDER` name its relationships to
    what it answers and to whose it is; `SCOPE` is what lets an agent give it.
    """

    ABOUT: ClassVar[str]
    POSTING: ClassVar[str]
    RESPONDER: ClassVar[str]
    SCOPE: ClassVar[str]

    id: Mapped[PrimaryKey]
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    created_at: Mapped[CreatedAt]
    # Since when moderation keeps its words from those who read what it answers.
    hidden_at: Mapped[datetime | None]

    @declared_attr
    @classmethod
    def agent(cls) -> Mapped[Resident | None]:
        """Who answered in their place."""
        return relationship(foreign_keys=[cls.agent_id])

    @property
    def posting(self) -> Any:
        """What it answers."""
        return getattr(self, self.POSTING)

    @property
    def responder(self) -> Resident:
        """Whose it is."""
        found: Resident = getattr(self, self.RESPONDER)
        return found


class Response(Given):
    """Mixin of an answer that asks for a place: `WAITING` until the author says yes or no."""

    WAITING: ClassVar[Any]
    ACCEPTED: ClassVar[Any]
    DECLINED: ClassVar[Any]
    WITHDRAWN: ClassVar[Any]

    answer: Mapped[str] = mapped_column(String(400), default="")
    answered_at: Mapped[datetime | None]

    @property
    def counts_for(self) -> int:
        """How many places it takes."""
        return 1

    @property
    def was_answered_lately(self) -> bool:
        """Whether the author may still go back on the answer."""
        return self.answered_at is not None and self.answered_at > now() - LASTS

    @property
    def is_waiting(self) -> bool:
        """Whether the author is still to answer it."""
        return self.status is self.WAITING and not self.posting.is_over

    @property
    def is_live(self) -> bool:
        """Whether it still stands: neither declined nor taken back."""
        return self.status in (self.WAITING, self.ACCEPTED)

    def accept(self) -> None:
        """Take its places; the last one fills the posting. Both rows are held by the caller."""
        self.become(self.ACCEPTED)
        self.answered_at = now()
        self.posting.taken += self.counts_for
        if not self.posting.places_left:
            self.posting.become(self.posting.FULL)

    def decline(self, words: str) -> None:
        """Answer no, with these words."""
        self.become(self.DECLINED)
        self.answer = words
        self.answered_at = now()

    def take_back(self) -> bool:
        """Give its places free, which opens a full posting again; tell whether it had any."""
        counted = self.status is self.ACCEPTED
        if counted:
            self.posting.taken -= self.counts_for
        self.become(self.WITHDRAWN)
        if self.posting.status is self.posting.FULL:
            self.posting.become(self.posting.OPEN)
        return counted

    def stand_again(self, status: Any) -> None:
        """Undo the last move, to `status`, with its places: the caller knows that they are free.

        Both rows are held by the caller.
        """
        if self.status is self.ACCEPTED:
            self.posting.taken -= self.counts_for
            if self.posting.status is self.posting.FULL:
                self.posting.become(self.posting.OPEN)
        self.go_back_to(status)
        if status is self.ACCEPTED:
            self.posting.taken += self.counts_for
            if not self.posting.places_left:
                self.posting.become(self.posting.FULL)
