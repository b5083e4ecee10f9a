"""Papers of a gathering: a poster for the hall, and the list of who brings what."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

from neighbourhood.foundation.outside import paper
from neighbourhood.foundation.outside.fitting import (
    QUIET,
    SMALLEST,
    Row,
    first_that_fits,
    height_of,
    write_address,
    write_rows,
)
from neighbourhood.foundation.outside.paper import MARGIN, write
from neighbourhood.foundation.words.typography import capital

if TYPE_CHECKING:
    import fpdf

# Where the square of a poster stands, at the lowest and usually, and where its address does.
_SQUARE, _LOW, _USUAL = 64, 202, 185
_ADDRESS = 274
# How large a title and what stands below it are written, and how many signs of what is to be known:
# a poster is read from afar, and the rest is behind the square.
_TRIES = ((34, 22, 300), (30, 20, 200), (26, 18, 120), (22, 16, 60), (18, 14, 0))
_LINE, _LOWEST = 11, 278


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """What stands on the poster: a title, when, where, what to know, a square to scan."""

    over: str
    title: str
    when: str
    often: str
    where: str
    body: str
    bring: str
    facts: Sequence[str]
    scan: str
    link: str
    address: str
    foot: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bringers:
    """Who brings what: each line a thing and who does, nothing where it is still to be found."""

    title: str
    when: str
    heads: tuple[str, str]
    lines: Sequence[tuple[str, str]]
    foot: str


def _short(text: str, most: int) -> str:
    return shorten(text, most, placeholder="…") if most else ""


def _rows(words: Poster, title: float, size: float, most: int) -> list[Row]:
    """Return what stands above the square, for one size of the title."""
    facts = capital(" · ".join(words.facts))
    return [
        Row(words.over, 14, after=4),
        Row(words.title, title, "B", 8),
        Row(words.when, size, after=2),
        Row(words.often, 14, after=2),
        Row(words.where, size, after=8),
        Row(_short(words.body, most), 14, after=6),
        Row(_short(words.bring, most), 13, after=6),
        Row(facts if most else _short(facts, 90), 13),
    ]


def draw_poster(words: Poster, fonts: Path) -> bytes:
    """Draw the poster: pure computation."""
    pdf = paper.blank(fonts, words)
    pdf.add_page()
    pdf.set_fill_color(*paper.GREEN)
    pdf.rect(0, 0, pdf.w, 10, style="F")
    pdf.set_xy(MARGIN, 24)
    tries = (_rows(words, *sizes) for sizes in _TRIES)
    write_rows(pdf, first_that_fits(pdf, tries, pdf.epw, _LOW - QUIET - 24), pdf.epw)
    top = min(max(pdf.get_y() + QUIET, _USUAL), _LOW)
    paper.square(pdf, words.link, MARGIN, top, side=_SQUARE)
    pdf.set_xy(MARGIN + _SQUARE + QUIET, top + 12)
    write(pdf, words.scan, size=14, width=pdf.epw - _SQUARE - QUIET)
    pdf.set_xy(MARGIN, _ADDRESS)
    write_address(pdf, words.address, largest=16, style="B")
    paper.foot(pdf, words.foot, size=SMALLEST)
    return paper.finished(pdf)


def draw_bringers(words: Bringers, fonts: Path) -> bytes:
    """Draw the list, with room to write a name by hand: pure computation."""
    pdf = paper.blank(fonts, words)
    _begin_page(pdf, words)
    for line in words.lines:
        if pdf.get_y() + max(_half(pdf, said) for said in line) > _LOWEST:
            _begin_page(pdf, words)
        _draw_line(pdf, *line)
    return paper.finished(pdf)


def _begin_page(pdf: "fpdf.FPDF", words: Bringers) -> None:
    pdf.add_page()
    pdf.set_xy(MARGIN, 20)
    write(pdf, words.title, size=20, style="B", width=pdf.epw, after=1)
    write(pdf, words.when, size=12, width=pdf.epw, after=6)
    _draw_line(pdf, *words.heads)
    paper.foot(pdf, words.foot)


def _half(pdf: "fpdf.FPDF", said: str) -> float:
    return height_of(pdf, [Row(said, 12)], pdf.epw / 2 - 4)


def _draw_line(pdf: "fpdf.FPDF", thing: str, who: str) -> None:
    top, half = pdf.get_y(), pdf.epw / 2
    write(pdf, thing, size=12, width=half - 4)
    bottom = pdf.get_y()
    pdf.set_xy(MARGIN + half, top)
    write(pdf, who, size=12, width=half - 4)
    low = max(bottom + 1, pdf.get_y() + 1, top + _LINE - 3)
    paper.rule(pdf, low)
    pdf.set_xy(MARGIN, low + 3)
