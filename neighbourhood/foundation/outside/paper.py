"""Paper: A4 pages of words and squares, for a desk or a window envelope, drawn off the loop."""

import logging
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from flask import Response, current_app, send_file

from neighbourhood.foundation.lazily import lazily
from neighbourhood.foundation.outside import faces
from neighbourhood.foundation.web.offloading import off_the_loop

if TYPE_CHECKING:
    import fpdf
    import segno
else:
    fpdf, segno = lazily("fpdf"), lazily("segno")

Words = TypeVar("Words")

# Both tell their journals which letters they met, and the letters here are names and codes.
for talkative in ("fontTools", "fpdf"):
    logging.getLogger(talkative).setLevel(logging.ERROR)

# Millimetres: what shows through the window of a French DL envelope, folded in three.
WINDOW = (105, 48, 88)
MARGIN = 22
QR_SIDE = 38
GREEN, GREY = (11, 93, 78), (122, 116, 102)


def printed(draw: Callable[[Words, Path], bytes], words: Words) -> bytes:
    """Return what `draw` makes of `words` and the folder of the faces, beside the event loop."""
    return off_the_loop(draw, words, _fonts())


def unwritten(words: object) -> str:
    """Return the signs of `words` that no face of ours can write; such a paper is not printed."""
    return off_the_loop(faces.unwritten, words, _fonts())


def _fonts() -> Path:
    return Path(current_app.root_path) / "static" / "dist" / "letters"


def hand_out(pdf: bytes, name: str) -> Response:
    """Answer with a file that no browser keeps."""
    answer = send_file(BytesIO(pdf), "application/pdf", download_name=name)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def picture(text: str) -> str:
    """Return the QR code of `text` as an image that a page may hold."""
    return str(segno.make(text, error="m", micro=False).svg_data_uri(scale=4, border=2))


def blank(fonts: Path, words: object) -> "fpdf.FPDF":
    """Return a file without pages, with the faces that `words` need, whatever their script."""
    pdf = fpdf.FPDF(format="A4")
    for style, name in faces.USUAL.items():
        pdf.add_font("DejaVu", style, fonts / name)
    others = faces.needed_for(faces.letters_in(words), fonts)
    for name in others:
        pdf.add_font(name, "", fonts / f"{name}.ttf")
    # The bold face, too, lacks a few letters that the plain one has.
    pdf.set_fallback_fonts(["DejaVu", *others], exact_match=False)
    pdf.set_text_shaping(use_shaping_engine=True)
    pdf.set_auto_page_break(auto=False)
    pdf.set_margins(MARGIN, 18, MARGIN)
    return pdf


def finished(pdf: "fpdf.FPDF") -> bytes:
    """Return the file."""
    out = BytesIO()
    pdf.output(out)
    return out.getvalue()


def head(pdf: "fpdf.FPDF", sender: str, *, size: float = 11) -> None:
    """Write who sends the page, at its top."""
    pdf.set_xy(MARGIN, 18)
    write(pdf, "Palier", size=20, style="B")
    write(pdf, sender, size=size)


def envelope(pdf: "fpdf.FPDF", lines: Iterable[str], date: str) -> None:
    """Write what shows through the window, and the date below."""
    x, y, width = WINDOW
    pdf.set_xy(x, y)
    for line in lines:
        write(pdf, line, width=width, size=11)
    pdf.set_xy(x, 84)
    write(pdf, date, width=width, size=10)


def write(
    pdf: "fpdf.FPDF",
    text: str,
    *,
    size: float = 12,
    style: str = "",
    width: float = 0,
    after: float = 0,
) -> None:
    """Write lines of `text` from where the pen is, `after` millimetres above what follows."""
    pdf.set_font("DejaVu", style, size)
    left = pdf.get_x()
    pdf.multi_cell(width, size * 0.5, text, align="L", new_x=fpdf.XPos.LEFT, new_y=fpdf.YPos.NEXT)
    pdf.set_xy(left, pdf.get_y() + after)


def bullet(pdf: "fpdf.FPDF", text: str) -> None:
    """Write one point of a list."""
    pdf.set_x(MARGIN)
    pdf.set_font("DejaVu", "", 12)
    pdf.cell(5, 6, "•")
    write(pdf, text, width=pdf.epw - 5, after=0.4)
    pdf.set_x(MARGIN)


def code_beside_square(pdf: "fpdf.FPDF", code: str, scan: str) -> None:
    """Draw `code` in a frame and the square of `scan` beside it, across the page."""
    top = pdf.get_y()
    pdf.set_draw_color(*GREEN)
    pdf.set_line_width(0.6)
    inside = pdf.epw - QR_SIDE - 6
    pdf.rect(MARGIN, top, inside, QR_SIDE, style="D", round_corners=True, corner_radius=3)
    pdf.set_xy(MARGIN, top + QR_SIDE / 2 - 7)
    pdf.set_font("DejaVu", "B", 26)
    pdf.cell(inside, 14, code, align="C")
    square(pdf, scan, MARGIN + inside + 6, top)
    pdf.set_xy(MARGIN, top + QR_SIDE + 6)


def square(pdf: "fpdf.FPDF", text: str, left: float, top: float) -> None:
    """Draw the QR code of `text`."""
    rows = segno.make(text, error="m", micro=False).matrix
    side = QR_SIDE / len(rows)
    pdf.set_fill_color(0, 0, 0)
    for down, row in enumerate(rows):
        for across, dark in enumerate(row):
            if dark:
                pdf.rect(left + across * side, top + down * side, side, side, style="F")


def rule(pdf: "fpdf.FPDF", top: float) -> None:
    """Draw a thin line across the page."""
    pdf.set_draw_color(*GREY)
    pdf.set_line_width(0.2)
    pdf.line(MARGIN, top, pdf.w - MARGIN, top)
