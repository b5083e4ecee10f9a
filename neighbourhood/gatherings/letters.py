"""Papers of a gathering: a poster for the hall, and the list of who brings what."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

from neighbourhood.foundation.outside import paper
from neighbourhood.foundation.outside.paper import MARGIN, write

if TYPE_CHECKING:
    import fpdf

_SQUARE = 70
# A poster is read from afar: the rest is behind the square.
_MOST_ON_POSTER = 300
_LINE, _LOWEST = 11, 270


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


def _short(text: str) -> str:
    return shorten(text, _MOST_ON_POSTER, placeholder="…")


def draw_poster(words: Poster, fonts: Path) -> bytes:
    """Draw the poster: pure computation."""
    pdf = paper.blank(fonts, words)
    pdf.add_page()
    pdf.set_fill_color(*paper.GREEN)
    pdf.rect(0, 0, pdf.w, 10, style="F")
    pdf.set_xy(MARGIN, 24)
    write(pdf, words.over, size=14, width=pdf.epw, after=4)
    write(pdf, words.title, size=34, style="B", width=pdf.epw, after=8)
    write(pdf, words.when, size=22, width=pdf.epw, after=2)
    if words.often:
        write(pdf, words.often, size=14, width=pdf.epw, after=2)
    write(pdf, words.where, size=22, width=pdf.epw, after=8)
    if words.body:
        write(pdf, _short(words.body), size=14, width=pdf.epw, after=6)
    if words.bring:
        write(pdf, _short(words.bring), size=13, width=pdf.epw, after=6)
    if words.facts:
        write(pdf, " · ".join(words.facts), size=13, width=pdf.epw, after=6)
    top = max(pdf.get_y(), pdf.h - _SQUARE - 42)
    paper.square(pdf, words.link, MARGIN, top, side=_SQUARE)
    pdf.set_xy(MARGIN + _SQUARE + 8, top + 12)
    write(pdf, words.scan, size=14, width=pdf.epw - _SQUARE - 8, after=3)
    write(pdf, words.address, size=10, width=pdf.epw - _SQUARE - 8)
    paper.foot(pdf, words.foot)
    return paper.finished(pdf)


def draw_bringers(words: Bringers, fonts: Path) -> bytes:
    """Draw the list, with room to write a name by hand: pure computation."""
    pdf = paper.blank(fonts, words)
    _begin_page(pdf, words)
    for thing, who in words.lines:
        if pdf.get_y() > _LOWEST:
            _begin_page(pdf, words)
        _draw_line(pdf, thing, who)
    return paper.finished(pdf)


def _begin_page(pdf: "fpdf.FPDF", words: Bringers) -> None:
    pdf.add_page()
    pdf.set_xy(MARGIN, 20)
    write(pdf, words.title, size=20, style="B", width=pdf.epw, after=1)
    write(pdf, words.when, size=12, width=pdf.epw, after=6)
    _draw_line(pdf, *words.heads)
    paper.foot(pdf, words.foot)


def _draw_line(pdf: "fpdf.FPDF", thing: str, who: str) -> None:
    top, half = pdf.get_y(), pdf.epw / 2
    write(pdf, thing, size=12, width=half - 4)
    bottom = pdf.get_y()
    pdf.set_xy(MARGIN + half, top)
    write(pdf, who, size=12, width=half)
    low = max(bottom, pdf.get_y(), top + _LINE - 3)
    paper.rule(pdf, low)
    pdf.set_xy(MARGIN, low + 3)
