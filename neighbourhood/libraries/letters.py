"""Labels for tools: sheets of A4, each label a square to scan, a code to type and a title."""

from collections.abc import Iterator, Sequence
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
            _draw_cuts(pdf)
        row, column = divmod(place, COLUMNS)
        _draw_label(pdf, label, LEFT + column * (WIDTH + BETWEEN), TOP + row * HEIGHT)
    return paper.finished(pdf)


def cuts() -> Iterator[tuple[float, float, float, float]]:
    """Yield the lines along which a sheet is cut, each from where to where."""
    right, bottom = LEFT + COLUMNS * (WIDTH + BETWEEN) - BETWEEN, TOP + ROWS * HEIGHT
    for row in range(ROWS + 1):
        yield LEFT, TOP + row * HEIGHT, right, TOP + row * HEIGHT
    for column in range(COLUMNS):
        left = LEFT + column * (WIDTH + BETWEEN)
        for side in (left, left + WIDTH):
            yield side, TOP, side, bottom


def _draw_cuts(pdf: "fpdf.FPDF") -> None:
    pdf.set_draw_color(*paper.GREY)
    pdf.set_line_width(0.15)
    pdf.set_dash_pattern(dash=1.2, gap=1.2)
    for line in cuts():
        pdf.line(*line)
    pdf.set_dash_pattern()


def _draw_label(pdf: "fpdf.FPDF", label: Label, left: float, top: float) -> None:
    paper.square(pdf, label.scan, left + INSIDE, top + (HEIGHT - SIDE) / 2, side=SIDE)
    beside = left + INSIDE + SIDE + 2
    room = WIDTH - SIDE - INSIDE - 4
    pdf.set_xy(beside, top + 4)
    write(pdf, label.code, size=13, style="B", width=room, after=1)
    write(pdf, label.title, size=8, width=room, after=1)
    write(pdf, label.library, size=6, width=room)
