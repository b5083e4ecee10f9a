"""The facts of a thing that its readers act upon: how each is said, and in which fields typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext

from neighbourhood.foundation import settings
from neighbourhood.foundation.web.templating import in_town, when
from neighbourhood.foundation.words.changing import say_day, say_moment
from neighbourhood.foundation.words.dates import say_date

Typed = Mapping[str, str]


def said_plainly(value: Any) -> str:
    """Say a fact that is its own word."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def said_when(value: Any) -> str:
    """Say a moment, or a day, as one neighbour tells another; what is neither as it is."""
    try:
        moment = datetime.fromisoformat(value)
        return when(moment) if moment.tzinfo else say_date(moment)
    except (TypeError, ValueError, OverflowError):
        return said_plainly(value)


def said_day(value: Any) -> str:
    """Say the day of a moment, or a day, whatever the hour."""
    return _said(value, say_day)


def said_moment(value: Any) -> str:
    """Say a day with its hour, however far."""
    return _said(value, say_moment)


def _said(value: Any, say: Callable[[str], str]) -> str:
    try:
        moment = datetime.fromisoformat(value)
        return say((moment if moment.tzinfo else _on_our_clocks(moment)).isoformat())
    except (TypeError, ValueError, OverflowError):
        return said_plainly(value)


def _on_our_clocks(typed: datetime) -> datetime:
    return typed.replace(tzinfo=settings.current().time_zone)


def said_by(words: Mapping[Any, Any]) -> Callable[[Any], str]:
    """Say a fact that is a code, or several, by the words of a table."""

    def say(value: Any) -> str:
        codes = value if isinstance(value, list) else [value]
        return ", ".join(str(_named(words, code)) for code in codes)

    return say


def said_in_numbers(words: Mapping[str, Callable[[int], str]]) -> Callable[[Any], str]:
    """Say figures by their names, each in the words of a table; what is nought is left out."""

    def say(figures: Any) -> str:
        known = figures if isinstance(figures, Mapping) else {}
        said = [count(known[name]) for name, count in words.items() if known.get(name)]
        return ", ".join(said) or gettext("rien")

    return say


def _named(words: Mapping[Any, Any], code: Any) -> Any:
    known = isinstance(code, str | int | float | None) and code in words
    return words[code] if known else said_plainly(code or "")


@dataclass(frozen=True, slots=True)
class Fields:
    """In which fields of a form a fact is typed: what they hold for a value, and back."""

    split: Callable[[Any], Typed]
    join: Callable[[Typed], Any]


# Of a fact that a page shows and no field of it holds.
NOT_TYPED = Fields(lambda _value: {}, lambda _typed: None)


def _split_day(value: str) -> Typed:
    return {"until": in_town(datetime.fromisoformat(value)).date().isoformat()}


def _split_moment(value: str) -> Typed:
    local = in_town(datetime.fromisoformat(value))
    return {"day": local.date().isoformat(), "hour": f"{local:%H:%M}"}


# The last day of something, and a day with its hour, as forms ask for them.
UNTIL = Fields(_split_day, lambda typed: typed["until"])
DAY_AND_HOUR = Fields(_split_moment, lambda typed: f"{typed['day']}T{typed['hour']}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that was read: its name, how to say it, and where it is found on the thing.

    In a form it is typed in the field of its own name, unless `fields` says otherwise.
    """

    label: Any
    say: Callable[[Any], str] = said_plainly
    of: str = ""
    fields: Fields | None = None

    def typed(self, name: str, value: Any) -> Typed:
        """Return what a form drawn with `value` holds; nothing when a form cannot hold it."""
        if self.fields is None:
            return {name: said_plainly(value)}
        try:
            return self.fields.split(value)
        except (TypeError, ValueError, OverflowError):
            return {}

    def fits(self, name: str, value: Any) -> bool:
        """Tell whether a page may have been drawn with this value."""
        try:
            self.say(value)
            self.typed(name, value)
        except Exception:  # noqa: BLE001 - whatever it is, it was never read here
            return False
        return True

    def said_typed(self, name: str, typed: Typed) -> str:
        """Say what was typed in the fields of this fact, as it would be read."""
        try:
            return self.say(self.fields.join(typed) if self.fields else typed[name])
        except (TypeError, ValueError, KeyError):
            return ", ".join(typed.values())
