"""Single days of help that comes again: who cannot come, who stands in, what is not needed."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.replies import Reply
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey, only_one
from neighbourhood.foundation.storing.moves import Moves, Moving, Stands
from neighbourhood.residents.models.residents import Resident


class AbsenceStatus(StrEnum):
    """Somebody is looked for on that day, somebody comes, or nobody is missing any more."""

    OPEN = "open"
    COVERED = "covered"
    TAKEN_BACK = "taken back"


class StandInStatus(StrEnum):
    CALLED = "called"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


ABSENCE_MOVES = Moves(
    {
        AbsenceStatus.OPEN: {AbsenceStatus.COVERED, AbsenceStatus.TAKEN_BACK},
        AbsenceStatus.COVERED: {AbsenceStatus.OPEN},
        AbsenceStatus.TAKEN_BACK: {AbsenceStatus.OPEN},
    }
)
STAND_IN_MOVES = Moves(
    {
        StandInStatus.CALLED: {StandInStatus.OFFERED},
        StandInStatus.OFFERED: {
            StandInStatus.ACCEPTED,
            StandInStatus.DECLINED,
            StandInStatus.WITHDRAWN,
        },
        StandInStatus.ACCEPTED: {StandInStatus.WITHDRAWN},
        StandInStatus.DECLINED: (),
        StandInStatus.WITHDRAWN: {StandInStatus.OFFERED},
    }
)


class Absence(Moving, Base):
    """One day on which somebody who was said yes to cannot come."""

    __tablename__ = "absence"
    __table_args__ = (
        UniqueConstraint("reply_id", "day"),
        CheckConstraint("status <> 'taken back' OR reason = ''", "taken_back_whole"),
    )

    MOVES = ABSENCE_MOVES

    id: Mapped[PrimaryKey]
    reply_id: Mapped[int] = mapped_column(ForeignKey("reply.id"))
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    day: Mapped[date]
    status: Mapped[AbsenceStatus] = mapped_column(default=AbsenceStatus.OPEN)
    reason: Mapped[str] = mapped_column(String(400), default="")
    # Since when somebody is looked for.
    said_at: Mapped[CreatedAt]

    reply: Mapped[Reply] = relationship()
    stand_ins: Mapped[list["StandIn"]] = relationship(
        back_populates="absence", order_by="StandIn.id"
    )

    is_open = Stands(AbsenceStatus.OPEN)
    is_covered = Stands(AbsenceStatus.COVERED)

    @property
    def helper(self) -> Resident:
        """Who cannot come."""
        return self.reply.helper

    @property
    def accepted(self) -> "StandIn | None":
        """Who comes instead, if somebody does."""
        return next((one for one in self.stand_ins if one.is_accepted), None)

    def say_again(self) -> None:
        """Look for somebody from now on."""
        self.become(AbsenceStatus.OPEN)
        self.said_at = now()


class StandIn(Moving, Base):
    """Somebody who had answered, told once that a day is free, and what they said to that."""

    __tablename__ = "stand_in"
    __table_args__ = (
        UniqueConstraint("absence_id", "reply_id"),
        only_one("uq_stand_in_one_comes", "absence_id", where="status = 'accepted'"),
    )

    ABOUT = "stand in"
    MOVES = STAND_IN_MOVES

    id: Mapped[PrimaryKey]
    absence_id: Mapped[int] = mapped_column(ForeignKey("absence.id"))
    reply_id: Mapped[int] = mapped_column(ForeignKey("reply.id"), index=True)
    status: Mapped[StandInStatus] = mapped_column(default=StandInStatus.CALLED)
    created_at: Mapped[CreatedAt]

    absence: Mapped[Absence] = relationship(back_populates="stand_ins")
    reply: Mapped[Reply] = relationship()

    is_waiting = Stands(StandInStatus.OFFERED)
    is_accepted = Stands(StandInStatus.ACCEPTED)
    is_declined = Stands(StandInStatus.DECLINED)
    may_offer = Stands(StandInStatus.CALLED, StandInStatus.WITHDRAWN)
    stands = Stands(StandInStatus.OFFERED, StandInStatus.ACCEPTED)

    @property
    def helper(self) -> Resident:
        """Who would come instead."""
        return self.reply.helper


class DayOff(Base):
    """A day that the author needs nobody, or cannot help."""

    __tablename__ = "day_off"
    __table_args__ = (UniqueConstraint("notice_id", "day"),)

    id: Mapped[PrimaryKey]
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    day: Mapped[date]
    said_at: Mapped[datetime] = mapped_column(default=now)

    notice: Mapped[Notice] = relationship()
