"""Where words stand on a map: a name where it hides least, numbers never over a name or another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# How wide a bold letter of Atkinson Hyperlegible is, and how high its line, for a size of 1.
LETTER_WIDTH = 0.58
LINE_HEIGHT = 1.1


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
