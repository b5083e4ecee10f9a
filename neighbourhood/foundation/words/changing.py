"""What changed of something that others count on, as they read it: whole, before and after."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from functools import reduce
from typing import Any

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web.templating import hour, in_town
from neighbourhood.foundation.words.dates import say_near
from neighbourhood.foundation.words.declaring import Register

Change = Mapping[str, str]

# Where a sentence may end, before what may begin another: « 10 h. Venez », not « env. 10 min ».
_END = re.compile(r"(?P<last>\w*)[.!?…]+[»”\")\s]*\s(?=[^\W_a-zà-ÿ]|[^\w\s])")
_SHORTENED = frozenset("mr me dr st av bd pl ex tel tél mme mlle env max min etc no".split())  # noqa: SIM905


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Return what differs, in the order of `after`; the names are those of `WORDS`."""
    return [
        {"what": what, "before": _kept(before[what]), "after": _kept(value)}
        for what, value in after.items()
        if _kept(before[what]).split() != _kept(value).split()
    ]


def say_changes(those: Iterable[Change]) -> str:
    """Say changes in the reader’s language: « A » devient « B » ; places : 3 au lieu de 2."""
    return reduce(_join, (_say(one) for one in those), "")


def say_changes_of(name: str, title: str, those: Sequence[Change]) -> str:
    """Say what `name` changed of a thing, by the title under which its readers knew it."""
    said = say_changes(those)
    if any(change["what"] == "title" for change in those):
        return str(gettext("%(name)s a changé son annonce : %(said)s", name=name, said=said))
    return str(
        gettext("%(name)s a changé « %(title)s » : %(said)s", name=name, title=title, said=said)
    )


def _join(said: str, more: str) -> str:
    return str(gettext("%(said)s ; %(more)s", said=said, more=more)) if said else more


def _kept(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _say(change: Change) -> str:
    word = WORDS[change["what"]]
    said, label = word.say(change["before"], change["after"]), word.label
    return said if label is None else str(gettext("%(what)s : %(said)s", what=label, said=said))


def _values(before: str, after: str) -> str:
    return str(gettext("%(after)s au lieu de %(before)s", before=before, after=after))


def _named_days(before: str, after: str) -> str:
    return str(gettext("%(after)s au lieu du %(before)s", before=before, after=after))


def _moments(before: str, after: str) -> str:
    if say_day(before) == say_day(after):
        return _values(hour(datetime.fromisoformat(before)), say_moment(after))
    return _named_days(say_moment(before), say_moment(after))


def say_moment(kept: str) -> str:
    """Say a moment, kept in ISO 8601: samedi 28 novembre à 10 h."""
    moment = datetime.fromisoformat(kept)
    return str(gettext("%(day)s à %(hour)s", day=say_day(kept), hour=hour(moment)))


def _days(before: str, after: str) -> str:
    return _named_days(say_day(before), say_day(after))


def say_day(kept: str) -> str:
    """Say the day of a moment, kept in ISO 8601: samedi 28 novembre."""
    return say_near(in_town(datetime.fromisoformat(kept)).date(), "EEEE d MMMM")


def _titles(before: str, after: str) -> str:
    return _became(before, after)


def _texts(before: str, after: str) -> str:
    said = [_say_chunk(old, new) for old, new in _chunks(_sentences(before), _sentences(after))]
    return reduce(_join, said)


def _say_chunk(old: str, new: str) -> str:
    if not old:
        return str(gettext("en plus : « %(words)s »", words=new))
    if not new:
        return str(gettext("en moins : « %(words)s »", words=old))
    return _became(old, new)


def _became(old: str, new: str) -> str:
    return str(gettext("« %(before)s » devient « %(after)s »", before=old, after=new))


def _chunks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the sentences that changed, those that follow each other together."""
    # Spaces and lines alone change nothing of a sentence.
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield " ".join(old[i1:i2]), " ".join(new[j1:j2])


def _sentences(text: str) -> list[str]:
    """Return the sentences and lines of a text, whole."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [sentence for line in lines if line for sentence in _split(line)]


def _split(line: str) -> Iterator[str]:
    start = 0
    for end in _END.finditer(line):
        if len(end["last"]) != 1 and end["last"].lower() not in _SHORTENED:
            yield line[start : end.end()].strip()
            start = end.end()
    yield line[start:]


@dataclass(frozen=True, slots=True)
class Changing:
    """How one says that something changed, from what was kept before and after, and of what."""

    code: str
    say: Callable[[str, str], str]
    label: LazyString | None = None


WORDS: Register[Changing] = Register("word of what changes")
for _word in (
    Changing("title", _titles),
    Changing("when", _moments),
    Changing("until", _days, _l("fin")),
    Changing("places", _values, _l("places")),
    Changing("people", _values, _l("personnes")),
    Changing("body", _texts, _l("précisions")),
):
    WORDS.declare(_word)
