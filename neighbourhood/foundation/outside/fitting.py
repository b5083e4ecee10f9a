"""What fits on a paper: how high words stand, and how large an address may be on its one line."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from neighbourhood.foundation.outside import ink
from neighbourhood.foundation.outside.paper import write

if TYPE_CHECKING:
    import fpdf

# Round a square that telephones read nothing is drawn, so wide that four of its dots fit.
QUIET = 10
# What is smaller is not read on a wall.
SMALLEST = 9


class Row(NamedTuple):
    """Words of one size, and how much room is left after them, in millimetres."""

    text: str
    size: float
    style: str = ""
    after: float = 0


def height_of(pdf: "fpdf.FPDF", rows: Iterable[Row], width: float) -> float:
    """Return how high rows stand, one below the other."""
    return sum(_lines(pdf, row, width) * row.size * 0.5 + row.after for row in rows if row.text)


def _lines(pdf: "fpdf.FPDF", row: Row, width: float) -> int:
    pdf.set_font("DejaVu", row.style, row.size)
    pdf.set_text_shaping(not ink.is_plain(row.text))
    lines: Any = pdf.multi_cell(
        width, row.size * 0.5, row.text, align="L", dry_run=True, output="LINES"
    )
    return len(lines)


def write_rows(pdf: "fpdf.FPDF", rows: Iterable[Row], width: float) -> None:
    """Write rows from where the pen is, one below the other."""
    for row in rows:
        if row.text:
            write(pdf, row.text, size=row.size, style=row.style, width=width, after=row.after)


def first_that_fits(
    pdf: "fpdf.FPDF", tries: Iterable[Sequence[Row]], width: float, room: float
) -> Sequence[Row]:
    """Return the first rows that stand in some room; the last ones where none does."""
    rows: Sequence[Row] = ()
    for rows in tries:
        if height_of(pdf, rows, width) <= room:
            break
    return rows


def write_address(pdf: "fpdf.FPDF", address: str, *, largest: float, style: str = "") -> None:
    """Write an address on one line, as large as it fits: one that breaks is typed wrong."""
    pdf.set_font("DejaVu", style, largest)
    room: float = pdf.epw - 2 * pdf.c_margin
    fits = largest * room / pdf.get_string_width(address) * 0.99
    size = max(min(largest, fits), SMALLEST)
    write(pdf, address, size=size, style=style, width=pdf.epw)
