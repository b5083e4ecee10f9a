"""Figures that anybody may read: what is counted of few is not told, nor what gives it away.

The rules are those that INSEE publishes for its own tables. A cell is of few when fewer than k
people gave it (11, as for households), or when one of them gave more than 85 % of it: (1, 85)
dominance. It says only that. A total lets one subtract: it is told when every cell is, or when
whatever is hidden may still be anything from nothing to k - 1, and is itself of many.
A town may ask for more than the site does, never for less.
"""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from neighbourhood.places.grid import FEWEST
from neighbourhood.places.models import Municipality

C = TypeVar("C")
Givers = Mapping[Hashable, int]
LARGEST_PART = 85


@dataclass(frozen=True, slots=True)
class Rule:
    """From how many people on a cell is told, and which part of it one may have given at most."""

    fewest: int = FEWEST
    dominance: int = LARGEST_PART

    def allows(self, count: int, givers: Givers | None) -> bool:
        """Tell whether a cell may be told; without givers, each thing counted is somebody’s."""
        if givers is None:
            return count >= self.fewest
        enough = count >= self.fewest and len(givers) >= self.fewest
        return enough and max(givers.values()) * 100 <= self.dominance * count

    def hides_well(self, counts: Mapping[C, int], givers: Mapping[C, Givers] | None) -> bool:
        """Tell whether a total gives nothing away of the cells that the rule hides."""
        hidden = [cell for cell, n in counts.items() if not self.allows(n, _of(givers, cell))]
        if not hidden:
            return True
        rest = sum(counts[cell] for cell in hidden)
        most = self.fewest - 1
        together: Counter[Hashable] = Counter()
        for cell in hidden:
            together.update(_of(givers, cell) or {})
        many = self.allows(rest, together if givers is not None else None)
        return many and rest <= most * (len(hidden) - 1)


SITE = Rule()


@dataclass(frozen=True, slots=True)
class Table(Generic[C]):
    """What is told of some figures: None for a cell of few, and for a total that would tell it.

    `at_least` is the sum of what is told: it says no more than its cells.
    """

    cells: Mapping[C, int | None]
    total: int | None
    at_least: int


def rule_of(town: Municipality) -> Rule:
    """Return the rule of a town: never below that of the site."""
    return Rule(max(town.fewest, SITE.fewest), min(town.dominance, SITE.dominance))


def protected(
    counts: Mapping[C, int], rule: Rule = SITE, givers: Mapping[C, Givers] | None = None
) -> Table[C]:
    """Return what may be told of `counts`, every cell of which is there, those of nobody too.

    `givers` says for each cell how much of it each person gave, where one may give several.
    """
    cells = {
        cell: count if rule.allows(count, _of(givers, cell)) else None
        for cell, count in counts.items()
    }
    told = sum(count for count in cells.values() if count is not None)
    # By the rule of the site too: it may have been that of the town before.
    total_is_safe = rule.hides_well(counts, givers) and SITE.hides_well(counts, givers)
    return Table(cells, sum(counts.values()) if total_is_safe else None, told)


def _of(givers: Mapping[C, Givers] | None, cell: C) -> Givers | None:
    return None if givers is None else givers.get(cell, {})
