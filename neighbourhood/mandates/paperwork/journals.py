"""The A4 pages of journals, for a window envelope: as many as a month takes."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from neighbourhood.foundation.lazily import lazily
from neighbourhood.foundation.outside import paper
from neighbourhood.foundation.outside.paper import MARGIN, write
from neighbourhood.mandates.paperwork.months import Done, Journal

if TYPE_CHECKING:
    import fpdf
    from fpdf import enums
else:
    enums = lazily("fpdf.enums")

BOTTOM = 280


def draw_journals(journals: Sequence[Journal], fonts: Path) -> bytes:
    """Draw `journals`, each from the top of a page: pure computation."""
    pdf = paper.blank(fonts, journals)
    for journal in journals:
        _draw(pdf, journal)
    return paper.finished(pdf)


def _draw(pdf: "fpdf.FPDF", journal: Journal) -> None:
    pdf.add_page()
    pdf.set_lang(journal.language)
    paper.head(pdf, journal.sender, size=12)
    paper.envelope(pdf, journal.envelope, journal.date)
    pdf.set_xy(MARGIN, 98)
    write(pdf, journal.title, size=17, style="B", after=3)
    write(pdf, journal.opening, after=4)
    if journal.nothing:
        write(pdf, journal.nothing, size=14, style="B", after=4)
    for done in journal.done:
        _draw_done(pdf, journal, done)
    if journal.code:
        _draw_stop(pdf, journal)
    _make_room(pdf, journal, _height(pdf, journal.ask))
    write(pdf, journal.ask)


def _draw_done(pdf: "fpdf.FPDF", journal: Journal, done: Done) -> None:
    first = _height(pdf, done.heading) + _height(pdf, done.lines[0]) + 1
    _make_room(pdf, journal, first)
    write(pdf, done.heading, style="B", after=0.5)
    for line in done.lines:
        _make_room(pdf, journal, _height(pdf, line))
        paper.bullet(pdf, line)
    pdf.ln(2)


def _draw_stop(pdf: "fpdf.FPDF", journal: Journal) -> None:
    words = sum(_height(pdf, way) + 2 for way in journal.stop)
    _make_room(pdf, journal, 12 + paper.QR_SIDE + 6 + words)
    pdf.ln(2)
    write(pdf, journal.stop_title, size=14, style="B", after=2)
    paper.code_beside_square(pdf, journal.code, journal.scan)
    for way in journal.stop:
        write(pdf, way, after=2)


def _make_room(pdf: "fpdf.FPDF", journal: Journal, height: float) -> None:
    """Go on over the page where `height` millimetres are not left; it says whose it is."""
    if pdf.get_y() + height <= BOTTOM:
        return
    pdf.add_page()
    pdf.set_xy(MARGIN, 18)
    write(pdf, f"{journal.envelope[0]} · {journal.again}", after=4)


def _height(pdf: "fpdf.FPDF", text: str) -> float:
    pdf.set_font("DejaVu", "B", 12)
    found = pdf.multi_cell(
        pdf.epw - 5, 6, text, dry_run=True, output=enums.MethodReturnValue.HEIGHT
    )
    return cast("float", found)
