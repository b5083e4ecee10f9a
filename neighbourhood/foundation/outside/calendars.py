"""Calendars, as the programs of others read them (iCalendar, RFC 5545)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from neighbourhood.foundation import settings
from neighbourhood.foundation.lazily import lazily

if TYPE_CHECKING:
    import icalendar
else:
    icalendar = lazily("icalendar")

CONTENT_TYPE = "text/calendar; charset=utf-8"
CONFIRMED, TENTATIVE, CANCELLED = "CONFIRMED", "TENTATIVE", "CANCELLED"
# How long a program may wait before it asks again.
ASKED_AGAIN = timedelta(hours=4)
# Rules of series are written without their end: so far their clocks are told.
_AHEAD = 3
_HOUR = timedelta(hours=1)
_SIGNS = {code: None for code in (*range(0x20), 0x7F) if chr(code) not in "\n\t"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What stands in a calendar, under a `key` it keeps for good.

    It lasts from `starts` to before `ends`: two days, or two moments told on the clocks of `zone`,
    those of the town when it names none. Whoever has read it takes a higher `sequence` for news.
    A `rule` (RRULE) repeats it, but on the starts that are `left_out`; `instead_of` is the start of
    its series that this one stands for, under the key of the series.
    """

    key: str
    starts: date
    ends: date
    title: str
    changed_at: datetime
    status: str = CONFIRMED
    sequence: int = 0
    path: str = ""
    place: str = ""
    body: str = ""
    fills_time: bool = True
    zone: str = ""
    rule: str = ""
    left_out: Sequence[date] = ()
    instead_of: date | None = None


def written(name: str, events: Iterable[Event]) -> bytes:
    """Write a calendar called `name`, with the clocks that its events are told on."""
    calendar, those = icalendar.Calendar(), list(events)
    calendar.add("prodid", "-//Palier//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _plain(name))
    calendar.add("refresh-interval", ASKED_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", icalendar.vDuration(ASKED_AGAIN))
    for zone, years in _clocks_of(those):
        calendar.add_component(_clocks(zone, *years))
    for event in those:
        calendar.add_component(_component(event))
    whole: bytes = calendar.to_ical()
    return whole


def _component(event: Event) -> "icalendar.Event":
    one, base = icalendar.Event(), settings.current().base_url
    one.add("uid", f"{event.key}@{urlsplit(base).hostname}")
    one.add("dtstamp", event.changed_at)
    one.add("last-modified", event.changed_at)
    one.add("dtstart", _told(event, event.starts))
    one.add("dtend", _told(event, event.ends))
    one.add("summary", _plain(event.title))
    one.add("status", event.status)
    one.add("sequence", event.sequence)
    one.add("transp", "OPAQUE" if event.fills_time else "TRANSPARENT")
    if event.rule:
        one.add("rrule", icalendar.vRecur.from_ical(event.rule))
    if event.left_out:
        one.add("exdate", [_told(event, start) for start in event.left_out])
    if event.instead_of is not None:
        one.add("recurrence-id", _told(event, event.instead_of))
    said = {"location": event.place, "description": event.body}
    for field, words in said.items():
        if words:
            one.add(field, _plain(words))
    if event.path:
        one.add("url", icalendar.vUri(f"{base}{event.path}"))
    return one


def _plain(words: str) -> str:
    """Return words without the signs that no line may hold."""
    return words.replace("\r\n", "\n").replace("\r", "\n").translate(_SIGNS)


def _told(event: Event, when: date) -> date:
    """Return a day as it is, a moment on the clocks of its event."""
    return when.astimezone(_zone_of(event)) if isinstance(when, datetime) else when


def _zone_of(event: Event) -> ZoneInfo:
    return ZoneInfo(event.zone) if event.zone else settings.current().time_zone


def _clocks_of(events: Iterable[Event]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the zones on whose clocks events are told, and from which year to which."""
    told = [
        (_zone_of(one).key, year)
        for one in events
        if isinstance(one.starts, datetime)
        for year in (one.starts.year, one.ends.year + (_AHEAD if one.rule else 0))
    ]
    for zone, those in groupby(sorted(told), key=lambda each: each[0]):
        years = [year for _, year in those]
        yield zone, (years[0] - 1, years[-1] + 1)


@lru_cache(maxsize=100)
def _clocks(zone: str, first: int, last: int) -> "icalendar.Timezone":
    """Write when the clocks of a zone change in some years, and by how much."""
    written, clocks = icalendar.Timezone(), ZoneInfo(zone)
    written.add("tzid", zone)
    begin = datetime(first, 1, 1, tzinfo=UTC)
    written.add_component(_observance(begin.astimezone(clocks), begin.astimezone(clocks)))
    for before, after in _changes(clocks, begin, datetime(last + 1, 1, 1, tzinfo=UTC)):
        written.add_component(_observance(before, after))
    return written


def _changes(
    clocks: ZoneInfo, begin: datetime, end: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """Yield the moments from which clocks show another time: as it was shown, and as it is."""
    moment, shown = begin, begin.astimezone(clocks)
    while moment < end:
        moment += _HOUR
        now = moment.astimezone(clocks)
        if now.utcoffset() != shown.utcoffset():
            yield shown, now
        shown = now


def _observance(before: datetime, after: datetime) -> "icalendar.cal.Component":
    """Write what clocks show from a change on; its hour is the one they would have shown."""
    is_summer = bool(after.dst())
    one = icalendar.TimezoneDaylight() if is_summer else icalendar.TimezoneStandard()
    was = before.utcoffset() or timedelta()
    one.add("dtstart", after.astimezone(UTC).replace(tzinfo=None) + was)
    one.add("tzoffsetfrom", was)
    one.add("tzoffsetto", after.utcoffset())
    one.add("tzname", after.tzname())
    return one
