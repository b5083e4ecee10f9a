"""How well two notices go together: a sum of a few reasons, each of which can be said."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from math import cos, hypot, log, radians

from neighbourhood.exchanges.matching.ideas import ideas_in, is_named
from neighbourhood.exchanges.matching.related import WIDE, related
from neighbourhood.exchanges.particulars import in_week
from neighbourhood.foundation.words.search import normalise

# What each reason weighs: chosen on one half of tests/benchmarks/matching_pairs.txt.
SAME_WORD, SAME_IDEA = 1.0, 2.0
SAME_CATEGORY, NEAR_CATEGORY = 4.0, 2.0
SAME_MOMENT = 0.3
SAME_LANGUAGE = 0.5
SAME_SQUARE, NEXT_SQUARE, SAME_QUARTIER = 0.6, 0.45, 0.3
FRESH = 0.2
# Below, two notices have too little in common for anybody to be shown one beside the other.
ENOUGH = 4.0
# A word that half of a handful say is no more common than that.
FEWEST_COMPARED = 30
_MONTH = timedelta(days=30)
_METRES_A_DEGREE = 111_320


@dataclass(frozen=True, slots=True)
class Square:
    """A square of the public grid: its middle and its side."""

    id: int
    lat: float
    lon: float
    size_m: int

    def touches(self, other: "Square") -> bool:
        """Tell whether the other square is one of the eight around."""
        east = (self.lon - other.lon) * cos(radians(self.lat))
        apart = hypot(self.lat - other.lat, east) * _METRES_A_DEGREE
        return apart < 1.5 * max(self.size_m, other.size_m)


@dataclass(frozen=True, slots=True)
class Profile:
    """What counts of a notice: what it speaks of, its category, when, where on the public grid."""

    card_id: int
    category: str
    title: str
    ideas: frozenset[str]
    moments: frozenset[str]
    quartier_id: int | None
    square: Square | None
    created_at: datetime
    # Ticked by its author: parts of the week, and languages beside French.
    parts: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Match:
    """One notice beside another: how well they go together, and by which of their ideas."""

    other: Profile
    score: float
    ideas: tuple[str, ...]
    moments: tuple[str, ...]
    is_same_category: bool
    is_near_category: bool
    parts: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


def best(notice: Profile, others: Iterable[Profile], now: datetime, most: int) -> list[Match]:
    """Return the notices that go best with one, the best first."""
    pool = list(others)
    weigh = rarity(pool)
    found = (match(notice, other, weigh, now) for other in pool)
    enough = [one for one in found if one.score >= ENOUGH]
    in_order = sorted(enough, key=lambda one: (-one.score, -one.other.card_id))
    chosen = (_chosen(notice, one) for one in in_order)
    return list(islice(filter(None, chosen), most))


def _chosen(notice: Profile, one: Match) -> Match | None:
    """Return a match with the ideas that can be told; nothing when they are not enough.

    A bare word counts as told when it stands in a title. In one and the same category, unless it
    is a wide one, nothing more is needed; in a like one an idea is; in any other one, an idea that
    is in the title of the other notice.
    """
    other = ideas_in(normalise(one.other.title))
    titles = other | ideas_in(normalise(notice.title))
    told = tuple(idea for idea in one.ideas if is_named(idea) or idea in titles)
    if one.is_same_category and notice.category not in WIDE:
        return replace(one, ideas=told)
    alike = one.is_same_category or one.is_near_category
    return replace(one, ideas=told) if (told if alike else other.intersection(told)) else None


def rarity(pool: list[Profile]) -> Callable[[str], float]:
    """Return what tells how much it means that two notices share an idea: more, if few have it."""
    having = Counter(idea for one in pool for idea in one.ideas)
    size = max(len(pool), FEWEST_COMPARED)
    return lambda idea: log((size + 1) / (having[idea] + 0.5))


def match(notice: Profile, other: Profile, weigh: Callable[[str], float], now: datetime) -> Match:
    """Weigh two notices."""
    shared = notice.ideas & other.ideas
    weights = {idea: _weight(idea) * weigh(idea) for idea in shared}
    same = notice.category == other.category and bool(related(notice.category))
    near = other.category in related(notice.category)
    moments = notice.moments & other.moments
    parts, languages = notice.parts & other.parts, notice.languages & other.languages
    score = sum(weights.values()) + SAME_MOMENT * bool(moments or parts)
    score += SAME_LANGUAGE * bool(languages)
    score += SAME_CATEGORY if same else NEAR_CATEGORY if near else 0
    age = min((now - other.created_at) / _MONTH, 1)
    # Nearness and freshness decide between those that have something in common.
    score += (_nearness(notice, other) + FRESH * (1 - age)) if shared or near else 0
    ideas = tuple(sorted(shared, key=lambda idea: (-weights[idea], idea)))
    return Match(
        other=other,
        score=score,
        ideas=ideas,
        moments=tuple(sorted(moments)),
        is_same_category=same,
        is_near_category=near and not same,
        parts=tuple(in_week(parts)),
        languages=tuple(sorted(languages)),
    )


def _weight(idea: str) -> float:
    return SAME_IDEA if is_named(idea) else SAME_WORD


def _nearness(notice: Profile, other: Profile) -> float:
    one, two = notice.square, other.square
    if one and two and one.id == two.id:
        return SAME_SQUARE
    if one and two and one.touches(two):
        return NEXT_SQUARE
    return SAME_QUARTIER if notice.quartier_id == other.quartier_id else 0
