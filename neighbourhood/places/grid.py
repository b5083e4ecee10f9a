"""The public grid: squares of about 100 m, none that stands for fewer than eleven doors.

Squares are the tiles of the usual web map, so that they never move. Sparse squares join a full
one nearby, or one another, within the smallest larger square that allows it. A home once given a
square keeps it.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

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
    """The addresses that one square stands for."""

    square: Square
    keys: tuple[int, ...]


Crowd: TypeAlias = defaultdict[Square, list[int]]
Count: TypeAlias = Callable[[Iterable[int]], int]


def square_at(lat: float, lon: float) -> Square:
    """Return the finest square that holds a point."""
    north = math.asinh(math.tan(math.radians(max(-MERCATOR_EDGE, min(MERCATOR_EDGE, lat)))))
    side = 2**FINEST
    x = int((lon + 180) / 360 * side)
    return Square(FINEST, x % side, int((1 - north / math.pi) / 2 * side))


def share_out(
    points: Mapping[int, tuple[float, float]],
    held: Mapping[int, Square] | None = None,
    doors: Mapping[int, Hashable | None] | None = None,
) -> list[Share]:
    """Give each point (lat, lon) of a quartier a square that stands for eleven doors or more.

    A point keeps the square that holds it already: were it moved when addresses are added, what
    was seen before and after would single out the few that moved with it. Where there are fewer
    than eleven doors, none gets a square: too few to hide among. `doors` says which points are one
    door, such as 12 and 12 bis; one whose door is None hides nobody.
    """
    count = _counting(points if doors is None else doors, alone=doors is None)
    if count(points) < FEWEST:
        return []
    sparse, full = _as_they_are(points, held or {})
    _settle(sparse, full, count)
    for zoom in range(FINEST - 1, COARSEST - 1, -1):
        sparse = _merge(sparse, full, zoom)
        _settle(sparse, full, count)
    for square, keys in sorted(sparse.items()):
        full[_nearest(square, full) if full else square].extend(keys)
    _refill(full, count)
    return [Share(square, tuple(sorted(keys))) for square, keys in sorted(full.items())]


def _counting(doors: Mapping[int, Hashable], *, alone: bool) -> Count:
    """Return what counts the doors of some points; each is one of its own when `alone`."""
    if alone:
        return lambda keys: sum(1 for _ in keys)
    return lambda keys: len({doors[key] for key in keys} - {None})


def _as_they_are(
    points: Mapping[int, tuple[float, float]], held: Mapping[int, Square]
) -> tuple[Crowd, Crowd]:
    """Return the points without a square, by the finest around them, and the others by theirs."""
    sparse, full = defaultdict[Square, list[int]](list), defaultdict[Square, list[int]](list)
    for key in sorted(points):
        if key in held:
            full[held[key]].append(key)
        else:
            sparse[square_at(*points[key])].append(key)
    return sparse, full


def _settle(sparse: Crowd, full: Crowd, count: Count) -> None:
    """Take the squares that are full, or were before."""
    for square in list(sparse):
        if square in full or count(sparse[square]) >= FEWEST:
            full[square].extend(sparse.pop(square))


def _refill(full: Crowd, count: Count) -> None:
    """Have a square that lost too many take all that the nearest stands for.

    Never the reverse: the few that are left, sent elsewhere together, would be recognised.
    """
    crowded = {square for square in full if count(full[square]) >= FEWEST}
    for square in sorted(full):
        while square in full and count(full[square]) < FEWEST:
            nearest = _nearest(square, crowded or full.keys() - {square})
            full[square].extend(full.pop(nearest))
            crowded.discard(nearest)


def _merge(sparse: Crowd, full: Crowd, zoom: int) -> Crowd:
    """Lend each sparse square to a full one of the same larger square, or grow it to that one."""
    hosts: defaultdict[Square, list[Square]] = defaultdict(list)
    for square in full:
        if square.zoom >= zoom:
            hosts[square.at(zoom)].append(square)
    grown: Crowd = defaultdict(list)
    for square, keys in sorted(sparse.items()):
        around = hosts.get(square.above)
        if around:
            full[_nearest(square, around)].extend(keys)
        else:
            grown[square.above].extend(keys)
    return grown


def _nearest(square: Square, others: Iterable[Square]) -> Square:
    return min(others, key=lambda other: (math.dist(square.middle, other.middle), other))
