"""Secret addresses of calendars, and what of each event their readers were told last."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey
from neighbourhood.residents.models.residents import Resident

MOST_ADDRESSES = 6
MOST_SHOWN = 4
# What an address may show: what its owner comes to, their groups, their quartier, their town.
MINE, GROUPS, QUARTIER, TOWN = "mine", "groups", "quartier", "town"
WHOSE = (MINE, GROUPS, QUARTIER, TOWN)


class CalendarAddress(Base):
    """The secret address of a calendar of a resident: only a fingerprint of it is kept.

    It `shows` what is theirs, or what they may read around them: some of `WHOSE`, or what is held
    in one circle, by the code of its reach.
    """

    __tablename__ = "calendar_address"
    __table_args__ = (
        CheckConstraint(f"json_array_length(shows) BETWEEN 1 AND {MOST_SHOWN}", "shows_some"),
    )

    ABOUT = "calendar_address"

    id: Mapped[PrimaryKey]
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    shows: Mapped[list[Any]]
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[CreatedAt]
    # Since when it shows nothing any more.
    revoked_at: Mapped[datetime | None]

    resident: Mapped[Resident] = relationship()


class CalendarEntry(Base):
    """Which edition of an event calendars were told last: another one has a higher `sequence`."""

    __tablename__ = "calendar_entry"
    __table_args__ = (CheckConstraint("sequence >= 0", "sequence_not_negative"),)

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    sequence: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime]
