"""A town that does not exist, lived in for some weeks, and what it publishes of its needs.

Its households are drawn from one seed. Those concerned by a kind of need are seen at the partner's
every twelve days or so; what some of these visits come to is a need. What is published goes through
the rule of the site itself, or without one of its protections.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from itertools import pairwise
from math import ceil

from neighbourhood.needs.areas import SHARES, Ground, Part, Rule, Sight
from neighbourhood.needs.bands import banded
from neighbourhood.needs.models import NeedKind
from neighbourhood.needs.rounds import USUAL, Placed, Rhythm, Told, Town, Waiting, plan

BEGIN = datetime(2027, 1, 4, tzinfo=UTC)
DAY = timedelta(days=1)
# Households of eight quartiers along a river: each touches the two beside it.
SIZES = (260, 420, 640, 900, 1200, 1500, 700, 340)
BETWEEN_VISITS = 12
LONGEST_WRITING = 3 * DAY
NEEDS_A_WEEK = 14
# More are concerned than the site declares: its shares are low on purpose.
TRULY = 1.4


@dataclass(frozen=True)
class Household:
    """What everybody knows of a household: where it lives, what concerns it, when it was seen."""

    id: int
    quartier_id: int
    visits: dict[NeedKind, list[datetime]] = field(compare=False)


@dataclass(frozen=True)
class Truth:
    """A need, and what nobody is to find out: whose it is, which visit it came from."""

    id: int
    kind: NeedKind
    household: Household
    visited_at: datetime
    approved_at: datetime
    cents: int


@dataclass(frozen=True)
class Shown:
    """What a snapshot has of a need: its filters are the quartiers under which it is found."""

    id: int
    kind: NeedKind
    filters: Part
    cents: int
    published_at: datetime
    rank: int


@dataclass(frozen=True)
class Protection:
    """What stands between a need and whoever looks for its household."""

    name: str
    place: str = "rule"
    in_rounds: bool = True
    shuffled: bool = True
    banded: bool = True


@dataclass(frozen=True)
class Population:
    """A town, those who live in it, and their needs."""

    ground: Ground
    households: Sequence[Household]
    needs: Sequence[Truth]
    weeks: int

    def concerned(self, kind: NeedKind, part: Part) -> Iterator[Household]:
        """Yield who may have a need of this kind, in a part of the town."""
        return (h for h in self.households if h.quartier_id in part and kind in h.visits)


def populate(seed: int, weeks: int) -> Population:
    """Draw a town and some weeks of its life."""
    dice = random.Random(seed)
    beside = {number: set() for number in range(len(SIZES))}
    for one, other in pairwise(range(len(SIZES))):
        beside[one].add(other)
        beside[other].add(one)
    ground = Ground(dict(enumerate(SIZES)), {k: frozenset(v) for k, v in beside.items()})
    households = []
    for quartier_id, size in enumerate(SIZES):
        households += _quartier(dice, quartier_id, size, len(households), weeks)
    return Population(ground, households, list(_needs(dice, households, weeks)), weeks)


def _quartier(dice, quartier_id, size, first, weeks) -> Iterator[Household]:
    counts = {kind: ceil(size * SHARES[kind] * TRULY / 100) for kind in NeedKind}
    chosen = {kind: set(dice.sample(range(size), count)) for kind, count in counts.items()}
    for number in range(size):
        kinds = [kind for kind in NeedKind if number in chosen[kind]]
        visits = {kind: _visits(dice, weeks) for kind in kinds}
        yield Household(first + number, quartier_id, visits)


def _visits(dice, weeks) -> list[datetime]:
    seen, moment = [], BEGIN - LONGEST_WRITING
    while moment < BEGIN + weeks * 7 * DAY:
        moment += dice.expovariate(1 / BETWEEN_VISITS) * DAY
        seen.append(moment)
    return seen


def _needs(dice, households, weeks) -> Iterator[Truth]:
    # A household has one need of a kind in this time, and whoever looks knows it.
    taken = set()
    while len(taken) < weeks * NEEDS_A_WEEK:
        household = dice.choice(households)
        kind = dice.choice(list(household.visits)) if household.visits else None
        if kind is None or (household.id, kind) in taken:
            continue
        visit = dice.choice(household.visits[kind])
        approved = visit + dice.random() * LONGEST_WRITING
        if BEGIN <= approved < BEGIN + weeks * 7 * DAY:
            taken.add((household.id, kind))
            cents = dice.randrange(40_00, 600_00)
            yield Truth(len(taken), kind, household, visit, approved, cents)


def publish(town: Population, protection: Protection) -> list[list[Shown]]:
    """Return what appears each time that something appears, in the order of the list."""
    truths = {need.id: need for need in town.needs}
    rounds = []
    for moment, placed in _appearing(town, protection):
        shown = []
        for rank, each in enumerate(placed):
            need = truths[each.id]
            cents = banded(need.cents) if protection.banded else need.cents
            shown.append(Shown(need.id, need.kind, each.part, cents, moment, rank))
        rounds.append(shown)
    return rounds


def _appearing(town, protection) -> Iterator[tuple[datetime, list[Placed]]]:
    waiting = sorted(town.needs, key=lambda need: need.approved_at)
    if not protection.in_rounds:
        told = []
        for need in waiting:
            known = Town(town.ground, Rule(), Rhythm(), told)
            part = _place(protection, known, need, need.approved_at)
            told.append(Told(need.kind, part, need.approved_at))
            yield need.approved_at, [Placed(need.id, part)]
        return
    yield from _rounds(town, protection, waiting)


def _rounds(town, protection, waiting) -> Iterator[tuple[datetime, list[Placed]]]:
    told, left = [], {need.id: need for need in waiting}
    due = Rhythm().at_or_after(BEGIN)
    while due < BEGIN + town.weeks * 7 * DAY + USUAL.longest:
        known = Town(town.ground, Rule(), Rhythm(), list(told))
        ready = [_as_waiting(need) for need in left.values()]
        going = plan(known, ready, due, _shuffled if protection.shuffled else _as_written)
        if protection.place != "rule":
            going = [Placed(e.id, _place(protection, known, left[e.id], due)) for e in going]
        told += [Told(left[each.id].kind, each.part, due) for each in going]
        for each in going:
            del left[each.id]
        if going:
            yield due, going
        due = Rhythm().at_or_after(due + timedelta(minutes=1))


def _as_waiting(need: Truth) -> Waiting:
    return Waiting(need.id, need.kind, need.household.quartier_id, need.approved_at)


def _place(protection: Protection, known: Town, need: Truth, moment: datetime) -> Part:
    here = need.household.quartier_id
    sight = known.sight(need.kind, moment)
    if protection.place == "rule":
        return sight.part_of(here)
    return naive(sight, here) if protection.place == "naive" else frozenset({here})


def naive(sight: Sight, here: int) -> Part:
    """Return what one would show at first thought: the quartier, or it and those beside it."""
    around = frozenset({here}) | sight.ground.beside[here]
    return next((p for p in (frozenset({here}), around) if sight.hides(p)), sight.ground.whole)


def _shuffled(need_id: int) -> bytes:
    return blake2b(b"a key that nobody knows" + need_id.to_bytes(8)).digest()


def _as_written(need_id: int) -> bytes:
    return need_id.to_bytes(8)
