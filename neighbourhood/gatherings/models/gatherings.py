"""Gatherings, each date on which one is held, and who holds them."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.feed.postings import PutUp
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import Base, PrimaryKey, ShortText
from neighbourhood.foundation.storing.moves import Moves, Moving, Stands
from neighbourhood.foundation.storing.town_choices import ChoiceCode
from neighbourhood.places.models import PublicPlace

KIND = "event"
TITLE_LIMIT = 120
BODY_LIMIT = 2000
PLACE_LIMIT = 120
COST_LIMIT = 80
WORDS_LIMIT = 300
MOST_PLACES = 500
MOST_OF_A_THING = 20
SHORTEST, LONGEST = 15, 24 * 60
# No series is longer than that; whoever goes on says so.
AS_FAR = timedelta(days=731)


class Rhythm(StrEnum):
    """How often it is held: once, or by one of the rules that people say."""

    ONCE = "once"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY_WEEKDAY = "monthly by weekday"
    MONTHLY_LAST = "monthly by last weekday"
    MONTHLY_DAY = "monthly by day"


class Where(StrEnum):
    PUBLIC = "public"
    HOME = "home"


class GatheringStatus(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


_ENDS = frozenset({GatheringStatus.CLOSED, GatheringStatus.CANCELLED})
GATHERING_MOVES = Moves(
    {
        # A series that is made longer is open again.
        GatheringStatus.OPEN: _ENDS,
        GatheringStatus.CLOSED: {GatheringStatus.OPEN},
        GatheringStatus.CANCELLED: (),
    }
)


class OccurrenceStatus(StrEnum):
    PLANNED = "planned"
    CANCELLED = "cancelled"


OCCURRENCE_MOVES = Moves(
    {
        OccurrenceStatus.PLANNED: {OccurrenceStatus.CANCELLED},
        OccurrenceStatus.CANCELLED: (),
    }
)


class Gathering(PutUp, Base):
    """What neighbours meet for; the author is its first host.

    `first_on`, `begins` and `zone` say when on the clocks of the town, `rhythm` and `last_on` how
    often: each date is an `Occurrence`. The place is public, in words, or the home of the author,
    of which the square alone is shown. `capacity` counts who comes, hosts apart; None is no limit.
    """

    __tablename__ = "gathering"
    __table_args__ = (
        CheckConstraint("length(title) > 0", "titled"),
        CheckConstraint(f"capacity BETWEEN 1 AND {MOST_PLACES}", "capacity_in_range"),
        CheckConstraint(f"minutes BETWEEN {SHORTEST} AND {LONGEST}", "minutes_in_range"),
        CheckConstraint("(rhythm = 'once') = (last_on IS NULL)", "series_end"),
        CheckConstraint("last_on IS NULL OR last_on >= first_on", "ends_later"),
        CheckConstraint("where_held = 'home' OR length(place) > 0", "placed"),
        Index("ix_gathering_author", "author_id", "created_at"),
        Index("ix_gathering_status", "status"),
    )

    ABOUT = "gathering"
    SCOPE = "gatherings"
    MOVES = GATHERING_MOVES
    OPEN = GatheringStatus.OPEN
    HIDDEN = _ENDS
    OVER = _ENDS

    sort: Mapped[ChoiceCode]
    first_on: Mapped[date]
    begins: Mapped[time]
    minutes: Mapped[int]
    zone: Mapped[str] = mapped_column(String(60))
    rhythm: Mapped[Rhythm] = mapped_column(default=Rhythm.ONCE)
    last_on: Mapped[date | None]
    where_held: Mapped[Where]
    place: Mapped[str] = mapped_column(String(PLACE_LIMIT), default="")
    public_place_id: Mapped[int | None] = mapped_column(ForeignKey("public_place.id"), index=True)
    access: Mapped[list[Any]] = mapped_column(default=list)
    capacity: Mapped[int | None]
    cost: Mapped[str] = mapped_column(String(COST_LIMIT), default="")
    status: Mapped[GatheringStatus] = mapped_column(default=GatheringStatus.OPEN)

    public_place: Mapped[PublicPlace | None] = relationship()
    occurrences: Mapped[list["Occurrence"]] = relationship(
        back_populates="gathering", order_by="Occurrence.starts_at", passive_deletes="all"
    )
    supplies: Mapped[list["Supply"]] = relationship(order_by="Supply.id", passive_deletes="all")
    is_open = Stands(GatheringStatus.OPEN)
    is_cancelled = Stands(GatheringStatus.CANCELLED)

    @property
    def kind(self) -> str:
        """How it is shown."""
        return KIND

    @property
    def path(self) -> str:
        """Where it is shown."""
        return f"/rencontres/{self.id}"

    @property
    def ends_at(self) -> datetime:
        """Until when one may answer: each date says so itself."""
        return max((one.ends_at for one in self.occurrences), default=self.created_at)

    @property
    def is_series(self) -> bool:
        """Whether it is held more than once."""
        return self.rhythm is not Rhythm.ONCE

    @property
    def is_at_home(self) -> bool:
        """Whether it is held at the home of its author."""
        return self.where_held is Where.HOME


class Occurrence(Moving, Base):
    """One date of a gathering, in UTC; `original_start` is when its rule has it, for good.

    `place` is empty where it is that of the gathering. `taken` counts who has a place. `words` are
    those of the hosts about its being called off, or moved.
    """

    __tablename__ = "occurrence"
    __table_args__ = (
        UniqueConstraint("gathering_id", "original_start"),
        CheckConstraint("ends_at > starts_at", "ends_later"),
        CheckConstraint("taken >= 0", "taken_not_negative"),
        Index("ix_occurrence_coming", "status", "starts_at"),
    )

    ABOUT = "occurrence"
    MOVES = OCCURRENCE_MOVES

    id: Mapped[PrimaryKey]
    gathering_id: Mapped[int] = mapped_column(ForeignKey("gathering.id"))
    original_start: Mapped[datetime]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(String(PLACE_LIMIT), default="")
    words: Mapped[str] = mapped_column(String(WORDS_LIMIT), default="")
    taken: Mapped[int] = mapped_column(default=0)
    status: Mapped[OccurrenceStatus] = mapped_column(default=OccurrenceStatus.PLANNED)

    gathering: Mapped[Gathering] = relationship(back_populates="occurrences")

    is_planned = Stands(OccurrenceStatus.PLANNED)
    is_cancelled = Stands(OccurrenceStatus.CANCELLED)

    @property
    def path(self) -> str:
        """Where it is shown."""
        return f"/rencontres/{self.gathering_id}/dates/{self.id}"

    @property
    def held_where(self) -> str:
        """Where it is held, in words; nothing of a home."""
        return self.place or self.gathering.place

    @property
    def is_moved(self) -> bool:
        """Whether it is held at another moment than its rule has it."""
        return self.starts_at != self.original_start

    @property
    def is_at_home(self) -> bool:
        """Whether this date is held at the home of the author."""
        return self.gathering.is_at_home and not self.place

    @property
    def is_ahead(self) -> bool:
        """Whether it is still to begin, as planned."""
        return self.is_planned and self.starts_at > now()

    @property
    def has_begun(self) -> bool:
        """Whether it is held, or was."""
        return self.is_planned and self.starts_at <= now()

    @property
    def is_past(self) -> bool:
        """Whether it was held."""
        return self.is_planned and self.ends_at <= now()

    @property
    def places_left(self) -> int | None:
        """How many may still come; None where anybody may."""
        capacity = self.gathering.capacity
        return None if capacity is None else max(capacity - self.taken, 0)

    def has_room_for(self, party: int) -> bool:
        """Tell whether so many may still come."""
        return self.places_left is None or party <= self.places_left


class Supply(Base):
    """A thing that somebody should bring, and how many of it."""

    __tablename__ = "supply"
    __table_args__ = (
        CheckConstraint(f"wanted BETWEEN 1 AND {MOST_OF_A_THING}", "wanted_in_range"),
    )

    id: Mapped[PrimaryKey]
    gathering_id: Mapped[int] = mapped_column(ForeignKey("gathering.id"), index=True)
    name: Mapped[ShortText]
    wanted: Mapped[int]
