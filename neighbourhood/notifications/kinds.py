"""The kinds of notification: each slice declares its own, once, with its sentence."""

from dataclasses import dataclass

from flask_babel import LazyString


@dataclass(frozen=True, slots=True)
class Kind:
    """A sentence with placeholders, and whether it is worth a mail."""

    code: str
    sentence: LazyString
    by_mail: bool


_known: dict[str, Kind] = {}


def declare(code: str, sentence: LazyString, *, by_mail: bool = False) -> Kind:
    """Make a kind known; two kinds with one code are a mistake."""
    if code in _known:
        raise ValueError(f"the notification kind {code!r} is declared twice")
    _known[code] = Kind(code, sentence, by_mail)
    return _known[code]


def say(code: str, details: dict[str, str]) -> str:
    """Return the sentence of a notification in the reader’s language."""
    return str(_known[code].sentence) % details


def is_by_mail(code: str) -> bool:
    """Tell whether a notification of this kind also goes by mail."""
    return _known[code].by_mail
