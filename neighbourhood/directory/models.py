"""What neighbours say of themselves, how they greet and welcome each other, whom they invite."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import Base, CreatedAt, LongText, PrimaryKey
from neighbourhood.foundation.storing.moves import Moves, Moving, Stands
from neighbourhood.places.homes import Home
from neighbourhood.places.models import Quartier
from neighbourhood.residents.models.residents import Resident

WORDS_LIMIT = 280
OWN_LIMIT = 120
GIVES_LIMIT = 200
WELCOME_LIMIT = 400
LINK_LASTS = timedelta(days=60)
SCOPE = "directory"


class Since(StrEnum):
    """For how long somebody says that they live here."""

    UNSAID = "unsaid"
    NEW = "new"
    LONG = "long"


class Said:
    """Mixin of what one says to one’s quartier, once: who left it may come back for ten minutes."""

    id: Mapped[PrimaryKey]
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), unique=True)
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    quartier_id: Mapped[int] = mapped_column(ForeignKey("quartier.id"))
    created_at: Mapped[CreatedAt]
    edited_at: Mapped[datetime | None]
    # Since when it is taken down by its author; nothing of it is kept once they cannot come back.
    left_at: Mapped[datetime | None]
    # Since when moderation keeps it from everybody but its author.
    hidden_at: Mapped[datetime | None]

    @declared_attr
    @classmethod
    def resident(cls) -> Mapped[Resident]:
        """Who says it."""
        return relationship(foreign_keys=[cls.resident_id])

    @declared_attr
    @classmethod
    def agent(cls) -> Mapped[Resident | None]:
        """Who wrote it in their place."""
        return relationship(foreign_keys=[cls.agent_id])

    @declared_attr
    @classmethod
    def quartier(cls) -> Mapped[Quartier]:
        """Where it is read."""
        return relationship(foreign_keys=[cls.quartier_id])

    @property
    def stands(self) -> bool:
        """Whether its author did not take it down."""
        return self.left_at is None


class Listing(Said, Base):
    """What somebody says of themselves in the directory of their quartier.

    `address_id` is the home whose building may read it too, None when it may not: whoever moves is
    not read behind the next door. `search` are its words in the form in which they are asked for.
    """

    __tablename__ = "listing"
    __table_args__ = (
        CheckConstraint("length(words) > 0", "says_something"),
        Index("ix_listing_newest", "quartier_id", "created_at", "id"),
    )

    ABOUT = "listing"

    words: Mapped[str] = mapped_column(String(WORDS_LIMIT))
    interests: Mapped[list[Any]] = mapped_column(default=list)
    own_interests: Mapped[str] = mapped_column(String(OWN_LIMIT), default="")
    languages: Mapped[list[Any]] = mapped_column(default=list)
    gives: Mapped[str] = mapped_column(String(GIVES_LIMIT), default="")
    since: Mapped[Since] = mapped_column(default=Since.UNSAID)
    address_id: Mapped[int | None] = mapped_column(Home, index=True)
    is_greeted: Mapped[bool] = mapped_column(default=True)
    search: Mapped[LongText] = mapped_column(default="")

    @property
    def path(self) -> str:
        """Where it is shown."""
        return f"/voisins/fiches/{self.id}"

    @property
    def in_building(self) -> bool:
        """Whether those behind the same door may read it as such."""
        return self.address_id is not None


class Welcome(Said, Base):
    """A few words of a volunteer for whoever has just proved an address in the quartier."""

    __tablename__ = "welcome"
    __table_args__ = (
        CheckConstraint("length(text) > 0", "says_something"),
        Index("ix_welcome_newest", "quartier_id", "created_at", "id"),
    )

    ABOUT = "welcome"

    text: Mapped[str] = mapped_column(String(WELCOME_LIMIT))

    @property
    def path(self) -> str:
        """Where it is shown."""
        return f"/voisins/bienvenue/{self.id}"


class HelloStatus(StrEnum):
    WAITING = "waiting"
    ANSWERED = "answered"
    DECLINED = "declined"
    # By who said it, before an answer.
    TAKEN_BACK = "taken back"
    # By a block: its words go, and it goes on counting as the one hello of two.
    PARTED = "parted"


HELLO_MOVES = Moves(
    {
        HelloStatus.WAITING: {
            HelloStatus.ANSWERED,
            HelloStatus.DECLINED,
            HelloStatus.TAKEN_BACK,
            HelloStatus.PARTED,
        },
        HelloStatus.DECLINED: {HelloStatus.ANSWERED},
        HelloStatus.ANSWERED: (),
        HelloStatus.TAKEN_BACK: (),
        HelloStatus.PARTED: (),
    }
)


class Hello(Moving, Base):
    """A first word in a ready phrase, once for two people, whichever of them says it.

    `low_id` and `high_id` are the same two in order: that is what makes it one.
    """

    __tablename__ = "hello"
    __table_args__ = (
        UniqueConstraint("low_id", "high_id"),
        CheckConstraint("low_id < high_id", "of_two"),
        CheckConstraint("(status = 'waiting') = (answered_at IS NULL)", "settled"),
        Index("ix_hello_greeter", "greeter_id", "created_at"),
        Index("ix_hello_greeted", "greeted_id", "status"),
    )

    ABOUT = "hello"
    MOVES = HELLO_MOVES

    id: Mapped[PrimaryKey]
    greeter_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    greeted_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    low_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    high_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    phrase: Mapped[str] = mapped_column(String(40))
    status: Mapped[HelloStatus] = mapped_column(default=HelloStatus.WAITING)
    created_at: Mapped[CreatedAt]
    answered_at: Mapped[datetime | None]

    greeter: Mapped[Resident] = relationship(foreign_keys=greeter_id)
    greeted: Mapped[Resident] = relationship(foreign_keys=greeted_id)
    agent: Mapped[Resident | None] = relationship(foreign_keys=agent_id)

    is_waiting = Stands(HelloStatus.WAITING)
    is_answered = Stands(HelloStatus.ANSWERED)
    is_declined = Stands(HelloStatus.DECLINED)
    is_taken_back = Stands(HelloStatus.TAKEN_BACK)
    is_parted = Stands(HelloStatus.PARTED)
    is_over = Stands(HelloStatus.TAKEN_BACK, HelloStatus.PARTED)

    @property
    def path(self) -> str:
        """Where it is read and answered."""
        return f"/voisins/bonjours/{self.id}"

    def other_id(self, resident_id: int) -> int:
        """Return the id of the other of the two."""
        return self.greeted_id if resident_id == self.greeter_id else self.greeter_id

    def other(self, resident_id: int) -> Resident:
        """Return the other of the two."""
        return self.greeted if resident_id == self.greeter_id else self.greeter


class InviteLink(Base):
    """An address that a neighbour hands on; who opens it is noted nowhere."""

    __tablename__ = "invite_link"
    __table_args__ = (CheckConstraint("expires_at > created_at", "lives_a_while"),)

    ABOUT = "invite_link"

    id: Mapped[PrimaryKey]
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    quartier_id: Mapped[int] = mapped_column(ForeignKey("quartier.id"))
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[CreatedAt]
    expires_at: Mapped[datetime]
    taken_back_at: Mapped[datetime | None]

    resident: Mapped[Resident] = relationship(foreign_keys=resident_id)
    quartier: Mapped[Quartier] = relationship(foreign_keys=quartier_id)

    @property
    def is_live(self) -> bool:
        """Whether it still leads somewhere."""
        return self.taken_back_at is None and self.expires_at > now()
