"""Texts that people type: made plain on the way in, made safe on the way out.

The only module that knows bleach. It is given plain text, escaped beforehand and of bounded length,
because its parser is quadratic on deeply nested markup.
"""

import re
import unicodedata
from collections.abc import MutableMapping
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from neighbourhood.foundation.lazily import lazily

if TYPE_CHECKING:
    from bleach import linkifier
else:
    linkifier = lazily("bleach.linkifier")

Attributes = MutableMapping[tuple[str | None, str], str]

LONGEST_TEXT = 20_000
REL = "nofollow noopener ugc"

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Invisible or deceiving: controls, lone surrogates, zero-width spaces, bidirectional overrides
# and isolates, tags, non-characters. The plain marks U+200E and U+200F serve Arabic and Hebrew.
_DECEIVING = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b"
    r"\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\uffff\ud800-\udfff\U000e0000-\U000e0fff]",
)
# Joiners shape words in Arabic and Indic scripts and glue emoji; elsewhere they only hide.
_IDLE_JOINERS = re.compile(
    r"(?<![\u0600-\u109f\u1780-\u18af\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]+"
    r"|(?<=[\u200c\u200d])[\u200c\u200d]+",
)
_PILED_MARKS = re.compile(
    r"([\u0300-\u036f\u0489\u1ab0-\u1aff\u20d0-\u20ff]{4})[\u0300-\u036f\u0489\u1ab0-\u1aff\u20d0-\u20ff]+"
)
_SHOWN = re.compile(r"[^\s\u200c-\u200f\ufe00-\ufe0f\u2800]")
_SPACES = re.compile(r"[ \t\u1680\u2000-\u200a\u205f\u3000]+")
_AROUND_LINE_ENDS = re.compile(r" *\n *")
_MANY_LINE_ENDS = re.compile(r"\n{3,}")
# Matched in escaped text, where an ampersand is "&amp;" and any other entity ends the address.
_URL = re.compile(
    r"""\bhttps?://(?:&amp;|[^\s<>"'`&])*(?:&amp;|[^\s<>"'`&.,;:!?)\]}»’…])""",
    re.IGNORECASE,
)


def clean_text(text: str, *, one_line: bool = False, limit: int = LONGEST_TEXT) -> str:
    """Return `text` composed, without invisible tricks, with its spaces in order.

    What shows nothing at all, marks of direction and joiners alone, is nothing.
    """
    text = _LINE_ENDS.sub("\n", text[:limit])
    text = _IDLE_JOINERS.sub("", _DECEIVING.sub("", text))
    text = unicodedata.normalize("NFC", _PILED_MARKS.sub(r"\1", text))
    if one_line:
        text = text.replace("\n", " ")
    text = _AROUND_LINE_ENDS.sub("\n", _SPACES.sub(" ", text))
    text = _MANY_LINE_ENDS.sub("\n\n", text).strip()[:limit]
    return text if _SHOWN.search(text) else ""


def linkify(text: str) -> Markup:
    """Return paragraphs of escaped `text`, in which web addresses are links."""
    linked = _linker().linkify(str(escape(text[:LONGEST_TEXT])))
    paragraphs = (part.strip("\n") for part in re.split(r"\n{2,}", linked))
    html = "".join(
        f'<p dir="auto">{part.replace(chr(10), "<br>")}</p>' for part in paragraphs if part
    )
    return Markup(html)  # noqa: S704 - escaped above, the linker adds links only


def _guard(attrs: Attributes, new: bool = False) -> Attributes | None:
    del new
    try:
        parts = urlsplit(attrs.get((None, "href"), ""))
    except ValueError:
        return None
    # "https://bank.example@evil.example" is made to be misread.
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        return None
    attrs[(None, "rel")] = REL
    return attrs


@cache
def _linker() -> "linkifier.Linker":
    # The stubs forget that a callback may answer None: no link.
    return linkifier.Linker(
        callbacks=[_guard],  # type: ignore[list-item]
        url_re=_URL,
        parse_email=False,
    )
