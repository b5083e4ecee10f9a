"""Figures that anybody may read: what is counted of few is not told, nor what gives it away.

A cell of fewer than `FEWEST` says only that. A total lets one subtract: it is told when every cell
is, or when whatever is hidden may still be anything from nothing to `FEWEST - 1`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from neighbourhood.places.grid import FEWEST

C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Table(Generic[C]):
    """What is told of some figures: None for a cell of few, and for a total that would tell it.

    `at_least` is the sum of what is told: it says no more than its cells.
    """

    cells: Mapping[C, int | None]
    total: int | None
    at_least: int


def protected(counts: Mapping[C, int]) -> Table[C]:
    """Return what may be told of `counts`, every cell of which is there, those of nobody too."""
    cells = {cell: count if count >= FEWEST else None for cell, count in counts.items()}
    told = sum(count for count in cells.values() if count is not None)
    hidden = [cell for cell, count in cells.items() if count is None]
    rest = sum(counts[cell] for cell in hidden)
    total = told + rest if not hidden or _tells_nothing(rest, len(hidden)) else None
    return Table(cells, total, told)


def _tells_nothing(rest: int, hidden: int) -> bool:
    """Tell whether each of so many hidden cells may be any small number, given their sum."""
    most = FEWEST - 1
    return FEWEST <= rest <= most * (hidden - 1)
