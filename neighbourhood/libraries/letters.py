"""Labels for tools: sheets of A4, each label a square to scan, a code to type and a title."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from neighbourhood.foundation.outside import paper
from neighbourhood.foundation.outside.paper import write

if TYPE_CHECKING:
    import fpdf

# Millimetres: three columns of eight labels, as the usual sheets of stickers have them.
COLUMNS, ROWS = 3, 8
WIDTH, HEIGHT = 63.5, 33.9
LEFT, TOP, BETWEEN = 7.2, 12.9, 2.5
SIDE, INSIDE = 25.0, 3.0
TITLE_LIMIT = 44


@dataclass(frozen=True, slots=True)
class Label:
    """What stands on one label."""

    title: str
    code: str
    scan: str
    library: str


def sheets(labels: Sequence[Label]) -> bytes:
    """Return one PDF with all of these labels."""
    written = [
        Label(_short(each.title), each.code, each.scan, _short(each.library)) for each in labels
    ]
    return paper.printed(draw, written)


def _short(text: str) -> str:
    said = paper.writable(text)
    return said if len(said) <= TITLE_LIMIT else f"{said[: TITLE_LIMIT - 1].rstrip()}…"


def draw(labels: Sequence[Label], fonts: Path) -> bytes:
    """Draw the sheets: pure computation."""
    pdf = paper.blank(fonts, labels)
    for number, label in enumerate(labels):
        place = number % (COLUMNS * ROWS)
        if place == 0:
            pdf.add_page()
        row, column = divmod(place, COLUMNS)
        _draw_label(pdf, label, LEFT + column * (WIDTH + BETWEEN), TOP + row * HEIGHT)
    return paper.finished(pdf)


def _draw_label(pdf: "fpdf.FPDF", label: Label, left: float, top: float) -> None:
    paper.square(pdf, label.scan, left + INSIDE, top + (HEIGHT - SIDE) / 2, side=SIDE)
    beside = left + INSIDE + SIDE + 2
    room = WIDTH - SIDE - INSIDE - 4
    pdf.set_xy(beside, top + 4)
    write(pdf, label.code, size=13, style="B", width=room, after=1)
    write(pdf, label.title, size=8, width=room, after=1)
    write(pdf, label.library, size=6, width=room)
