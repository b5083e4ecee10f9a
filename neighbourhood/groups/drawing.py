"""A list of who does what on paper: squares to tick, and lines left to write one’s name on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from neighbourhood.foundation.outside import paper
from neighbourhood.foundation.outside.fitting import Row, height_of, write_rows
from neighbourhood.foundation.outside.paper import MARGIN, rule, write

if TYPE_CHECKING:
    import fpdf

_LOWEST, _SQUARE, _BESIDE = 280, 5, 8
_BLANK = "…………………………"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing, how many people it wants, who takes care of it, and whether it is done."""

    words: str
    wanted: int
    names: Sequence[str]
    is_done: bool

    @property
    def people(self) -> str:
        """Names, then a blank for each place that is left."""
        left = max(0, self.wanted - len(self.names))
        return "    ".join([*self.names, *[_BLANK] * min(left, 6)])


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on the paper."""

    title: str
    group: str
    due: str
    lines: Sequence[Line]


def sheet(words: Sheet) -> bytes:
    """Return the PDF."""
    lines = [replace(each, words=paper.writable(each.words)) for each in words.lines]
    titles = {"title": paper.writable(words.title), "group": paper.writable(words.group)}
    return paper.printed(draw, replace(words, lines=lines, **titles))


def draw(words: Sheet, fonts: Path) -> bytes:
    """Draw it: pure computation."""
    pdf = paper.blank(fonts, (words, _BLANK))
    pdf.add_page()
    pdf.set_xy(MARGIN, 18)
    write(pdf, words.title, size=20, style="B", after=1)
    write(pdf, " · ".join(filter(None, (words.group, words.due))), size=11, after=6)
    for line in words.lines:
        if pdf.get_y() + height_of(pdf, _rows(line), pdf.epw - _BESIDE) > _LOWEST:
            pdf.add_page()
            pdf.set_y(18)
        _draw_line(pdf, line)
    return paper.finished(pdf)


def _rows(line: Line) -> list[Row]:
    return [Row(line.words, 13, "B", 0.5), Row(line.people, 11, after=2)]


def _draw_line(pdf: "fpdf.FPDF", line: Line) -> None:
    top = pdf.get_y()
    pdf.set_line_width(0.3)
    pdf.rect(MARGIN, top + 0.5, _SQUARE, _SQUARE)
    if line.is_done:
        pdf.line(MARGIN + 1, top + 3, MARGIN + 2.2, top + 4.6)
        pdf.line(MARGIN + 2.2, top + 4.6, MARGIN + 4.4, top + 1.4)
    pdf.set_xy(MARGIN + _BESIDE, top)
    write_rows(pdf, _rows(line), pdf.epw - _BESIDE)
    rule(pdf, pdf.get_y())
    pdf.set_xy(MARGIN, pdf.get_y() + 3)
