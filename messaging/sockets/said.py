"""What came in by an event, read with care: anything of another shape is `Missing`."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from messaging.actions.talking import MOST_NAMED, Beside
from neighbourhood.foundation.errors import Missing

Answer = dict[str, Any]


def text(said: object, name: str) -> str:
    """Return the text under a name."""
    value = _value(said, name)
    if not isinstance(value, str):
        raise Missing
    return value


def number(said: object, name: str) -> int:
    """Return the number under a name."""
    value = _value(said, name)
    if not _is_number(value):
        raise Missing
    return value  # type: ignore[no-any-return]


def numbers(said: object, name: str, *, most: int) -> list[int]:
    """Return the numbers under a name, none where there is no such name."""
    value = _value(said, name)
    if value is None:
        return []
    if not isinstance(value, list) or len(value) > most or not all(map(_is_number, value)):
        raise Missing
    return value


def client_id(said: object) -> str:
    """Return the id under which a browser says a line."""
    try:
        return str(UUID(text(said, "client_id")))
    except ValueError:
        raise Missing from None


def beside(said: object) -> Beside:
    """Return what goes with the words of a line."""
    answers = number(said, "reply_to") if _value(said, "reply_to") is not None else None
    return Beside(reply_to=answers, named=tuple(numbers(said, "named", most=MOST_NAMED)))


def is_more_than_words(said: object) -> bool:
    """Tell whether something goes with the words of a line, or they may name somebody."""
    names = _value(said, "named") or "@" in str(_value(said, "text"))
    return bool(_value(said, "reply_to") or names)


def is_sent_anyway(said: object) -> bool:
    """Tell whether its writer heard a quiet word, and sends it all the same."""
    return _value(said, "anyway") is True


def _value(said: object, name: str) -> Any:
    return said.get(name) if isinstance(said, Mapping) else None


def _is_number(value: object) -> bool:
    return type(value) is int and 0 <= value < 2**63
