"""Where words stand on a map: a name where it hides least, numbers never over a name or another.

And where squares do: each spot of ground belongs to one of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from neighbourhood.foundation.lazily import lazily

if TYPE_CHECKING:
    import numpy as np
    import shapely
    from shapely.geometry.base import BaseGeometry
else:
    np, shapely = lazily("numpy"), lazily("shapely")

# How wide a bold digit and a bold letter of Atkinson Hyperlegible are, how high their line, for a
# size of 1; and what is left free beside words, so that two numbers never read as one.
DIGIT_WIDTH = 0.65
LETTER_WIDTH = 0.58
LINE_HEIGHT = 1.3
GAP = 4
NUMBER_SIZE, SMALL_SIZE = 14, 11
# What is left of a square that smaller ones cover, to be a place of its own; else it gets one.
ENOUGH_LEFT = 0.2


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its middle, its width and its height, in the units of the map."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: "Box") -> bool:
        """Tell whether the two share any ground."""
        return (
            abs(self.x - other.x) * 2 < self.width + other.width
            and abs(self.y - other.y) * 2 < self.height + other.height
        )

    def is_within(self, width: float, height: float) -> bool:
        """Tell whether all of it lies on a map of that size."""
        across, down = self.width / 2, self.height / 2
        return across <= self.x <= width - across and down <= self.y <= height - down


def box_of(words: str, spot: tuple[float, float], size: float) -> Box:
    """Return the room that `words` take around `spot`, written in letters of `size`."""
    letter = DIGIT_WIDTH if words.isdigit() else LETTER_WIDTH
    return Box(*spot, len(words) * size * letter + GAP, size * LINE_HEIGHT)


def is_small(number: Box) -> bool:
    """Tell whether a number is written in the smaller of the two sizes."""
    return number.height < NUMBER_SIZE * LINE_HEIGHT


def least_hiding(
    candidates: Sequence[Box], numbers: Iterable[Sequence[Box]], taken: Sequence[Box]
) -> Box:
    """Return the first candidate that leaves a place to most numbers, if possible their best one.

    `numbers` are the places that each may take, best first; a free candidate meets none of `taken`.
    """
    free = [box for box in candidates if not any(box.meets(other) for other in taken)]
    tried = free or list(candidates)
    cost = np.zeros(len(tried))
    here = _as_rows(tried)
    for places in numbers:
        there = _as_rows(places)
        if _meetings(_hull(here), _hull(there)).any():
            hidden = _meetings(here, there)
            cost += hidden.argmin(axis=1) + 1000 * hidden.all(axis=1)
    return tried[int(cost.argmin())]


def _as_rows(boxes: Sequence[Box]) -> "np.ndarray":
    return np.array([(box.x, box.y, box.width, box.height) for box in boxes], dtype=float)


def _hull(boxes: "np.ndarray") -> "np.ndarray":
    """Return the one box around all."""
    low = (boxes[:, :2] - boxes[:, 2:] / 2).min(axis=0)
    high = (boxes[:, :2] + boxes[:, 2:] / 2).max(axis=0)
    return np.concatenate([(low + high) / 2, high - low])[None, :]


def _meetings(here: "np.ndarray", there: "np.ndarray") -> "np.ndarray":
    """Return, row by row, which boxes of `there` each box of `here` meets."""
    apart = np.abs(here[:, None, :2] - there[None, :, :2]) * 2
    met: np.ndarray = (apart < here[:, None, 2:] + there[None, :, 2:]).all(axis=2)
    return met


def place_names(
    names: Mapping[str, Sequence[Box]], numbers: Sequence[Sequence[Box]]
) -> dict[str, Box]:
    """Choose for each name one of its places."""
    placed: dict[str, Box] = {}
    for name, places in names.items():
        placed[name] = least_hiding(places, numbers, list(placed.values()))
    return placed


def that_fit(numbers: Mapping[int, Sequence[Box]], taken: Iterable[Box]) -> dict[int, Box]:
    """Give each number, first come first served, its best place that meets nothing written."""
    standing, kept = list(taken), dict[int, Box]()
    for key, places in numbers.items():
        for box in places:
            if not any(box.meets(other) for other in standing):
                standing.append(box)
                kept[key] = box
                break
    return kept


def apart(squares: Mapping[int, Box]) -> "dict[int, BaseGeometry]":
    """Return the ground of each square, none of it twice.

    The smaller ones come first; a larger one that they cover has half of the largest of them.
    """
    boxes = _side_by_side(squares)
    parts: dict[int, BaseGeometry] = {}
    for key in sorted(boxes, key=lambda key: (boxes[key].area, key)):
        whole = boxes[key]
        near = [part for part in parts.values() if part.intersects(whole)]
        left = whole.difference(shapely.union_all(near))
        if left.area < ENOUGH_LEFT * whole.area:
            left = _half_of_another(whole, parts)
        parts[key] = left
    return {key: parts[key] for key in squares}


def _half_of_another(whole: "BaseGeometry", parts: "dict[int, BaseGeometry]") -> "BaseGeometry":
    """Take from the part that lies most upon `whole` its right half, or its lower one."""
    most = max(parts, key=lambda key: (parts[key].intersection(whole).area, -key))
    west, north, east, south = parts[most].bounds
    x, y = (west + east) / 2, (north + south) / 2
    wide = east - west >= south - north
    half = shapely.box(x, north, east, south) if wide else shapely.box(west, y, east, south)
    taken = parts[most].intersection(half)
    parts[most] = parts[most].difference(half)
    return taken


def _side_by_side(squares: Mapping[int, Box]) -> "dict[int, BaseGeometry]":
    """Return the squares as shapes; quartiers on both sides of a border share one in halves."""
    alike = defaultdict[Box, list[int]](list)
    for key in sorted(squares):
        alike[squares[key]].append(key)
    return {
        key: _strip(square, rank, len(keys))
        for square, keys in alike.items()
        for rank, key in enumerate(keys)
    }


def _strip(square: Box, rank: int, count: int) -> "BaseGeometry":
    wide, left = square.width / count, square.x - square.width / 2
    top, low = square.y - square.height / 2, square.y + square.height / 2
    return shapely.box(left + rank * wide, top, left + (rank + 1) * wide, low)


def places_in(ground: "BaseGeometry", words: str) -> list[Box]:
    """Return where a number may stand on the ground of its square, best first: in its middle."""
    places = [
        box for size in (NUMBER_SIZE, SMALL_SIZE) for box in _inside(ground, words, size)
    ]  # fmt: skip
    if places:
        return places
    largest = max(shapely.get_parts(ground), key=lambda part: part.area)
    inside = shapely.get_point(shapely.maximum_inscribed_circle(largest, 1), 0)
    return [box_of(words, (inside.x, inside.y), SMALL_SIZE)]


def _inside(ground: "BaseGeometry", words: str, size: float) -> list[Box]:
    middle = box_of(words, (ground.centroid.x, ground.centroid.y), size)
    west, north, east, south = ground.bounds
    across, down = (east - west - middle.width) / 2, (south - north - middle.height) / 2
    # Half a unit: squares are drawn on whole ones, and beside a border less is hidden than seen.
    if min(across, down) < -0.5:
        return []
    spots = [
        ((west + east) / 2 + x * max(across, 0), (north + south) / 2 + y * max(down, 0))
        for x, y in product((0, -1, 1), repeat=2)
    ]
    boxes = [middle, *(box_of(words, spot, size) for spot in spots)]
    shapes = [_strip(box, 0, 1) for box in boxes]
    held = ground.buffer(0.6, join_style="mitre").contains(shapes)
    kept = [box for box, is_held in zip(boxes, held, strict=True) if is_held]
    return sorted(kept, key=lambda box: (box.x - middle.x) ** 2 + (box.y - middle.y) ** 2)
