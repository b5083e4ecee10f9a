"""What changed of something that others count on, as they read it: before → after."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from difflib import SequenceMatcher
from functools import reduce
from types import MappingProxyType
from typing import Any

from flask_babel import LazyString, format_datetime, gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web.templating import calendar_day, hour

Change = Mapping[str, str]

_MOST_CHUNKS = 3
_CHUNK_LIMIT = 90
# Words that stay between two changes without making two of them: « samedi matin à 10 h ».
_BRIDGE = 2
_LOOSE = ",;:.!? "


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Return what differs, in the order of `after`; the names are those of `WORDS`."""
    return [
        {"what": what, "before": _kept(before[what]), "after": _kept(value)}
        for what, value in after.items()
        if _kept(before[what]).split() != _kept(value).split()
    ]


def say_changes(those: Iterable[Change]) -> str:
    """Say changes in the reader’s language: samedi 10 h → dimanche 8 h ; places : 2 → 3."""
    return reduce(_join, (_say(one) for one in those), "")


def _join(said: str, more: str) -> str:
    return str(gettext("%(said)s ; %(more)s", said=said, more=more)) if said else more


def _kept(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _say(change: Change) -> str:
    label, say = WORDS[change["what"]]
    said = say(change["before"], change["after"])
    return said if label is None else str(gettext("%(what)s : %(said)s", what=label, said=said))


def _values(before: str, after: str) -> str:
    return f"{before} → {after}"


def _moments(before: str, after: str) -> str:
    return _values(_moment(before), _moment(after))


def _moment(kept: str) -> str:
    moment = datetime.fromisoformat(kept)
    return str(gettext("%(day)s à %(hour)s", day=_day(kept), hour=hour(moment)))


def _days(before: str, after: str) -> str:
    return _values(_day(before), _day(after))


def _day(kept: str) -> str:
    moment = datetime.fromisoformat(kept)
    return f"{format_datetime(moment, 'EEEE')} {calendar_day(moment)}"


def _texts(before: str, after: str) -> str:
    chunks = list(_chunks(before.split(), after.split()))
    said = [_say_chunk(" ".join(old), " ".join(new)) for old, new in chunks[:_MOST_CHUNKS]]
    more = [gettext("et d’autres mots")] if len(chunks) > _MOST_CHUNKS else []
    return ", ".join(said + more)


def _say_chunk(old: str, new: str) -> str:
    old, new = _cut(old.strip(_LOOSE)), _cut(new.strip(_LOOSE))
    if not old:
        return str(gettext("en plus : « %(words)s »", words=new))
    if not new:
        return str(gettext("en moins : « %(words)s »", words=old))
    return _values(old, new)


def _cut(said: str) -> str:
    return said if len(said) <= _CHUNK_LIMIT else said[: _CHUNK_LIMIT - 1] + "…"


def _chunks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the words that changed, close ones together, with the unit that follows a figure."""
    spans: list[list[int]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if spans and i1 - spans[-1][1] <= _BRIDGE:
            spans[-1][1], spans[-1][3] = i2, j2
        else:
            spans.append([i1, i2, j1, j2])
    for i1, i2, j1, j2 in spans:
        unit = int(_is_figure(old[i1:i2]) or _is_figure(new[j1:j2]))
        yield list(old[i1 : i2 + unit]), list(new[j1 : j2 + unit])


def _is_figure(words: Sequence[str]) -> bool:
    return bool(words) and words[-1].isdigit()


WORDS: Mapping[str, tuple[LazyString | None, Callable[[str, str], str]]] = MappingProxyType(
    {
        "title": (None, _texts),
        "when": (None, _moments),
        "until": (_l("fin"), _days),
        "places": (_l("places"), _values),
        "body": (_l("précisions"), _texts),
    }
)
