"""The picture that other sites show beside a link: figures and words, nobody in it."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from neighbourhood.foundation.lazily import lazily
from neighbourhood.foundation.outside import faces

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont
else:
    Image, ImageDraw = lazily("PIL.Image"), lazily("PIL.ImageDraw")
    ImageFont = lazily("PIL.ImageFont")

# As https://ogp.me and most sites that read it crop a picture: 1.91 to 1.
SIZE = (1200, 630)
EDGE, BAND = 80, 24
PAPER, INK, SOFT = "#fbf7f0", "#1e2a2b", "#445154"
SMALLEST = 24


@dataclass(frozen=True, slots=True)
class Preview:
    """What it says, from the top down; `colour` as #rrggbb."""

    brand: str
    title: str
    figure: str
    line: str
    address: str
    colour: str


def draw_preview(words: Preview, fonts: Path) -> bytes:
    """Draw it as a PNG: pure computation."""
    picture = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, SIZE[0], BAND), fill=words.colour)
    plain, bold = fonts / faces.USUAL[""], fonts / faces.USUAL["B"]
    _write(pen, words.brand, bold, size=34, top=72, fill=words.colour)
    _write(pen, words.title, bold, size=66, top=150, fill=INK)
    _write(pen, words.figure, bold, size=104, top=270, fill=words.colour)
    _write(pen, words.line, plain, size=40, top=410, fill=INK)
    _write(pen, words.address, plain, size=32, top=530, fill=SOFT)
    out = BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _write(
    pen: "ImageDraw.ImageDraw", text: str, face: Path, *, size: int, top: int, fill: str
) -> None:
    """Write one line, smaller when it is long, cut when even that is too wide."""
    room = SIZE[0] - 2 * EDGE
    font = ImageFont.truetype(face, size)
    while font.getlength(text) > room and size > SMALLEST:
        size -= 2
        font = ImageFont.truetype(face, size)
    while font.getlength(text) > room:
        text = f"{text[:-2]}…"
    pen.text((EDGE, top), text, font=font, fill=fill)
