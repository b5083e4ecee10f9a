"""A month on paper: its days in weeks that begin on Monday."""

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

A_DAY = timedelta(days=1)
# As far as one may turn the pages, in years.
_FIRST, _LAST = 2020, 2100


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One month of one year."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the month of a day."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, said: str | None, today: date) -> Self:
        """Return the month that an address names, `2026-12`, or this one."""
        year, _, number = (said or "").partition("-")
        if not (said and said.isascii() and len(said) == 7 and (year + number).isdecimal()):
            return cls.of(today)
        known = _FIRST <= int(year) <= _LAST and 1 <= int(number) <= 12
        return cls(int(year), int(number)) if known else cls.of(today)

    @property
    def code(self) -> str:
        """How addresses name it."""
        return f"{self.year:04}-{self.number:02}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def next(self) -> "Month":
        """The month after it."""
        return Month.of(self.first + timedelta(days=32))

    @property
    def previous(self) -> "Month":
        """The month before it."""
        return Month.of(self.first - A_DAY)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.next.first - A_DAY

    def holds(self, day: date) -> bool:
        """Tell whether a day is in it."""
        return Month.of(day) == self

    def weeks(self) -> list[list[date]]:
        """Return its weeks from Monday on, whole: with the days before and after that they hold."""
        return calendar.Calendar().monthdatescalendar(self.year, self.number)


def begins(day: date, clocks: ZoneInfo) -> datetime:
    """Return the moment at which a day begins on some clocks."""
    return datetime.combine(day, time(), clocks).astimezone(UTC)
