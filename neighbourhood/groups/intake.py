"""Files that somebody sends to a group: told by what is in them, and never by their names."""

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import Wrong
from neighbourhood.foundation.web.uploads import (
    MOST_BYTES,
    PhotoRefused,
    PhotoTooLarge,
    off_the_loop,
    photo_to_webp,
)
from neighbourhood.groups.models.papers import Paper

TYPES = {
    Paper.PDF: "application/pdf",
    Paper.PHOTO: "image/webp",
    Paper.TEXT: "text/plain; charset=utf-8",
    Paper.CALENDAR: "text/calendar; charset=utf-8",
}
# What makes a PDF do something by itself, or carry another file.
_ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)\b")
# Letters of its names may be written as figures, and its objects packed together.
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_PACKED = re.compile(
    rb"/ObjStm\b[^<>]{0,300}(?:<<[^<>]{0,300}>>[^<>]{0,300}){0,3}>>\s{0,9}stream\r?\n"
)
_MOST_PACKED, _LONGEST_PACKED, _MOST_UNPACKED = 2000, 2 * 1024 * 1024, 40 * 1024 * 1024
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# What browsers and offices take for a page or a program, whatever a file is called.
_MARKUP = re.compile(r"^\s*(<|\{\\rtf|#!|MZ)")


class FileRefused(Wrong):
    """The file is none of those that a group keeps."""

    sentence = _l(
        "Ce fichier ne peut pas être gardé ici. Choisissez un PDF, une photo, un texte simple "
        "(.txt) ou un calendrier (.ics). Un document de bureautique : enregistrez-le en PDF."
    )


class ActiveFile(FileRefused):
    """The file does something by itself."""

    sentence = _l(
        "Ce PDF contient un programme, un formulaire ou un autre fichier : il n’est pas gardé. "
        "Imprimez-le « vers un PDF », puis envoyez cette copie."
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it is kept."""

    paper: Paper
    data: bytes


def to_keep(data: bytes) -> Kept:
    """Return a photo re-encoded and anything else as it came; refuse what is none of the four."""
    if len(data) > MOST_BYTES:
        raise PhotoTooLarge
    if data.startswith(b"%PDF-"):
        return Kept(Paper.PDF, off_the_loop(_checked_pdf, data))
    text = _as_text(data)
    if text is not None:
        return _checked_text(text)
    try:
        return Kept(Paper.PHOTO, off_the_loop(photo_to_webp, data))
    except PhotoTooLarge:
        raise
    except PhotoRefused:
        raise FileRefused from None


def _checked_pdf(data: bytes) -> bytes:
    if b"%%EOF" not in data[-2048:]:
        raise FileRefused
    if any(_ACTIVE.search(_ESCAPED.sub(_plain, part)) for part in (data, *_packed(data))):
        raise ActiveFile
    return data


def _packed(data: bytes) -> Iterator[bytes]:
    """Yield what objects a PDF packs together, as far as that is bearable; broken ones are none."""
    room = _MOST_UNPACKED
    for number, found in enumerate(_PACKED.finditer(data)):
        end = data.find(b"endstream", found.end(), found.end() + _LONGEST_PACKED)
        if end < 0 or number >= _MOST_PACKED:
            raise FileRefused
        with suppress(zlib.error):
            part = zlib.decompressobj().decompress(data[found.end() : end], room + 1)
            room -= len(part)
            if room < 0:
                raise FileRefused
            yield part


def _plain(sign: re.Match[bytes]) -> bytes:
    return bytes([int(sign[1], 16)])


def _as_text(data: bytes) -> str | None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if _CONTROLS.search(text) else text


def _checked_text(text: str) -> Kept:
    tidy = text.strip()
    if not tidy or _MARKUP.match(text):
        raise FileRefused
    if tidy.startswith("BEGIN:VCALENDAR"):
        if not tidy.endswith("END:VCALENDAR"):
            raise FileRefused
        return Kept(Paper.CALENDAR, text.encode())
    return Kept(Paper.TEXT, text.encode())
