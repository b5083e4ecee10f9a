"""Reading the text and the pictures of our own PDF files back."""

import re
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO

from PIL import Image

ESCAPES = {rb"\n": b"\n", rb"\r": b"\r", rb"\t": b"\t", rb"\b": b"\b", rb"\f": b"\f"}
ONE_GLYPH = re.compile(rb"/F(\d+) [\d.]+ Tf|\(((?:\\.|[^\\)])*)\) Tj|(ET)", re.DOTALL)

ONE_SIGN = re.compile(rb"<(\w{4})> <((?:\w{4})+)>")


def streams_of(pdf: bytes) -> Iterator[bytes]:
    """Yield what the file holds, unpacked."""
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            # Not `decompress`: a last byte that looks like the end of a line is missing here.
            yield zlib.decompressobj().decompress(found[1])
        except zlib.error:
            yield found[1]


ONE_PICTURE = re.compile(
    rb"/Height (\d+)\n/Length \d+\n/Subtype /Image\n/Type /XObject\n/Width (\d+)\n>>\n"
    rb"stream\n(.*?)\nendstream",
    re.DOTALL,
)


def pictures_of(pdf: bytes) -> list[Image.Image]:
    """Return the pictures in colour of `pdf`: their rows stand in it as in a PNG."""
    return [
        Image.open(BytesIO(_as_png(int(wide), int(high), rows)))
        for high, wide, rows in ONE_PICTURE.findall(pdf)
    ]


def _as_png(wide: int, high: int, rows: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def text_of(pdf: bytes) -> str:
    """Read the lines of `pdf` back: glyph by glyph, through the font maps that the file carries."""
    streams = list(streams_of(pdf))
    maps = [
        {int(glyph, 16): _letters(signs) for glyph, signs in ONE_SIGN.findall(one)}
        for one in streams
        if b"beginbfchar" in one
    ]
    text, font = "", 1
    for chosen, shown, end in ONE_GLYPH.findall(b"".join(s for s in streams if b" Tj" in s)):
        font = int(chosen or font)
        plain = re.sub(rb"\\(.)", lambda m: ESCAPES.get(m[0], m[1]), shown, flags=re.DOTALL)
        glyphs = [int.from_bytes(plain[at : at + 2]) for at in range(0, len(plain), 2)]
        text += "".join(maps[font - 1][glyph] for glyph in glyphs)
        # A change of font alone, which ends too, is no line.
        text += "\n" if end and not text.endswith("\n") else ""
    return text


def _letters(signs: bytes) -> str:
    # One glyph may be several letters: "fi" and "ff" are.
    return bytes.fromhex(signs.decode()).decode("utf-16-be", "replace")


def flowing(pdf: bytes) -> str:
    """Read `pdf` back as one line, whose dashes break nowhere."""
    return re.sub(r"\s+", " ", text_of(pdf)).replace("\N{NON-BREAKING HYPHEN}", "-")
