"""Who comes to which date, what they bring, and what they showed of it afterwards."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.feed.postings import Given
from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey
from neighbourhood.foundation.storing.moves import Moves, Moving, Stands
from neighbourhood.gatherings.models.gatherings import Gathering, Occurrence, Supply
from neighbourhood.residents.models.residents import Resident

MOST_IN_PARTY = 8
THANKS_LIMIT = 400


class ComingStatus(StrEnum):
    """Asked of a host at home, with a place, or waiting for one in order."""

    ASKED = "asked"
    COMING = "coming"
    WAITING = "waiting"
    DECLINED = "declined"
    LEFT = "left"


_LIVE = frozenset({ComingStatus.ASKED, ComingStatus.COMING, ComingStatus.WAITING})
COMING_MOVES = Moves(
    {
        ComingStatus.ASKED: {
            ComingStatus.COMING,
            ComingStatus.WAITING,
            ComingStatus.DECLINED,
            ComingStatus.LEFT,
        },
        ComingStatus.COMING: {ComingStatus.LEFT},
        ComingStatus.WAITING: {ComingStatus.COMING, ComingStatus.LEFT},
        ComingStatus.LEFT: _LIVE,
        ComingStatus.DECLINED: (),
    }
)


class Coming(Given, Base):
    """That a resident comes to one date, `party` of them; `since` orders those who wait.

    `agreed_at` is when they said that a change suits them, None while one was told since.
    `attended` is what the hosts noted, for the hosts alone; `was_there` what they say themselves.
    """

    __tablename__ = "coming"
    __table_args__ = (
        UniqueConstraint("occurrence_id", "resident_id"),
        CheckConstraint(f"party BETWEEN 1 AND {MOST_IN_PARTY}", "party_in_range"),
        Index("ix_coming_in_order", "occurrence_id", "status", "since", "id"),
    )

    ABOUT = "coming"
    POSTING = "gathering"
    RESPONDER = "resident"
    SCOPE = "gatherings"
    MOVES = COMING_MOVES

    gathering_id: Mapped[int] = mapped_column(ForeignKey("gathering.id"), index=True)
    occurrence_id: Mapped[int] = mapped_column(ForeignKey("occurrence.id"))
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    party: Mapped[int]
    status: Mapped[ComingStatus]
    since: Mapped[datetime]
    changed_at: Mapped[datetime | None]
    agreed_at: Mapped[datetime | None]
    attended: Mapped[bool | None]
    was_there: Mapped[bool] = mapped_column(default=False)
    thanks: Mapped[str] = mapped_column(String(THANKS_LIMIT), default="")

    gathering: Mapped[Gathering] = relationship()
    occurrence: Mapped[Occurrence] = relationship()
    resident: Mapped[Resident] = relationship(foreign_keys=resident_id)

    is_asked = Stands(ComingStatus.ASKED)
    is_coming = Stands(ComingStatus.COMING)
    is_waiting = Stands(ComingStatus.WAITING)
    is_declined = Stands(ComingStatus.DECLINED)
    has_left = Stands(ComingStatus.LEFT)

    @property
    def is_live(self) -> bool:
        """Whether it still stands."""
        return self.status in _LIVE

    @property
    def is_asked_anew(self) -> bool:
        """Whether a change was told to which they said nothing yet."""
        return self.is_live and self.changed_at is not None and self.agreed_at is None


class Regular(Base):
    """Who comes to every date of a series, those made later too."""

    __tablename__ = "regular"
    __table_args__ = (UniqueConstraint("gathering_id", "resident_id"),)

    id: Mapped[PrimaryKey]
    gathering_id: Mapped[int] = mapped_column(ForeignKey("gathering.id"))
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    party: Mapped[int]
    created_at: Mapped[CreatedAt]
    ended_at: Mapped[datetime | None]

    gathering: Mapped[Gathering] = relationship()
    resident: Mapped[Resident] = relationship()


class Bringing(Base):
    """One of the things wanted for a date, taken on by somebody: a row each."""

    __tablename__ = "bringing"
    __table_args__ = (UniqueConstraint("occurrence_id", "supply_id", "slot"),)

    id: Mapped[PrimaryKey]
    occurrence_id: Mapped[int] = mapped_column(ForeignKey("occurrence.id"))
    supply_id: Mapped[int] = mapped_column(ForeignKey("supply.id"), index=True)
    slot: Mapped[int]
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)

    occurrence: Mapped[Occurrence] = relationship()
    supply: Mapped[Supply] = relationship()
    resident: Mapped[Resident] = relationship()


class SnapshotStatus(StrEnum):
    """A photo is proposed to the hosts, shown to those who came, or taken down."""

    PROPOSED = "proposed"
    SHOWN = "shown"
    REMOVED = "removed"


SNAPSHOT_MOVES = Moves(
    {
        SnapshotStatus.PROPOSED: {SnapshotStatus.SHOWN, SnapshotStatus.REMOVED},
        SnapshotStatus.SHOWN: {SnapshotStatus.REMOVED},
        SnapshotStatus.REMOVED: (),
    }
)


class Snapshot(Moving, Base):
    """A photo of a date by somebody who came: nobody is recognised in it who did not agree."""

    __tablename__ = "snapshot"
    __table_args__ = (CheckConstraint("length(key) > 0", "stored"),)

    ABOUT = "snapshot"
    MOVES = SNAPSHOT_MOVES

    id: Mapped[PrimaryKey]
    occurrence_id: Mapped[int] = mapped_column(ForeignKey("occurrence.id"), index=True)
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    key: Mapped[str] = mapped_column(String(120))
    description: Mapped[str] = mapped_column(String(200), default="")
    status: Mapped[SnapshotStatus] = mapped_column(default=SnapshotStatus.PROPOSED)
    created_at: Mapped[CreatedAt]
    removed_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]

    occurrence: Mapped[Occurrence] = relationship()
    resident: Mapped[Resident] = relationship()

    is_proposed = Stands(SnapshotStatus.PROPOSED)
    is_shown = Stands(SnapshotStatus.SHOWN)
    is_removed = Stands(SnapshotStatus.REMOVED)

    @property
    def name(self) -> str:
        """The last part of its key, for its address."""
        return self.key.rpartition("/")[2]
