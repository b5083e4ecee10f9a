"""The two pages of a form, drawn."""

from pathlib import Path
from typing import TYPE_CHECKING

from neighbourhood.foundation.outside import paper
from neighbourhood.foundation.outside.paper import MARGIN, write
from neighbourhood.mandates.paperwork.forms import Form, Head, SheetToKeep, SheetToSign

if TYPE_CHECKING:
    import fpdf

BOX = 4.2
# More letters than this leave no room to sign beside them.
LONG = 60


def draw_form(form: Form, fonts: Path) -> bytes:
    """Draw a form on two pages: pure computation."""
    pdf = paper.blank(fonts, form)
    _sheet_to_sign(pdf, form.head, form.to_sign)
    _sheet_to_keep(pdf, form.head, form.to_keep)
    return paper.finished(pdf)


def _sheet_to_sign(pdf: "fpdf.FPDF", top: Head, words: SheetToSign) -> None:
    _head(pdf, top)
    write(pdf, words.title, size=17, style="B", after=2)
    write(pdf, words.principal, size=13, style="B")
    write(pdf, words.door)
    write(pdf, words.lets)
    write(pdf, words.agent, size=13, style="B", after=0 if words.colleagues else 2)
    if words.colleagues:
        write(pdf, words.colleagues, after=2)
    write(pdf, words.may, style="B", after=0.5)
    for scope, ticked in words.scopes:
        _tick(pdf, scope, ticked=ticked)
    pdf.ln(1.5)
    _listed(pdf, top.never_title, top.never)
    write(pdf, words.until, style="B", after=1.5)
    _listed(pdf, words.know_title, words.know)
    _signatures(pdf, words)


def _head(pdf: "fpdf.FPDF", top: Head) -> None:
    pdf.add_page()
    pdf.set_lang(top.language)
    paper.head(pdf, top.sender, size=12)
    pdf.set_xy(pdf.w - MARGIN - 70, 18)
    pdf.set_font("DejaVu", "B", 20)
    pdf.cell(70, 10, top.reference, align="R")
    pdf.set_xy(pdf.w - MARGIN - 70, 28)
    pdf.set_font("DejaVu", "", 12)
    pdf.cell(70, 6, top.number, align="R")
    pdf.set_xy(MARGIN, 38)


def _tick(pdf: "fpdf.FPDF", text: str, *, ticked: bool) -> None:
    left, top = MARGIN, pdf.get_y() + 0.9
    pdf.set_draw_color(0, 0, 0)
    pdf.set_line_width(0.35)
    pdf.rect(left, top, BOX, BOX)
    if ticked:
        pdf.set_line_width(0.8)
        pdf.line(left + 0.8, top + 2.2, left + 1.8, top + 3.4)
        pdf.line(left + 1.8, top + 3.4, left + 3.6, top + 0.8)
    pdf.set_x(left + BOX + 3)
    write(pdf, text, width=pdf.epw - BOX - 3, after=0.3)
    pdf.set_x(left)


def _listed(pdf: "fpdf.FPDF", title: str, lines: tuple[str, ...]) -> None:
    write(pdf, title, style="B", after=0.5)
    for line in lines:
        paper.bullet(pdf, line)
    pdf.ln(1.5)


def _signatures(pdf: "fpdf.FPDF", words: SheetToSign) -> None:
    pdf.set_y(max(pdf.get_y(), 200))
    write(pdf, words.place, after=3)
    top, half = pdf.get_y(), (pdf.epw - 6) / 2
    bottom = min(top + 45, 264)
    for left, text in (
        (MARGIN, words.principal_signs),
        (MARGIN + half + 6, words.agent_signs),
    ):
        _box(pdf, left, top, half, bottom - top)
        pdf.set_xy(left + 2, top + 1)
        write(pdf, text, width=half - 4, size=12 if len(text) <= LONG else 9)
    _box(pdf, MARGIN, bottom + 3, pdf.epw, 18)
    pdf.set_xy(MARGIN + 2, bottom + 4)
    write(pdf, words.seen_by, width=pdf.epw - 4)


def _box(pdf: "fpdf.FPDF", left: float, top: float, width: float, height: float) -> None:
    pdf.set_draw_color(*paper.GREY)
    pdf.set_line_width(0.4)
    pdf.rect(left, top, width, height)


def _sheet_to_keep(pdf: "fpdf.FPDF", top: Head, words: SheetToKeep) -> None:
    _head(pdf, top)
    write(pdf, words.title, size=17, style="B", after=4)
    write(pdf, words.keep, size=13, after=4)
    write(pdf, words.lasts, size=13, after=8)
    write(pdf, words.stop_title, size=15, style="B", after=3)
    paper.code_beside_square(pdf, words.code, words.scan)
    for way in words.stop:
        write(pdf, way, size=13, after=3)
    write(pdf, words.harmless, size=13, after=8)
    _listed(pdf, top.never_title, top.never)
