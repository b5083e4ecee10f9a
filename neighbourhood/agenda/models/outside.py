"""Calendars of partners that are read from elsewhere, and the events they hold."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.database import Base, CreatedAt, LongText, PrimaryKey
from neighbourhood.foundation.storing.moves import Moves, Moving, Stands
from neighbourhood.partners.models import Partner
from neighbourhood.places.models import Quartier

KIND = "happening"
NAME_LIMIT, URL_LIMIT, TITLE_LIMIT, PLACE_LIMIT = 80, 500, 200, 200
BODY_LIMIT, FAULT_LIMIT, UID_LIMIT = 2000, 400, 255
MOST_CALENDARS = 5


class OutsideStatus(StrEnum):
    FOLLOWED = "followed"
    STOPPED = "stopped"


OUTSIDE_MOVES = Moves(
    {
        OutsideStatus.FOLLOWED: {OutsideStatus.STOPPED},
        OutsideStatus.STOPPED: {OutsideStatus.FOLLOWED},
    }
)


class OutsideCalendar(Moving, Base):
    """A public calendar of a partner, read from its address every day.

    Its events are for a quartier, or with none for the whole town. `taken_at` is when it was read
    last, `failing_since` since when it cannot be, and `fault` why; `told_at` when they were told.
    """

    __tablename__ = "outside_calendar"
    __table_args__ = (
        CheckConstraint("length(name) > 0", "named"),
        CheckConstraint("url LIKE 'https://%'", "in_secret"),
        CheckConstraint("(failing_since IS NULL) = (fault = '')", "fails_for_a_reason"),
        UniqueConstraint("partner_id", "url"),
    )

    ABOUT = "outside_calendar"
    MOVES = OUTSIDE_MOVES

    id: Mapped[PrimaryKey]
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    quartier_id: Mapped[int | None] = mapped_column(ForeignKey("quartier.id"), index=True)
    name: Mapped[str] = mapped_column(String(NAME_LIMIT))
    url: Mapped[str] = mapped_column(String(URL_LIMIT))
    status: Mapped[OutsideStatus] = mapped_column(default=OutsideStatus.FOLLOWED)
    digest: Mapped[str] = mapped_column(String(64), default="")
    created_at: Mapped[CreatedAt]
    taken_at: Mapped[datetime | None]
    failing_since: Mapped[datetime | None]
    fault: Mapped[str] = mapped_column(String(FAULT_LIMIT), default="")
    told_at: Mapped[datetime | None]

    partner: Mapped[Partner] = relationship()
    quartier: Mapped[Quartier | None] = relationship()

    is_followed = Stands(OutsideStatus.FOLLOWED)
    is_stopped = Stands(OutsideStatus.STOPPED)

    @property
    def desk(self) -> str:
        """Where its partner looks after all of its calendars."""
        return f"/partenaires/{self.partner_id}/agenda"

    @property
    def path(self) -> str:
        """Where its partner looks after this one."""
        return f"{self.desk}/{self.id}"


class EventStatus(StrEnum):
    """An event is held, called off, or no longer in the calendar it came from."""

    PLANNED = "planned"
    CANCELLED = "cancelled"
    GONE = "gone"


_ANY = frozenset(EventStatus)
# The calendar it comes from says what it is, and may say otherwise tomorrow.
EVENT_MOVES = Moves({status: _ANY - {status} for status in EventStatus})


class OutsideEvent(Moving, Base):
    """One date of an event of a partner; `recurrence` names it among those of one `uid`.

    It is held from `starts_at` to `ends_at`, moments; `whole_days` begin and end at midnight.
    """

    __tablename__ = "outside_event"
    __table_args__ = (
        UniqueConstraint("calendar_id", "uid", "recurrence"),
        CheckConstraint("length(title) > 0", "titled"),
        CheckConstraint("ends_at >= starts_at", "ends_later"),
        Index("ix_outside_event_held", "status", "starts_at"),
    )

    ABOUT = "outside_event"
    MOVES = EVENT_MOVES

    id: Mapped[PrimaryKey]
    calendar_id: Mapped[int] = mapped_column(ForeignKey("outside_calendar.id"))
    uid: Mapped[str] = mapped_column(String(UID_LIMIT))
    recurrence: Mapped[str] = mapped_column(String(40), default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    whole_days: Mapped[bool] = mapped_column(default=False)
    title: Mapped[str] = mapped_column(String(TITLE_LIMIT))
    body: Mapped[LongText] = mapped_column(default="")
    place: Mapped[str] = mapped_column(String(PLACE_LIMIT), default="")
    url: Mapped[str] = mapped_column(String(URL_LIMIT), default="")
    status: Mapped[EventStatus] = mapped_column(default=EventStatus.PLANNED)
    created_at: Mapped[CreatedAt]
    # Since when moderation keeps it from those who do not work there.
    hidden_at: Mapped[datetime | None]

    calendar: Mapped[OutsideCalendar] = relationship()

    is_planned = Stands(EventStatus.PLANNED)
    is_cancelled = Stands(EventStatus.CANCELLED)
    is_gone = Stands(EventStatus.GONE)

    @property
    def path(self) -> str:
        """Where it is shown."""
        return f"/agenda/evenements/{self.id}"

    @property
    def moved_from(self) -> datetime | None:
        """When it would be held as its series says; None where that is when it is held."""
        first = datetime.fromisoformat(self.recurrence) if self.recurrence else self.starts_at
        return first if first != self.starts_at else None

    def days(self, clocks: ZoneInfo) -> tuple[date, date]:
        """Return its first day, and the day after its last, on some clocks."""
        first = self.starts_at.astimezone(clocks).date()
        after = self.ends_at.astimezone(clocks).date()
        return first, max(after, first + timedelta(days=1))
