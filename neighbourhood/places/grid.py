"""The public grid: squares of about 100 m, none that stands for fewer than eleven addresses.

Squares are the tiles of the usual web map, so that they never move. Sparse squares join a full
one nearby, or one another, within the smallest larger square that allows it.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

FEWEST = 11
FINEST, COARSEST = 18, 10
EQUATOR_METRES = 40_075_016.686
MERCATOR_EDGE = 85.05


class Square(NamedTuple):
    """A tile of the web map."""

    zoom: int
    x: int
    y: int

    @property
    def above(self) -> "Square":
        """The tile four times larger that holds it."""
        return Square(self.zoom - 1, self.x // 2, self.y // 2)

    def at(self, zoom: int) -> "Square":
        """Return the tile of a coarser zoom that holds it."""
        return Square(zoom, self.x >> (self.zoom - zoom), self.y >> (self.zoom - zoom))

    @property
    def middle(self) -> tuple[float, float]:
        """Where its centre lies across the whole map, from 0 to 1."""
        return (self.x + 0.5) / 2**self.zoom, (self.y + 0.5) / 2**self.zoom

    @property
    def centre(self) -> tuple[float, float]:
        """Latitude and longitude of its centre."""
        across, down = self.middle
        lat = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * down))))
        return lat, across * 360 - 180

    @property
    def size_m(self) -> int:
        """Length of its side on the ground."""
        parallel = EQUATOR_METRES * math.cos(math.radians(self.centre[0]))
        return round(parallel / float(1 << self.zoom))


@dataclass(frozen=True)
class Share:
    """The addresses that one square stands for; no square when they are too few to hide."""

    square: Square | None
    keys: tuple[int, ...]


def square_at(lat: float, lon: float) -> Square:
    """Return the finest square that holds a point."""
    north = math.asinh(math.tan(math.radians(max(-MERCATOR_EDGE, min(MERCATOR_EDGE, lat)))))
    side = 2**FINEST
    x = int((lon + 180) / 360 * side)
    return Square(FINEST, x % side, int((1 - north / math.pi) / 2 * side))


def share_out(points: Mapping[int, tuple[float, float]]) -> list[Share]:
    """Give each point (lat, lon) of a quartier a square that it shares with ten others or more."""
    sparse: dict[Square, list[int]] = defaultdict(list)
    for key in sorted(points):
        sparse[square_at(*points[key])].append(key)
    full = _take_full(sparse)
    for zoom in range(FINEST - 1, COARSEST - 1, -1):
        sparse = _merge(sparse, full, zoom)
        full |= _take_full(sparse)
    for square, keys in sorted(sparse.items()):
        if not full:
            return [Share(None, tuple(sorted(points)))]
        full[_nearest(square, full)].extend(keys)
    return [Share(square, tuple(sorted(keys))) for square, keys in sorted(full.items())]


def _take_full(sparse: dict[Square, list[int]]) -> dict[Square, list[int]]:
    full = {square: keys for square, keys in sparse.items() if len(keys) >= FEWEST}
    for square in full:
        del sparse[square]
    return full


def _merge(
    sparse: Mapping[Square, list[int]],
    full: dict[Square, list[int]],
    zoom: int,
) -> dict[Square, list[int]]:
    """Lend each sparse square to a full one of the same larger square, or grow it to that one."""
    hosts: dict[Square, list[Square]] = defaultdict(list)
    for square in full:
        hosts[square.at(zoom)].append(square)
    grown: dict[Square, list[int]] = defaultdict(list)
    for square, keys in sorted(sparse.items()):
        around = hosts.get(square.above)
        if around:
            full[_nearest(square, around)].extend(keys)
        else:
            grown[square.above].extend(keys)
    return grown


def _nearest(square: Square, others: Iterable[Square]) -> Square:
    return min(others, key=lambda other: (math.dist(square.middle, other.middle), other))
