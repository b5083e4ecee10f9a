"""When the needs of a town are published, as it chose, and the rounds there were."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import Base, PrimaryKey


class NeedRhythm(Base):
    """What a town chose: `days` are ISO weekdays in figures, "25" for Tuesday and Friday.

    `concerned` is the part, in percent, of the declared shares it counts on: it only lowers them.
    """

    __tablename__ = "need_rhythm"
    __table_args__ = (
        CheckConstraint("length(days) BETWEEN 1 AND 7", "some_day"),
        CheckConstraint("hour BETWEEN 0 AND 23", "an_hour"),
        CheckConstraint("concerned BETWEEN 10 AND 100", "concerned_only_lowered"),
    )

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    days: Mapped[str] = mapped_column(String(7))
    hour: Mapped[int]
    concerned: Mapped[int] = mapped_column(default=100)
    crisis_until: Mapped[datetime | None]


class NeedRound(Base):
    """A round that was due: once it is written, nothing else goes out for that hour.

    `ahead` is what of it is still to be published, in the order drawn: a need, and the quartiers it
    is shown with, none for the town. All of a round is published at `held_at`, in as many pieces as
    it takes; it is decided once, since what went out would change where the rest is shown.
    """

    __tablename__ = "need_round"
    __table_args__ = (
        UniqueConstraint("municipality_id", "due_at"),
        CheckConstraint("published >= 0", "counted"),
    )

    id: Mapped[PrimaryKey]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    due_at: Mapped[datetime]
    held_at: Mapped[datetime] = mapped_column(default=now)
    published: Mapped[int] = mapped_column(default=0)
    ahead: Mapped[list[Any]] = mapped_column(default=list)
