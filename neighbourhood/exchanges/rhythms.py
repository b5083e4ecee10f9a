"""Help that comes again: on which days."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import islice
from types import MappingProxyType
from typing import Any

from neighbourhood.foundation import settings
from neighbourhood.foundation.web.facts import said_day
from neighbourhood.foundation.web.templating import in_town

Kept = Mapping[str, Any]

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_AHEAD = 4
_WEEKS: Mapping[str, int] = MappingProxyType({"weekly": 1, "fortnightly": 2})


def on_our_clocks(day: date, at: time = time(12)) -> datetime:
    """Return the moment it is in town on a day, at noon unless said."""
    return datetime.combine(day, at, settings.current().time_zone)


def occurrences(kept: Kept, begun: datetime, now: datetime) -> list[date]:
    """Return the next days, from that of `now` on, of help that comes again."""
    if kept.get("rhythm") not in {"weekly", "fortnightly"}:
        return []
    begins = _first(kept, begun)
    monday, weeks = begins - timedelta(days=begins.weekday()), _WEEKS[kept["rhythm"]]
    days = _due(_weekdays(kept), monday, max(begins, in_town(now).date()), weeks)
    return list(islice(days, _AHEAD))


def say_occurrences(days: Iterable[date]) -> str:
    """Say days one after the other: mercredi 2 décembre, mercredi 9 décembre."""
    return ", ".join(said_day(on_our_clocks(day).isoformat()) for day in days)


def _first(kept: Kept, begun: datetime) -> date:
    leaves = kept.get("leaves")
    return in_town(datetime.fromisoformat(leaves) if leaves else begun).date()


def _due(weekdays: set[int], monday: date, day: date, weeks: int) -> Iterator[date]:
    while weekdays:
        if day.weekday() in weekdays and (day - monday).days // 7 % weeks == 0:
            yield day
        day += timedelta(days=1)


def _weekdays(kept: Kept) -> set[int]:
    if kept.get("leaves"):
        return {in_town(datetime.fromisoformat(kept["leaves"])).weekday()}
    days = {code.partition(".")[0] for code in kept.get("moments", ())}
    return {number for number, day in enumerate(WEEK) if day in days}
