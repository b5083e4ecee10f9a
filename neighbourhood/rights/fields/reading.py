"""What is held, said as people read it: columns and values in words."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from types import MappingProxyType
from typing import Any

from flask_babel import gettext
from sqlalchemy import Enum

from neighbourhood.exports.kinds import EXPORTS
from neighbourhood.foundation.personal import HOLDINGS
from neighbourhood.foundation.storing.database import Base
from neighbourhood.foundation.storing.town_choices import own_row
from neighbourhood.foundation.web.choices import LISTS
from neighbourhood.foundation.web.choices import named as named_choice
from neighbourhood.foundation.words.changing import say_moment
from neighbourhood.foundation.words.dates import say_date
from neighbourhood.foundation.words.money import euros
from neighbourhood.mandates.kinds import DEEDS, SCOPES
from neighbourhood.moderation.rules import RULES
from neighbourhood.notifications.kinds import say_in_general
from neighbourhood.people.sayings import say_mail
from neighbourhood.rights.fields import columns, values
from neighbourhood.rights.fields.plainly import FOR_MACHINES, sayer

_OPEN = re.compile(r"%\(\w+\)s")


def _rule(code: str) -> str:
    return str(RULES[code].word) if code in RULES else _coded(code)


def _deed(code: str) -> str:
    return _OPEN.sub("…", str(DEEDS[code].sentence)) if code in DEEDS else _coded(code)


def _scopes(codes: Any) -> str:
    every = codes.split(",") if isinstance(codes, str) else codes
    return ", ".join(str(SCOPES[code].title) if code in SCOPES else code for code in every)


def _chosen(code: str, first: str = "category") -> str:
    """Say what was chosen in a list that each town makes its own: a card is of any of them."""
    every = sorted(LISTS, key=lambda of: of != first)
    declared = [of for of in every if LISTS[of].known(code)]
    lists = declared or [of for of in every if own_row(of, code)]
    return str(named_choice(lists[0], code).name) if lists else _coded(code)


def _export(code: str) -> str:
    return str(EXPORTS[code].title) if code in EXPORTS else _coded(code)


# Columns whose codes are declared, each with its words, by other slices: by their whole name where
# another table calls a column the same and means another thing.
_DECLARED: Mapping[str, Callable[[Any], str]] = MappingProxyType(
    {
        "notification.kind": say_in_general,
        "mute.kind": say_in_general,
        "dispatch.kind": say_mail,
        "mandate_deed.deed": _deed,
        "export.code": _export,
        "rule": _rule,
        "scopes": _scopes,
        "category": _chosen,
        "occasion": partial(_chosen, first="occasion"),
        "sort": partial(_chosen, first="sort"),
        "topic": partial(_chosen, first="topic"),
        "interest": partial(_chosen, first="interest"),
        "tool": partial(_chosen, first="tool"),
    }
)
# Columns of words of a written list that the database does not know as one; by their whole name
# where another table keeps what somebody typed under the same.
_LISTED = frozenset(
    {
        *("language", "reach", "roles", "method", "kind", "status", "about_kind", "questions"),
        "shows",
        *("direction", "side", "card.about", "moderation_case.about"),
        *("way_back.about", "need_check.deed", "draft.form"),
    }
)
# How a sentence is told, not what: nobody reads it.
_UNSAID = frozenset({"variant"})


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
        return say_date(value)
    if isinstance(value, Mapping):
        return _said_in(value)
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(said(inner) for inner in value)
    return "" if value is None else str(value)


def _said_in(value: Mapping[str, Any]) -> str:
    """Say what was kept together: a moment and an amount by themselves, all else by its name."""
    if "moment" in value:
        return str(say_moment(value["moment"]))
    if "cents" in value:
        return str(euros(value["cents"]))
    told = ((name, _said_of(f".{name}", inner)) for name, inner in value.items())
    return ", ".join(f"{named(name)} : {word}" for name, word in told if name not in _UNSAID)


def lines(entry: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return an entry as names and values to read, but what is empty or for machines alone."""
    table = entry.get("table", "")
    kept = {name: value for name, value in entry.items() if f"{table}.{name}" not in FOR_MACHINES}
    told = ((name, _said_of(f"{table}.{name}", value)) for name, value in kept.items())
    return [(named(name), value) for name, value in told if value and name != "table"]


def _said_of(column: str, value: Any) -> str:
    say = (
        _said_by_its_slice(column)
        or _DECLARED.get(column)
        or _DECLARED.get(column.partition(".")[2])
        or sayer(column)
    )
    if say is not None and (value or value == 0):
        return say(value)
    return _coded(value) if _is_coded(column) else said(value)


def _said_by_its_slice(column: str) -> Callable[[Any], str] | None:
    return next((held.said[column] for held in HOLDINGS.values() if column in held.said), None)


def _is_coded(column: str) -> bool:
    """Tell whether a column holds words of a written list, and never what somebody typed."""
    table, _dot, name = column.partition(".")
    found = Base.metadata.tables[table].columns.get(name) if table in Base.metadata.tables else None
    is_listed = name in _LISTED or column in _LISTED
    return is_listed or (found is not None and isinstance(found.type, Enum))


def _coded(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_coded, value))
    return str(values.WORDS.get(str(value), said(value)))
