"""What is held, said as people read it: columns and values in words."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from flask_babel import format_date, gettext
from sqlalchemy import Enum

from neighbourhood.foundation.storing.database import Base
from neighbourhood.foundation.words.changing import say_moment
from neighbourhood.moderation.rules import RULES
from neighbourhood.notifications.kinds import say_in_general
from neighbourhood.rights.fields import columns, values

# Columns whose codes are declared, each with its words, by other slices.
_DECLARED: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "notification.kind": say_in_general,
        "mute.kind": say_in_general,
        "report.rule": lambda code: str(RULES[code].word) if code in RULES else "",
        "moderation_decision.rule": lambda code: str(RULES[code].word) if code in RULES else "",
    }
)

_LISTED = frozenset({"language", "reach", "roles"})


def named(column: str) -> str:
    """Return how people call a column."""
    return str(columns.WORDS.get(column, column.replace("_", " ")))


def said(value: Any) -> str:
    """Say a value: yes and no in words, dates as the town reads them."""
    if isinstance(value, bool):
        return str(gettext("oui") if value else gettext("non"))
    if isinstance(value, datetime):
        return str(say_moment(value.isoformat()))
    if isinstance(value, date):
        return str(format_date(value, "d MMMM y"))
    if isinstance(value, Mapping):
        return ", ".join(f"{named(str(name))} : {said(inner)}" for name, inner in value.items())
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(said(inner) for inner in value)
    return "" if value is None else str(value)


def lines(entry: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return an entry as names and values to read, what is empty left out."""
    table = entry.get("table", "")
    told = ((name, _said_of(f"{table}.{name}", value)) for name, value in entry.items())
    return [(named(name), value) for name, value in told if value and name != "table"]


def _said_of(column: str, value: Any) -> str:
    say = _DECLARED.get(column)
    if say is not None and value is not None:
        return say(str(value))
    return _coded(value) if _is_coded(column) else said(value)


def _is_coded(column: str) -> bool:
    """Tell whether a column holds words of a written list, and never what somebody typed."""
    table, _dot, name = column.partition(".")
    found = Base.metadata.tables[table].columns.get(name) if table in Base.metadata.tables else None
    return name in _LISTED or (found is not None and isinstance(found.type, Enum))


def _coded(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_coded, value))
    return str(values.WORDS.get(str(value), said(value)))
