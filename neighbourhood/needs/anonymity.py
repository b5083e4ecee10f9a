"""Does a text point at a person? A few plain signs, checked before anything is stored."""

import re
from enum import StrEnum

_CAPITAL = "[A-ZÀ-ÖØ-Þ]"
_WAY = "rue|ruelle|avenue|av|boulevard|bd|quai|impasse|allées?|chemin|sentier|promenade"
# These are everyday words too ("1 place en crèche", "3 cours de natation"): a name must follow.
_WORD_OR_WAY = "place|cours|passage|route|villa|cité|résidence|square|mail"
_DOOR = r"\b\d{1,4}\s*(?:bis|ter|quater|[a-d])?\s*,?\s+"


class Trace(StrEnum):
    """What gives a person away."""

    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    NAME = "name"
    NUMBER = "number"


_SIGNS = (
    (Trace.EMAIL, re.compile(r"[\w.+-]+\s?@\s?[\w-]+\.\w")),
    (Trace.NUMBER, re.compile(r"\b(?:FR\d{2}(?:\s?\w{4}){3}|[1278](?:[\s.-]?\d){12,14})\b")),
    (Trace.PHONE, re.compile(r"(?<![\d,])(?:(?:\+|00)\d|0[1-9])(?:[\s.\u00a0-]?\d){8,11}(?!\d)")),
    (Trace.ADDRESS, re.compile(rf"{_DOOR}(?:{_WAY})\b\.?\s+\w", re.IGNORECASE)),
    (
        Trace.ADDRESS,
        re.compile(
            rf"{_DOOR}(?i:{_WORD_OR_WAY})\s+(?:de\s+|du\s+|des\s+|la\s+|aux?\s+|l[’'])*{_CAPITAL}"
        ),
    ),
    (Trace.ADDRESS, re.compile(rf"\b\d{{5}}\s+{_CAPITAL}")),
    (
        Trace.NAME,
        re.compile(
            r"\b(?:M\.|MM\.|[Mm]r\.?|Mme\.?|Mmes|Mlle|[Mm]onsieur|[Mm]adame|[Mm]ademoiselle|"
            r"(?:la |les )?[Ff]amilles?|prénommée?|nommée?|s[’']appelle)"
            rf"\s+(?:et\s+(?:M\.|Mme|Mlle)\s+)?(?:de\s+)?{_CAPITAL}",
        ),
    ),
)


def trace_of(text: str) -> Trace | None:
    """Return the first thing in `text` that points at a person, None when nothing does."""
    return next((trace for trace, sign in _SIGNS if sign.search(text)), None)
