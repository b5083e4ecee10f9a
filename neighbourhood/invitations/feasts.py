"""When feasts are held: the evening or the day on which a table is set for them.

The Persian and the (tabular) Islamic calendar come from convertdate, Easter too; the
feasts of other calendars from holidays. The sighting of the moon may move an Eid by a day.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from neighbourhood.foundation.lazily import lazily
from neighbourhood.invitations.models import Occasion

if TYPE_CHECKING:
    import convertdate
    import holidays
else:
    convertdate, holidays = lazily("convertdate"), lazily("holidays")

_DAY = timedelta(days=1)
_FRIDAY = 4


def next_day(occasion: str, since: date) -> date | None:
    """Return the first day from `since` on when `occasion` is kept; None if no calendar says."""
    days_in = _DAYS.get(occasion)
    if days_in is None:
        return None
    coming = (day for year in range(since.year, since.year + 3) for day in sorted(days_in(year)))
    return next((day for day in coming if day >= since), None)


def _fixed(month: int, day: int) -> Callable[[int], Iterable[date]]:
    return lambda year: [date(year, month, day)]


def _eids(year: int) -> Iterable[date]:
    first = (year - 622) * 33 // 32
    feasts = [(hijri, *day) for hijri in range(first - 1, first + 3) for day in ((10, 1), (12, 10))]
    found = [date(*convertdate.islamic.to_gregorian(*feast)) for feast in feasts]
    return [day for day in found if day.year == year]


def _nowruz(year: int) -> Iterable[date]:
    return [date(*convertdate.persian.to_gregorian(year - 621, 1, 1))]


def _easter(year: int) -> Iterable[date]:
    return [date(*convertdate.holidays.easter(year))]


def _named(country: str, name: str, kind: str = "public") -> Callable[[int], Iterable[date]]:
    def days_in(year: int) -> Iterable[date]:
        calendar = holidays.country_holidays(
            country, years=(year - 1, year), language="en_US", categories=kind
        )
        named = {day for day, said in calendar.items() if name in said.split("; ")}
        # Of a feast of several days, the first.
        return [day for day in named if day.year == year and day - _DAY not in named]

    return days_in


def _on_the_eve(days_in: Callable[[int], Iterable[date]]) -> Callable[[int], Iterable[date]]:
    return lambda year: [day - _DAY for day in days_in(year)]


def _neighbours_day(year: int) -> Iterable[date]:
    # In France, the last Friday of May.
    last = date(year, 5, 31)
    return [last - timedelta(days=(last.weekday() - _FRIDAY) % 7)]


_DAYS: Mapping[str, Callable[[int], Iterable[date]]] = {
    Occasion.CHRISTMAS_EVE: _fixed(12, 24),
    Occasion.CHRISTMAS: _fixed(12, 25),
    Occasion.NEW_YEAR: _fixed(12, 31),
    Occasion.EID: _eids,
    Occasion.HANUKKAH: _on_the_eve(_named("IL", "Hanukkah", "school")),
    Occasion.PASSOVER: _on_the_eve(_named("IL", "Pesach")),
    Occasion.EASTER: _easter,
    Occasion.LUNAR_NEW_YEAR: _named("VN", "Lunar New Year"),
    Occasion.NOWRUZ: _nowruz,
    Occasion.DIWALI: _named("IN", "Diwali"),
    Occasion.NEIGHBOURS_DAY: _neighbours_day,
}
