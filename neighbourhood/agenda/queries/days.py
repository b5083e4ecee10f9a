"""What is held on days, as its reader may know it: of all slices that declare something."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from neighbourhood.agenda.models.addresses import GROUPS, MINE, QUARTIER, TOWN
from neighbourhood.agenda.months import A_DAY, Month, begins
from neighbourhood.feed.circles import is_circle
from neighbourhood.feed.happenings import HAPPENINGS, Happening
from neighbourhood.feed.reaches import OPEN
from neighbourhood.foundation import settings
from neighbourhood.foundation.errors import Missing
from neighbourhood.residents.models.residents import Resident

_MOST_DAYS = 60
# Somebody who goes home at two in the morning was out on one day.
_NIGHT = timedelta(hours=5)


def in_month(viewer: Resident, month: Month, whose: str = TOWN) -> list[Happening]:
    """Return what `viewer` may read of a month, in order."""
    return between(viewer, month.first, month.last + A_DAY, [whose])


def between(
    viewer: Resident, first: date, last: date, shows: Iterable[str] = (TOWN,)
) -> list[Happening]:
    """Return what is held from one day to before another, of some of what `viewer` may read."""
    clocks = settings.current().time_zone
    start, end = begins(first, clocks), begins(last, clocks)
    wanted = list(shows)
    found = (
        one
        for source in HAPPENINGS.values()
        if source.switch not in viewer.switched_off
        for one in source.between(viewer, start, end)
        if any(_shown_by(choice, viewer, one) for choice in wanted)
    )
    return sorted(found, key=in_order)


def _shown_by(choice: str, viewer: Resident, one: Happening) -> bool:
    if is_circle(choice):
        return one.reach == choice
    return choice in _IS and _IS[choice](viewer, one)


_IS: Mapping[str, Callable[[Resident, Happening], bool]] = {
    MINE: lambda _viewer, one: one.mine,
    GROUPS: lambda _viewer, one: is_circle(one.reach),
    QUARTIER: lambda viewer, one: one.quartier_id == viewer.quartier_id,
    TOWN: lambda _viewer, _one: True,
}


def in_order(one: Happening) -> tuple[datetime, str, int]:
    """Tell where a thing stands among others: what lasts all day comes first."""
    return moment_of(one.starts), one.code, one.number


def moment_of(when: date) -> datetime:
    """Return a moment, or that at which a day begins."""
    if isinstance(when, datetime):
        return when
    return begins(when, settings.current().time_zone)


def by_day(those: Sequence[Happening], first: date, last: date) -> dict[date, list[Happening]]:
    """Return what is held on each day from `first` to `last`; only days with something."""
    held: dict[date, list[Happening]] = {}
    for one in those:
        for day in days_of(one):
            if first <= day <= last:
                held.setdefault(day, []).append(one)
    return dict(sorted(held.items()))


def days_of(one: Happening) -> list[date]:
    """Return the days on which a thing is held, on the clocks of the town."""
    clocks = settings.current().time_zone
    if isinstance(one.starts, datetime):
        first = one.starts.astimezone(clocks).date()
        end = one.ends - _NIGHT if one.ends - one.starts > _NIGHT else one.starts
        last = max(first, end.astimezone(clocks).date())  # type: ignore[attr-defined]
    else:
        first, last = one.starts, max(one.starts, one.ends - A_DAY)
    return [first + A_DAY * at for at in range(min((last - first).days + 1, _MOST_DAYS))]


def to_pin_up(those: Iterable[Happening], whose: str) -> list[Happening]:
    """Return what a paper in a hall may say: held in public, for all who live near, and held.

    Nobody’s table, and nothing that a few keep to themselves, but on the paper of those few.
    """
    for_few = whose in (MINE, GROUPS)
    open_to_all = (one for one in those if one.in_public and (for_few or one.reach in OPEN))
    return [one for one in open_to_all if not one.is_cancelled]


def find(viewer: Resident, code: str, number: int) -> Happening:
    """Return one thing that `viewer` may read; `Missing` for any other."""
    source = HAPPENINGS.get(code)
    if source is None or source.switch in viewer.switched_off:
        raise Missing
    found = source.find(viewer, number)
    if found is None:
        raise Missing
    return found
