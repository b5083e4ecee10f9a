"""Gifts are told in batches: no figure of a town ever moves by what fewer than its rule asks gave.

A figure that follows each gift tells the minute and the amount of that gift. So gifts are counted
in the order of the ledger, and what is told moves only when those that came since make a figure
that might be told by itself: of k people or more (11), none of whom gave more than 85 % of it (see
`places/thresholds`). What differs between any two readings is a sum of whole batches. Whole batches
are rounded down to ten euros as well, for whoever knows all gifts of a batch but one.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from neighbourhood.places.thresholds import Rule

CENTS_STEP = 1_000
PEOPLE_STEP = 5
# In cents: 100 €, 250 €, 500 €, 1 000 € and on.
FIRST_STEPS = (10_000, 25_000, 50_000)
MOST_TENFOLDS = 8
STEPS: tuple[int, ...] = tuple(
    step * 10**times for times in range(MOST_TENFOLDS) for step in FIRST_STEPS
)


@dataclass(frozen=True, slots=True)
class Move:
    """What one transfer brought to a town, in cents; less than nothing for what went back.

    `who` tells people apart and is shown to nobody; None for money of no single gift.
    """

    number: int
    mark: str
    moment: datetime
    who: Hashable | None
    cents: int


@dataclass(frozen=True, slots=True)
class Batch:
    """What came up to the transfer `number`, from these people."""

    number: int
    mark: str
    moment: datetime
    cents: int
    givers: frozenset[Hashable]


@dataclass(frozen=True, slots=True)
class Told:
    """All batches together: the sum, from whom, by month, and when each step was reached."""

    until: int = 0
    mark: str = ""
    cents: int = 0
    givers: frozenset[Hashable] = frozenset()
    months: Mapping[date, int] = field(default_factory=lambda: MappingProxyType({}))
    reached: tuple[tuple[int, date], ...] = ()


NOTHING = Told()


def batches(moves: Iterable[Move], rule: Rule) -> Iterator[Batch]:
    """Yield the batches that `moves` make, in order; what is left over waits for more."""
    cents, gave = 0, dict[Hashable, int]()
    for move in moves:
        cents += move.cents
        if move.who is not None and move.cents > 0:
            gave[move.who] = gave.get(move.who, 0) + move.cents
        if gave and rule.allows(sum(gave.values()), gave):
            yield Batch(move.number, move.mark, move.moment, cents, frozenset(gave))
            cents, gave = 0, {}


def tell(before: Told, moves: Iterable[Move], rule: Rule, zone: ZoneInfo) -> Told:
    """Return what is told once `moves`, all after `before.until`, are counted too."""
    made = list(batches(moves, rule))
    if not made:
        return before
    cents, months, reached = before.cents, dict(before.months), list(before.reached)
    for batch in made:
        cents += batch.cents
        day = batch.moment.astimezone(zone).date()
        month = day.replace(day=1)
        months[month] = months.get(month, 0) + batch.cents
        # A step that was reached stays reached, whatever goes back later; none before a lower one.
        since = max([day, *(when for _step, when in reached[-1:])])
        reached += [(step, since) for step in STEPS[len(reached) :] if step <= cents]
    return Told(
        until=made[-1].number,
        mark=made[-1].mark,
        cents=cents,
        givers=before.givers.union(*(batch.givers for batch in made)),
        months=MappingProxyType(months),
        reached=tuple(reached),
    )


def down(number: int, step: int) -> int:
    """Round down to whole steps, never below nothing."""
    return max(number, 0) // step * step


def next_step(cents: int) -> int:
    """Return the first step that is not reached, in cents."""
    return next((step for step in STEPS if step > cents), STEPS[-1])
