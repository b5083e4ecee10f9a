"""What slices above show at the top of Solidarité, each declared where it belongs."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from neighbourhood.foundation.words.declaring import Register
from neighbourhood.residents.models.residents import Resident


@dataclass(frozen=True, slots=True)
class Shelf:
    """A few things above the needs: `template` draws the `lines`, when there are any."""

    code: str
    lines: Callable[[Resident], Sequence[Any]]
    template: str
    switch: str


SHELVES: Register[Shelf] = Register("shelf of Solidarité")


def filled(viewer: Resident, off: Collection[str]) -> list[tuple[str, Sequence[Any]]]:
    """Return the templates of the shelves that hold something for the viewer, with what it is."""
    offered = [shelf for shelf in SHELVES.values() if shelf.switch not in off]
    found = [(shelf.template, shelf.lines(viewer)) for shelf in offered]
    return [(template, lines) for template, lines in found if lines]
