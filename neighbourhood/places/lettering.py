"""Where words stand on a map: a name where it hides least, numbers never over a name or another.

And where squares do: each spot of ground belongs to one of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from neighbourhood.foundation.lazily import lazily

if TYPE_CHECKING:
    import shapely
    from shapely.geometry.base import BaseGeometry
else:
    shapely = lazily("shapely")

# How wide a bold letter of Atkinson Hyperlegible is, and how high its line, for a size of 1.
LETTER_WIDTH = 0.58
LINE_HEIGHT = 1.1
# What is left of a square that smaller ones cover, to be a place of its own; else it gets one.
ENOUGH_LEFT, PLACE = 0.2, 18


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
    return Box(*spot, len(words) * size * LETTER_WIDTH, size * LINE_HEIGHT)


def least_hiding(candidates: Sequence[Box], below: Sequence[Box], taken: Sequence[Box]) -> Box:
    """Return the candidate that hides fewest of `below`, if possible none of `taken`."""
    free = [box for box in candidates if not any(box.meets(other) for other in taken)]
    return min(free or candidates, key=lambda box: sum(box.meets(other) for other in below))


def that_fit(boxes: Iterable[Box], taken: Iterable[Box]) -> set[Box]:
    """Return those of `boxes`, first come first served, that meet no other and none of `taken`."""
    standing, kept = list(taken), set[Box]()
    for box in boxes:
        if not any(box.meets(other) for other in standing):
            standing.append(box)
            kept.add(box)
    return kept


def apart(squares: Mapping[int, Box]) -> "dict[int, BaseGeometry]":
    """Return the ground of each square, none of it twice.

    The smaller ones come first; a larger one that they cover has a place in its middle.
    """
    boxes = _side_by_side(squares)
    parts: dict[int, BaseGeometry] = {}
    for key in sorted(boxes, key=lambda key: (boxes[key].area, key)):
        whole = boxes[key]
        left = whole.difference(shapely.union_all(list(parts.values())))
        if left.area < ENOUGH_LEFT * whole.area:
            left = whole.centroid.buffer(PLACE / 2, cap_style="square")
            parts = {other: part.difference(left) for other, part in parts.items()}
        parts[key] = left
    return {key: parts[key] for key in squares}


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


def number_in(ground: "BaseGeometry", words: str, size: float) -> Box:
    """Return where a number stands on the ground of its square: in the middle of what there is."""
    middle = box_of(words, (ground.centroid.x, ground.centroid.y), size)
    if ground.buffer(size * 0.2).contains(_strip(middle, 0, 1)):
        return middle
    largest = max(shapely.get_parts(ground), key=lambda part: part.area)
    inside = shapely.get_point(shapely.maximum_inscribed_circle(largest, 1), 0)
    return box_of(words, (inside.x, inside.y), size)
