"""The A4 pages of letters, for a window envelope."""

import logging
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import segno
from flask import current_app
from fpdf import FPDF, XPos, YPos

from neighbourhood.foundation.offloading import off_the_loop
from verification.letters.words import Letter, compose
from verification.models import LetterCode

FACES = (
    ("DejaVu", "", "DejaVuSans.ttf"),
    ("DejaVu", "B", "DejaVuSans-Bold.ttf"),
    ("Arabic", "", "NotoSansArabic.ttf"),
    ("Arabic", "B", "NotoSansArabic-Bold.ttf"),
)
# Both tell their journals which letters they met, and the letters here are names and codes.
for talkative in ("fontTools", "fpdf"):
    logging.getLogger(talkative).setLevel(logging.ERROR)

# Millimetres: what shows through the window of a French DL envelope, folded in three.
WINDOW = (105, 48, 88)
MARGIN = 22
QR_SIDE = 38


def print_all(letters: Sequence[LetterCode]) -> bytes:
    """Return one PDF with a page for each letter."""
    return print_pages([compose(letter) for letter in letters])


def print_pages(pages: Sequence[Letter]) -> bytes:
    """Return one PDF of `pages`, drawn beside the event loop."""
    fonts = Path(current_app.root_path) / "static" / "dist" / "letters"
    return off_the_loop(draw, pages, fonts)


def qr_picture(text: str) -> str:
    """Return the QR code of `text` as an image that a page may hold."""
    return str(segno.make(text, error="m", micro=False).svg_data_uri(scale=4, border=2))


def draw(pages: Sequence[Letter], fonts: Path) -> bytes:
    """Draw `pages`: pure computation."""
    pdf = FPDF(format="A4")
    for family, style, name in FACES:
        pdf.add_font(family, style, fonts / name)
    pdf.set_fallback_fonts(["Arabic"])
    pdf.set_text_shaping(use_shaping_engine=True)
    pdf.set_auto_page_break(auto=False)
    pdf.set_margins(MARGIN, 18, MARGIN)
    for page in pages:
        _draw_page(pdf, page)
    out = BytesIO()
    pdf.output(out)
    return out.getvalue()


def _draw_page(pdf: FPDF, page: Letter) -> None:
    pdf.add_page()
    pdf.set_lang(page.language)
    _draw_head(pdf, page)
    pdf.set_xy(MARGIN, 98)
    _text(pdf, page.title, size=17, style="B", after=3)
    _text(pdf, page.opening, after=6)
    _draw_code(pdf, page)
    for number, step in enumerate(page.steps, 1):
        _text(pdf, f"{number}. {step}", after=1.5)
    pdf.ln(3)
    _text(pdf, page.about, after=0)
    _draw_foot(pdf, page)


def _draw_head(pdf: FPDF, page: Letter) -> None:
    pdf.set_xy(MARGIN, 18)
    _text(pdf, "Palier", size=20, style="B", after=0)
    _text(pdf, page.sender, size=11)
    x, y, width = WINDOW
    pdf.set_xy(x, y)
    for line in (page.name, page.street, page.town):
        _text(pdf, line, width=width, size=11)
    pdf.set_xy(x, 84)
    _text(pdf, page.date, width=width, size=10, after=0)


def _draw_code(pdf: FPDF, page: Letter) -> None:
    top = pdf.get_y()
    pdf.set_draw_color(11, 93, 78)
    pdf.set_line_width(0.6)
    inside = pdf.epw - QR_SIDE - 6
    pdf.rect(MARGIN, top, inside, QR_SIDE, style="D", round_corners=True, corner_radius=3)
    pdf.set_xy(MARGIN, top + QR_SIDE / 2 - 7)
    pdf.set_font("DejaVu", "B", 26)
    pdf.cell(inside, 14, page.code, align="C")
    _draw_qr(pdf, page.scan, MARGIN + inside + 6, top)
    pdf.set_xy(MARGIN, top + QR_SIDE + 6)


def _draw_qr(pdf: FPDF, text: str, left: float, top: float) -> None:
    rows = segno.make(text, error="m", micro=False).matrix
    side = QR_SIDE / len(rows)
    pdf.set_fill_color(0, 0, 0)
    for down, row in enumerate(rows):
        for across, dark in enumerate(row):
            if dark:
                pdf.rect(left + across * side, top + down * side, side, side, style="F")


def _draw_foot(pdf: FPDF, page: Letter) -> None:
    pdf.set_xy(MARGIN, 252)
    pdf.set_draw_color(122, 116, 102)
    pdf.set_line_width(0.2)
    pdf.line(MARGIN, 250, pdf.w - MARGIN, 250)
    _text(pdf, page.wrong_title, size=10, style="B", after=0.5)
    _text(pdf, page.wrong, size=10, after=0)


def _text(
    pdf: FPDF, text: str, *, size: int = 12, style: str = "", width: float = 0, after: float = 0
) -> None:
    pdf.set_font("DejaVu", style, size)
    left = pdf.get_x()
    pdf.multi_cell(width, size * 0.5, text, align="L", new_x=XPos.LEFT, new_y=YPos.NEXT)
    pdf.set_xy(left, pdf.get_y() + after)
