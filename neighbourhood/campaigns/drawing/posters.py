"""A poster in A4 or A3: a sentence, a square to scan, an address."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from neighbourhood.foundation.outside import paper

if TYPE_CHECKING:
    import fpdf

Size = Literal["A4", "A3"]
# A3 is A4 drawn larger.
SCALE: dict[Size, float] = {"A4": 1.0, "A3": 2**0.5}
BAND, SQUARE, LONG = 62, 92, 26
INK = (30, 42, 43)


@dataclass(frozen=True, slots=True)
class Poster:
    """What it says, from the top down, in one language; `colour` as #rrggbb."""

    town: str
    title: str
    sentence: str
    figure: str
    scan: str
    link: str
    address: str
    promise: str
    colour: str
    language: str
    size: Size = "A4"


def draw_poster(words: Poster, fonts: Path) -> bytes:
    """Draw it on one page: pure computation."""
    pdf = paper.blank(fonts, words, words.size)
    pdf.add_page()
    pdf.set_lang(words.language)
    pdf.set_title(words.title)
    scale, colour = SCALE[words.size], _parts(words.colour)
    pdf.set_fill_color(*colour)
    pdf.rect(0, 0, pdf.w, BAND * scale, style="F")
    pdf.set_text_color(255, 255, 255)
    _line(pdf, words.town, top=14, size=20)
    _line(pdf, words.title, top=26, size=24 if len(words.title) > LONG else 32, style="B")
    pdf.set_text_color(*INK)
    _line(pdf, words.sentence, top=BAND + 12, size=18)
    left = (pdf.w - SQUARE * scale) / 2
    paper.square(pdf, words.link, left, 108 * scale, side=SQUARE * scale)
    _line(pdf, words.scan, top=206, size=16)
    pdf.set_text_color(*colour)
    _line(pdf, words.address, top=216, size=18, style="B")
    _line(pdf, words.figure, top=236, size=20, style="B")
    pdf.set_text_color(*INK)
    _line(pdf, words.promise, top=262, size=13)
    return paper.finished(pdf)


def _line(pdf: "fpdf.FPDF", text: str, *, top: float, size: float, style: str = "") -> None:
    scale = pdf.w / 210
    pdf.set_xy(pdf.l_margin, top * scale)
    pdf.set_font("DejaVu", style, size * scale)
    pdf.multi_cell(0, size * 0.46 * scale, text, align="C")


def _parts(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue
