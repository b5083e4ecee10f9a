"""When a series is held: its rule (RFC 5545), on the clocks of the town, and the moments it gives.

Six in the evening stays six in the evening: the rule counts local days, each of which is then
placed on the clocks of that day.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from dateutil import rrule

from neighbourhood.gatherings.models.gatherings import Rhythm

_WEEK = timedelta(days=7)
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Series(Protocol):
    """What has a rhythm: a gathering, or what is said of one to be."""

    @property
    def rhythm(self) -> Rhythm: ...
    @property
    def first_on(self) -> date: ...
    @property
    def last_on(self) -> date | None: ...
    @property
    def begins(self) -> time: ...
    @property
    def zone(self) -> str: ...


def rule_of(series: Series) -> str:
    """Return the rule of a series as calendars write it; nothing where it is held once."""
    day = _DAYS[series.first_on.weekday()]
    rules = {
        Rhythm.WEEKLY: f"FREQ=WEEKLY;BYDAY={day}",
        Rhythm.FORTNIGHTLY: f"FREQ=WEEKLY;INTERVAL=2;BYDAY={day}",
        Rhythm.MONTHLY_WEEKDAY: f"FREQ=MONTHLY;BYDAY={nth(series.first_on)}{day}",
        Rhythm.MONTHLY_LAST: f"FREQ=MONTHLY;BYDAY=-1{day}",
        Rhythm.MONTHLY_DAY: f"FREQ=MONTHLY;BYMONTHDAY={series.first_on.day}",
    }
    if series.rhythm not in rules or series.last_on is None:
        return ""
    until = placed(series, series.last_on)
    return f"{rules[series.rhythm]};UNTIL={until:%Y%m%dT%H%M%SZ}"


def nth(day: date) -> int:
    """Return which of its weekday in the month a day is: 1 to 5."""
    return (day.day - 1) // 7 + 1


def is_last(day: date) -> bool:
    """Tell whether a day is the last of its weekday in the month."""
    return (day + _WEEK).month != day.month


def days_of(series: Series) -> Iterator[date]:
    """Yield the days of a series, in order."""
    rule = rule_of(series)
    if not rule:
        yield series.first_on
        return
    # Days alone: what an hour becomes is not for the rule to say.
    days, _, _ = rule.rpartition(";")
    for found in rrule.rrulestr(days, dtstart=datetime.combine(series.first_on, time())):
        if series.last_on is None or found.date() > series.last_on:
            return
        yield found.date()


def placed(series: Series, day: date) -> datetime:
    """Return the moment at which a series is held on a day, in UTC."""
    return local_moment(series.zone, day, series.begins)


def local_moment(zone: str, day: date, begins: time) -> datetime:
    """Return the moment of an hour on the clocks of a zone, in UTC."""
    return datetime.combine(day, begins, ZoneInfo(zone)).astimezone(UTC)


def starts_of(series: Series) -> Iterator[datetime]:
    """Yield the moments of a series, in order, in UTC."""
    return (placed(series, day) for day in days_of(series))


def on_clocks(zone: str, moment: datetime) -> datetime:
    """Return a moment as the clocks of a zone show it."""
    return moment.astimezone(ZoneInfo(zone))
