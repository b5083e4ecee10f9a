"""When a library opens: its hours of a week, less the days on which it is closed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.web.keeping import today
from neighbourhood.foundation.web.templating import in_town
from neighbourhood.libraries.models.libraries import Library, LibraryClosure

# As far ahead as one may reserve, and as one looks for the next opening.
AHEAD = timedelta(days=60)
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Opening:
    """One opening of a library: its day, and from when to when."""

    day: date
    opens: time
    closes: time


def openings(library: Library, first: date, last: date) -> Iterator[Opening]:
    """Yield when a library opens between two days, both included, in order."""
    for day in _days(first, last):
        if not is_closed_on(library, day):
            yield from sorted(_opening(day, row) for row in library.hours if _is_of(day, row))


def opening_days(library: Library, first: date, last: date) -> list[date]:
    """Return the days on which a library opens, both ends included."""
    return sorted({each.day for each in openings(library, first, last)})


def next_openings(library: Library) -> list[Opening]:
    """Return when a library opens on the next day that it does; what is over today is left out."""
    clock = in_town(now())
    here = clock.date(), clock.time()
    found = openings(library, today(), today() + AHEAD)
    coming = [each for each in found if (each.day, each.closes) > here]
    return [each for each in coming if each.day == coming[0].day]


def coming_closures(library: Library) -> list[LibraryClosure]:
    """Return the days of closure that are not over, in order."""
    return [one for one in library.closures if one.last_day >= today()]


def usual_week(library: Library) -> list[list[Opening]]:
    """Return the openings of each day of this week, as if nothing were closed."""
    monday = today() - timedelta(days=today().weekday())
    days = _days(monday, monday + timedelta(days=6))
    return [[_opening(day, row) for row in library.hours if _is_of(day, row)] for day in days]


def is_closed_on(library: Library, day: date) -> bool:
    """Tell whether a day is among those on which a library does not open."""
    return any(one.first_day <= day <= one.last_day for one in library.closures)


def due_after(library: Library, first: date) -> date:
    """Return by when a tool taken on `first` is due: the last opening that its days allow."""
    last = first + timedelta(days=library.days)
    days = opening_days(library, first + _A_DAY, last)
    return days[-1] if days else last


def days_of(first: date, last: date) -> list[date]:
    """Return every day from `first` to `last`."""
    return list(_days(first, last))


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _is_of(day: date, row: dict[str, Any]) -> bool:
    return bool(row["weekday"] == day.weekday())


def _opening(day: date, row: dict[str, Any]) -> Opening:
    return Opening(day, time.fromisoformat(row["opens"]), time.fromisoformat(row["closes"]))
