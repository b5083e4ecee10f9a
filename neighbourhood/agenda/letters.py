"""The programme of a month, to be pinned up in a hall."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from neighbourhood.foundation.outside import paper
from neighbourhood.foundation.outside.fitting import Row, height_of, write_rows
from neighbourhood.foundation.outside.paper import MARGIN, write

if TYPE_CHECKING:
    import fpdf

_LOWEST, _HOURS, _SQUARE = 280, 42, 30


@dataclass(frozen=True, slots=True)
class ProgrammeDay:
    """A day, and what is held on it: when, what, where."""

    day: str
    lines: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """What stands on the paper: of what, which month, day by day, and a square to scan."""

    over: str
    title: str
    days: Sequence[ProgrammeDay]
    nothing: str
    goes_on: str
    link: str
    scan: str
    foot: str


def draw_programme(words: Programme, fonts: Path) -> bytes:
    """Draw the programme, on as many pages as it takes: pure computation."""
    pdf = paper.blank(fonts, words)
    _begin_page(pdf, words, first=True)
    if not words.days:
        write(pdf, words.nothing, size=16, width=pdf.epw)
    for day in words.days:
        _draw_day(pdf, words, day)
    return paper.finished(pdf)


def _begin_page(pdf: "fpdf.FPDF", words: Programme, *, first: bool = False) -> None:
    pdf.add_page()
    paper.foot(pdf, words.foot)
    pdf.set_xy(MARGIN, 18)
    width = pdf.epw - _SQUARE - 6 if first else pdf.epw
    write(pdf, words.over, size=15, width=width, after=1)
    write(pdf, words.title, size=30 if first else 16, style="B", width=width, after=3)
    if first:
        paper.square(pdf, words.link, pdf.w - MARGIN - _SQUARE, 18, side=_SQUARE)
        write(pdf, words.scan, size=12, width=width)
        pdf.set_xy(MARGIN, max(pdf.get_y(), 18 + _SQUARE) + 4)


def _draw_day(pdf: "fpdf.FPDF", words: Programme, day: ProgrammeDay) -> None:
    """Draw a day, under its title on each page that it takes."""
    title, again = Row(day.day, 17, "B", 1), Row(f"{day.day} {words.goes_on}", 17, "B", 1)
    for at, line in enumerate(day.lines):
        high = _height_of(pdf, line)
        begun = at > 0 and pdf.get_y() + high <= _LOWEST
        if not begun:
            if pdf.get_y() + 12 + high > _LOWEST:
                _begin_page(pdf, words)
            _draw_title(pdf, again if at else title)
        _draw_line(pdf, *line)
    pdf.set_xy(MARGIN, pdf.get_y() + 2)


def _draw_title(pdf: "fpdf.FPDF", title: Row) -> None:
    paper.rule(pdf, pdf.get_y())
    pdf.set_xy(MARGIN, pdf.get_y() + 2)
    write_rows(pdf, [title], pdf.epw)


def _rows(title: str, where: str) -> list[Row]:
    return [Row(title, 15, "B"), Row(where, 13)]


def _height_of(pdf: "fpdf.FPDF", line: tuple[str, str, str]) -> float:
    hours, *said = line
    beside = height_of(pdf, [Row(hours, 14)], _HOURS - 3)
    return max(beside, height_of(pdf, _rows(*said), pdf.epw - _HOURS)) + 1.5


def _draw_line(pdf: "fpdf.FPDF", hours: str, title: str, where: str) -> None:
    top = pdf.get_y()
    write(pdf, hours, size=14, width=_HOURS - 3)
    low = pdf.get_y()
    pdf.set_xy(MARGIN + _HOURS, top)
    write_rows(pdf, _rows(title, where), pdf.epw - _HOURS)
    pdf.set_xy(MARGIN, max(low, pdf.get_y()) + 1.5)
