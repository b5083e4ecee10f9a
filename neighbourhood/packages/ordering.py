"""The order in which what was given to a package goes to needs: published, and nobody's choice.

1. The most urgent needs first.
2. Among them, those that have waited for the most whole weeks since they were published.
3. Among these, each quartier in its turn: the one that has received the least for each euro that
   it misses, what it receives in this round included. It is the part of the town that neighbours
   read of a need; needs shown with the whole town are one more.
4. Within a quartier the need published first, then the one whose fund was opened first. Between
   quartiers that have received as little as each other, the same.

Each need receives all that it misses, one after the other; the last one receives what is left. It
must not miss less than 1 € afterwards, which nobody could give: what would leave it so waits.
Nothing here asks the clock, the database or chance: the same round always gives the same shares.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby

from neighbourhood.funding.policies import SMALLEST_CENTS, may_end_at

WEEK_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One need as a round sees it: the higher `urgency`, the sooner; cents nobody pays for yet."""

    fund_id: int
    urgency: int
    published: date
    part_id: int
    missing_cents: int


def share(
    pool_cents: int, needs: Iterable[Waiting], given: Mapping[int, int], today: date
) -> list[tuple[int, int]]:
    """Return (fund, cents) in the order in which `pool_cents` goes to `needs`.

    `given` is what each quartier has received so far, in cents. All that is shared out is at most
    the pool, and no need receives more than it misses.
    """
    shares: list[tuple[int, int]] = []
    left = pool_cents
    for need in in_order(needs, given, today):
        cents = _part_of(left, need.missing_cents)
        if cents > 0:
            shares.append((need.fund_id, cents))
        if cents < need.missing_cents:
            break
        left -= cents
    return shares


def in_order(needs: Iterable[Waiting], given: Mapping[int, int], today: date) -> Iterator[Waiting]:
    """Yield needs as they are served, each of them in full."""
    there = [need for need in needs if need.missing_cents > 0]
    received, missing = Counter(given), Counter[int]()
    for need in there:
        missing[need.part_id] += need.missing_cents
    # Sorted once by all that does not change from one need to the next: groups and queues follow.
    there.sort(key=lambda need: (*_class_of(need, today), need.published, need.fund_id))
    for _class, among in groupby(there, key=lambda need: _class_of(need, today)):
        queues: dict[int, list[Waiting]] = defaultdict(list)
        for need in among:
            queues[need.part_id].append(need)
        while queues:
            need = min((queue[0] for queue in queues.values()), key=_turn(received, missing))
            yield need
            received[need.part_id] += need.missing_cents
            missing[need.part_id] -= need.missing_cents
            queues[need.part_id].pop(0)
            if not queues[need.part_id]:
                del queues[need.part_id]


def _class_of(need: Waiting, today: date) -> tuple[int, int]:
    return -need.urgency, -((today - need.published).days // WEEK_DAYS)


Turn = tuple[Fraction, date, int]


def _turn(received: Mapping[int, int], missing: Mapping[int, int]) -> Callable[[Waiting], Turn]:
    def key(need: Waiting) -> Turn:
        per_euro = Fraction(received[need.part_id], missing[need.part_id])
        return per_euro, need.published, need.fund_id

    return key


def _part_of(left_cents: int, missing_cents: int) -> int:
    """Return how much of what is left a need receives: all it misses, or no crumbs behind it."""
    if left_cents >= missing_cents:
        return missing_cents
    if may_end_at(missing_cents, left_cents):
        return left_cents
    return max(missing_cents - SMALLEST_CENTS, 0)
