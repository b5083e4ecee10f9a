"""Paper: A4 pages of words and squares, for a desk or a window envelope, drawn off the loop."""

import logging
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from flask import Response, current_app, send_file
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.lazily import lazily
from neighbourhood.foundation.outside import faces, ink
from neighbourhood.foundation.web.offloading import off_the_loop

if TYPE_CHECKING:
    import fpdf
    import segno
    from PIL import Image
else:
    fpdf, segno, Image = lazily("fpdf"), lazily("segno"), lazily("PIL.Image")

Words = TypeVar("Words")


@dataclass(frozen=True, slots=True)
class Mark:
    """The logo of a sender: its picture, and what it says in words."""

    picture: bytes = field(repr=False)
    alt: str


# Both tell their journals which letters they met, and the letters here are names and codes.
for talkative in ("fontTools", "fpdf"):
    logging.getLogger(talkative).setLevel(logging.ERROR)

# Millimetres: what shows through the window of a French DL envelope, folded in three.
WINDOW = (105, 48, 88)
MARGIN = 22
QR_SIDE, MASK = 38, 3
FOOT = 286
# The most a logo takes of a head, and how many dots of it a printer shows.
MARK_WIDTH, MARK_HEIGHT, MARK_DOTS = 60, 18, (720, 216)
LACKING = "\N{WHITE VERTICAL RECTANGLE}"
GREEN, GREY = (11, 93, 78), (122, 116, 102)


class CannotBeSet(DomainError):
    """A paper would have blanks in place of a name."""

    sentence = _l(
        "Ce papier ne peut pas être imprimé : nos polices n’ont pas ces signes : %(signs)s. "
        "Écrivez ce nom avec d’autres lettres, puis recommencez."
    )


def printed(draw: Callable[[Words, Path], bytes], words: Words) -> bytes:
    """Return what `draw` makes of `words` and the folder of the faces, beside the event loop."""
    lacking = unwritten(words)
    if lacking:
        raise CannotBeSet(signs=" ".join(lacking))
    return off_the_loop(draw, words, _fonts())


def writable(text: str) -> str:
    """Return `text` without small pictures that no face of ours has, a square for other signs.

    For what people wrote in passing, such as a title; a name is never maimed: see `unwritten`.
    """
    lacking = unwritten(text)
    if not lacking:
        return text
    squares = {ord(sign): "" if _is_picture(sign) else LACKING for sign in lacking}
    return " ".join(text.translate(squares).split())


def _is_picture(sign: str) -> bool:
    return unicodedata.category(sign) in {"So", "Sk"}


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


def blank(fonts: Path, words: object, size: Literal["A4", "A3"] = "A4") -> "fpdf.FPDF":
    """Return a file without pages, with the faces that `words` need, whatever their script."""
    pdf = fpdf.FPDF(format=size)
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


def head(pdf: "fpdf.FPDF", sender: str, back_to: str = "", *, size: float = 11) -> None:
    """Write who sends the page, at its top, and where it goes `back_to`, beside the window."""
    pdf.set_xy(MARGIN, 18)
    write(pdf, "Palier", size=20, style="B")
    write(pdf, sender, size=size)
    if back_to:
        write(pdf, back_to, size=9, width=WINDOW[0] - MARGIN - 5)


def on_paper(mark: Mark) -> Mark:
    """Return a logo as it is printed: on white, no larger than it is shown."""
    with Image.open(BytesIO(mark.picture)) as drawn:
        whole = drawn.convert("RGBA")
    whole.thumbnail(MARK_DOTS)
    ground = Image.new("RGB", whole.size, "white")
    ground.paste(whole, mask=whole)
    out = BytesIO()
    ground.save(out, "PNG")
    return Mark(out.getvalue(), mark.alt)


def stamp_mark(pdf: "fpdf.FPDF", mark: Mark) -> None:
    """Draw a logo at the top of the page, on the side where the sender is not named."""
    box = pdf.w - MARGIN - MARK_WIDTH, 16, MARK_WIDTH, MARK_HEIGHT
    pdf.image(BytesIO(mark.picture), *box, keep_aspect_ratio=True, alt_text=mark.alt)


def foot(pdf: "fpdf.FPDF", contact: str, *, size: float = 8) -> None:
    """Write how the sender is reached, at the very bottom, and leave the pen where it was."""
    if not contact:
        return
    pen = pdf.get_x(), pdf.get_y()
    pdf.set_xy(MARGIN, FOOT)
    write(pdf, contact, size=size, width=pdf.epw)
    pdf.set_xy(*pen)


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

    def lines() -> None:
        pdf.multi_cell(
            width, size * 0.5, text, align="L", new_x=fpdf.XPos.LEFT, new_y=fpdf.YPos.NEXT
        )

    plain = ink.is_plain(text)
    pdf.set_text_shaping(not plain)
    if plain:
        ink.stamp(pdf, (text, width), lines)
    else:
        lines()
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


def square(pdf: "fpdf.FPDF", text: str, left: float, top: float, *, side: float = QR_SIDE) -> None:
    """Draw the QR code of `text`, `side` millimetres wide."""
    # Any mask is read; to try all eight and keep the prettiest takes most of the time of a page.
    rows = segno.make(text, error="m", micro=False, mask=MASK).matrix
    ink.fill_squares(pdf, rows, left, top, side / len(rows))


def rule(pdf: "fpdf.FPDF", top: float) -> None:
    """Draw a thin line across the page."""
    pdf.set_draw_color(*GREY)
    pdf.set_line_width(0.2)
    pdf.line(MARGIN, top, pdf.w - MARGIN, top)
