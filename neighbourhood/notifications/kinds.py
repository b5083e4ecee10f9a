"""The kinds of notification: each slice declares its own, once, with its sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask_babel import LazyString

from neighbourhood.foundation.words.declaring import Register
from neighbourhood.foundation.words.elision import fill
from neighbourhood.foundation.words.money import euros


class Importance(StrEnum):
    """What a notification means for the day of its reader."""

    WAITS = "waits"  # somebody or something waits for an answer
    COUNTS = "counts"  # what the reader counts on has changed
    TELLS = "tells"  # good to know, whenever


@dataclass(frozen=True, slots=True)
class Kind:
    """A sentence with placeholders, how much it matters, and whether it goes by mail by default."""

    code: str
    sentence: LazyString
    importance: Importance
    by_mail: bool


KINDS: Register[Kind] = Register("notification kind")


def declare(
    code: str,
    sentence: LazyString,
    *,
    importance: Importance | None = None,
    by_mail: bool | None = None,
) -> Kind:
    """Make a kind known; two kinds with one code are a mistake.

    What matters goes by mail unless it says otherwise, and what goes by mail matters.
    """
    if importance is None:
        importance = Importance.COUNTS if by_mail else Importance.TELLS
    if by_mail is None:
        by_mail = importance is not Importance.TELLS
    return KINDS.declare(Kind(code, sentence, importance, by_mail))


def say(code: str, details: Mapping[str, Any]) -> str:
    """Return the sentence of a notification in the reader’s language."""
    # What was written before organisations had a placeholder of their own names them "name".
    said = {name: _said(value) for name, value in details.items()}
    return fill(str(KINDS[code].sentence), {"partner": said.get("name", ""), **said})


def _said(value: Any) -> Any:
    return euros(value["cents"]) if isinstance(value, dict) else value


def is_by_mail(code: str) -> bool:
    """Tell whether a notification of this kind also goes by mail."""
    return KINDS[code].by_mail
