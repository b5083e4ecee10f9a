"""Files that somebody sends to a group: told by what is in them, and never by their names."""

import re
import zlib
from collections.abc import Iterator
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
# What makes a PDF do something by itself, carry another file, or hide what it does. The shortest
# names are common by chance in what is compressed: what follows them tells.
_ACTIVE = re.compile(
    rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData|GoTo[RE]|Encrypt)"
    rb"\b|/[AE]F\s*(\[|<<|%|\d+\s)"
)
# Letters of its names may be written as figures, and its objects packed together.
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"(?<!end)stream(?:\r\n|\n|\r)")
_PACKED = re.compile(rb"/ObjStm\b")
_FILTER = re.compile(rb"/Filter\s*(?:/FlateDecode|\[\s*/FlateDecode\s*\])(?=[\s/>])")
_OTHERWISE = re.compile(rb"/(Filter|DecodeParms|F|FFilter|FDecodeParms)(?=[\s/\[<(%\d])")
_LONGEST_SAID = 4000
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
    """Yield what objects a PDF packs together; refuse what cannot be looked into, or is too much.

    Each that is named must be found and opened: whatever hides one otherwise is refused too.
    """
    room, opened = _MOST_UNPACKED, 0
    for found in _STREAM.finditer(data):
        said = _said_of(data, found.start())
        if _PACKED.search(said):
            part = _unpacked(data, said, found.end(), room)
            room, opened = room - len(part), opened + 1
            yield part
    if opened > _MOST_PACKED or opened != len(_PACKED.findall(_ESCAPED.sub(_plain, data))):
        raise FileRefused


def _said_of(data: bytes, start: int) -> bytes:
    """Return what a PDF says of the stream that starts there, its names in plain letters."""
    since = data.rfind(b"obj", max(0, start - _LONGEST_SAID), start)
    return _ESCAPED.sub(_plain, data[max(since, 0) : start]) if since >= 0 else b""


def _unpacked(data: bytes, said: bytes, start: int, room: int) -> bytes:
    end = data.find(b"endstream", start, start + _LONGEST_PACKED)
    plain, others = _FILTER.subn(b" ", said)
    if end < 0 or others > 1 or _OTHERWISE.search(plain):
        raise FileRefused
    if not others:
        return data[start:end]
    opening = zlib.decompressobj()
    try:
        part = opening.decompress(data[start:end], room + 1)
    except zlib.error:
        raise FileRefused from None
    if len(part) > room or not opening.eof:
        raise FileRefused
    return part


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
