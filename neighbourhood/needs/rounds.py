"""When needs go out: together, at hours known beforehand, never on the day they were approved.

Whoever knows that something happened next door looks for what appears that day. A need waits for
the next round of its town, and a round waits until it is of several needs; one that has waited for
the longest time goes out with those there are, shown with the town alone.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from neighbourhood.needs.areas import PERIOD, Ground, Part, Rule, Sight
from neighbourhood.needs.models import NeedKind

FEWEST_TOGETHER = 5
EVERY_DAY = frozenset(range(1, 8))
DAYS = frozenset({2, 5})
HOUR = 9
PARIS = ZoneInfo("Europe/Paris")


@dataclass(frozen=True, slots=True)
class Waits:
    """How long a need waits at least, and at most when there are few others."""

    soonest: timedelta
    longest: timedelta


USUAL = Waits(timedelta(hours=24), timedelta(days=14))
IN_A_CRISIS = Waits(timedelta(hours=12), timedelta(days=3))


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The hours of a town: ISO weekdays, the hour there; each day while a crisis lasts."""

    days: frozenset[int] = DAYS
    hour: int = HOUR
    zone: ZoneInfo = PARIS
    is_crisis: bool = False

    @property
    def waits(self) -> Waits:
        """How long needs wait."""
        return IN_A_CRISIS if self.is_crisis else USUAL

    def at_or_after(self, moment: datetime) -> datetime:
        """Return the first round that is not before `moment`."""
        return next(each for each in self._around(moment, range(-1, 9)) if each >= moment)

    def at_or_before(self, moment: datetime) -> datetime:
        """Return the last round that is not after `moment`."""
        return next(each for each in self._around(moment, range(1, -9, -1)) if each <= moment)

    def _around(self, moment: datetime, days: Iterable[int]) -> Iterable[datetime]:
        today = moment.astimezone(self.zone).date()
        kept = EVERY_DAY if self.is_crisis else self.days or DAYS
        for step in days:
            day = today + timedelta(days=step)
            if day.isoweekday() in kept:
                yield datetime.combine(day, time(self.hour), self.zone)

    def first_for(self, approved_at: datetime) -> datetime:
        """Return the first round in which a need may go out."""
        return self.at_or_after(approved_at + self.waits.soonest)

    def last_for(self, approved_at: datetime) -> datetime:
        """Return the round in which it goes out however few there are."""
        return self.at_or_after(approved_at + self.waits.longest)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A need that is approved and not published."""

    id: int
    kind: NeedKind
    quartier_id: int
    approved_at: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """A need that was published: everybody may know its kind, since when, and with which part."""

    kind: NeedKind
    part: Part
    published_at: datetime


@dataclass(frozen=True, slots=True)
class Placed:
    """A need that goes out now, with the part of the town it is shown with."""

    id: int
    part: Part


@dataclass(frozen=True, slots=True)
class Town:
    """What a round is decided by."""

    ground: Ground
    rule: Rule
    rhythm: Rhythm
    told: Sequence[Told] = ()

    def sight(self, kind: NeedKind, at: datetime, together: int = 1) -> Sight:
        """Return what everybody may know of the needs of one kind at a moment."""
        parts = [
            each.part for each in self.told if each.kind is kind and each.published_at > at - PERIOD
        ]
        return Sight(self.ground, kind, self.rule, parts, together)


def plan(
    town: Town, waiting: Iterable[Waiting], due: datetime, shuffled: Callable[[int], bytes]
) -> list[Placed]:
    """Return what goes out in the round that is due, in an order that says nothing; maybe nothing.

    `shuffled` gives each need its place in that order, by a key that nobody outside knows.
    """
    waits = town.rhythm.waits
    ready = [each for each in waiting if each.approved_at <= due - waits.soonest]
    going = _as_many_as_hide(town, ready, due)
    if len(going) >= FEWEST_TOGETHER:
        parts = _parts(town, going, due)
        placed = [Placed(each.id, _of(parts[each.kind], each.quartier_id)) for each in going]
    elif any(each.approved_at <= due - waits.longest for each in going):
        placed = [Placed(each.id, town.ground.whole) for each in going]
    else:
        return []
    return sorted(placed, key=lambda each: shuffled(each.id))


def _as_many_as_hide(town: Town, ready: Sequence[Waiting], due: datetime) -> list[Waiting]:
    """Return those that hide among the households of the town, who waited longest first."""
    taken: Counter[NeedKind] = Counter()
    most = {kind: town.sight(kind, due).most_together() for kind in {e.kind for e in ready}}
    going = []
    for each in sorted(ready, key=lambda each: (each.approved_at, each.id)):
        limit = most[each.kind]
        if limit is None or taken[each.kind] < limit:
            taken[each.kind] += 1
            going.append(each)
    return going


def _parts(
    town: Town, going: Sequence[Waiting], due: datetime
) -> Mapping[NeedKind, tuple[Part, ...]]:
    counts = Counter(each.kind for each in going)
    return {kind: town.sight(kind, due, count).parts() for kind, count in counts.items()}


def _of(parts: Iterable[Part], quartier_id: int) -> Part:
    return next(part for part in parts if quartier_id in part)
