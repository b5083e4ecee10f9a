"""The kinds of notification: each slice declares its own, once, with its sentence."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Self, TypedDict, Unpack

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.words import nobody
from neighbourhood.foundation.words.changing import say_changes_of, say_day, say_moment
from neighbourhood.foundation.words.declaring import Register
from neighbourhood.foundation.words.elision import fill
from neighbourhood.foundation.words.money import euros
from neighbourhood.foundation.words.typography import capital
from neighbourhood.notifications.models import Mute, What
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.blocks import are_apart
from neighbourhood.residents.queries.neighbours import name_for


class Importance(StrEnum):
    """What a notification means for the day of its reader."""

    BINDS = "binds"  # decided about the reader, or an answer they are owed: nobody can mute it
    WAITS = "waits"  # somebody or something waits for an answer
    COUNTS = "counts"  # what the reader counts on has changed
    TELLS = "tells"  # good to know, whenever


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says instead of the sentence (nothing: it stays), and what its link is for."""

    write: Callable[[Mapping[str, Any]], str]
    way: LazyString | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """A sentence with placeholders, how much it matters, and whether it goes by mail by default.

    `headline` says in a few words what happened, where the sentence says more: above a mail.
    `general` says it without what happened, where the sentence names more than people.
    `surely` has its mail leave even if the process dies as soon as it is committed.
    `variants` are sentences for what happened in another way: the detail "variant" names one.
    """

    code: str
    sentence: LazyString
    importance: Importance
    by_mail: bool
    headline: LazyString | None = None
    letter: Letter | None = None
    variants: Mapping[str, LazyString] = field(default_factory=dict)
    general: LazyString | None = None
    surely: bool = False

    def told(self, details: Mapping[str, Any]) -> LazyString:
        """Return the sentence for what happened in the way that `details` name."""
        return self.variants.get(str(details.get("variant")), self.sentence)

    @property
    def may_be_muted(self) -> bool:
        """Whether its reader may choose to be told no more of such things."""
        return self.importance is not Importance.BINDS

    def sent(self, *, by_mail: bool) -> Self:
        """Return the same kind, which goes by mail this time, or does not."""
        return replace(self, by_mail=by_mail)


# Telephones show no more of the subject of a mail.
SUBJECT_LIMIT = 60
_LEAST_SHOWN = 12
# Of persons and organisations: never cut, however long the line becomes.
_NAMES = frozenset({"name", "partner", "person"})
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")
# Whoever is named, where it is not said who.
_ANYBODY = {
    "name": _l("une personne"),
    "person": _l("une personne"),
    "partner": _l("un organisme"),
}
# By when: said at the end, after a comma.
_UNTIL = re.compile(r",[^,.]*%\(until\)s")
_NAMED_AFTER_COLON = re.compile(r"\s?:\s.*%\((?:name|partner|person)\)s", re.DOTALL)
# What else happened, or what to do now: the mail itself says it.
_AFTER_FIRST = re.compile(r"(?:(?<=[?!])|\.)(\s.*)?$", re.DOTALL)
_AFTER_COLON = re.compile(r"\s?:\s.*$", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Muting:
    """How one thing of which a resident is told no more is called, by the code of what it is.

    `name` says it to the resident of the first id, None when they may not read it.
    """

    code: str
    icon: str
    name: Callable[[Resident, Mute], str | None]


MUTINGS: Register[Muting] = Register("thing that can be muted")
KINDS: Register[Kind] = Register("notification kind")


def may_be_muted(code: str) -> bool:
    """Tell whether a reader may choose to be told no more of the kind stored as `code`."""
    return code in KINDS and KINDS[code].may_be_muted


class _More(TypedDict, total=False):
    """What a kind may say besides its sentence, each as in `Kind`."""

    headline: LazyString | None
    letter: Letter
    variants: Mapping[str, LazyString]
    general: LazyString | None
    surely: bool


def declare(
    code: str,
    sentence: LazyString,
    *,
    importance: Importance | None = None,
    by_mail: bool | None = None,
    **more: Unpack[_More],
) -> Kind:
    """Make a kind known; two kinds with one code are a mistake.

    What matters goes by mail unless it says otherwise, and what goes by mail matters.
    """
    if importance is None:
        importance = Importance.COUNTS if by_mail else Importance.TELLS
    if by_mail is None:
        by_mail = importance is not Importance.TELLS
    return KINDS.declare(Kind(code, sentence, importance, by_mail, **more))


def say(code: str, details: Mapping[str, Any]) -> str:
    """Return the sentence of a notification in the reader’s language, with its full stop."""
    return ended(fill(str(KINDS[code].told(details)), _named(details)))


def say_in_general(code: str) -> str:
    """Say a kind of news in a whole sentence, without whom nor what it was about."""
    if code not in KINDS:
        return ""
    kind = KINDS[code]
    if kind.general is not None or not _PLACEHOLDER.search(str(kind.sentence)):
        return str(kind.general or kind.sentence)
    begun = (_begins(str(one)) for one in (kind.sentence, kind.headline) if one)
    return next(filter(None, begun), "")


def _begins(sentence: str) -> str:
    """Return how a sentence begins, of anybody; nothing where more than people is named there."""
    first = _AFTER_COLON.sub("", _AFTER_FIRST.sub("", _UNTIL.sub("", sentence)))
    named = set(_PLACEHOLDER.findall(first))
    if named - _ANYBODY.keys() or not _PLACEHOLDER.sub("", first).strip():
        return ""
    said = fill(first, {name: str(word) for name, word in _ANYBODY.items()})
    return capital(said)


def ended(sentence: str) -> str:
    """End a sentence that stands alone with a full stop, unless it has its end."""
    has_end = sentence.rstrip(" \u00a0\u202f»”").endswith((".", "?", "!", "…"))
    return sentence if has_end else f"{sentence}."


def say_shortly(code: str, details: Mapping[str, Any]) -> str:
    """Say in one short line what happened: the title is cut first, a name never."""
    kind, said = KINDS[code], _named(details)
    sentence = _AFTER_FIRST.sub("", str(kind.headline or kind.told(details)))
    least = fill(sentence, {**said, **_cut_all(said)})
    if len(least) > SUBJECT_LIMIT and not _NAMED_AFTER_COLON.search(sentence):
        sentence = _AFTER_COLON.sub("", sentence)
    for name in _to_cut(said):
        over = len(fill(sentence, said)) - SUBJECT_LIMIT
        if over > 0 and f"%({name})s" in sentence:
            said[name] = _cut(said[name], max(len(said[name]) - over, _LEAST_SHOWN))
    line = fill(sentence, said)
    names = any(f"%({name})s" in sentence for name in _NAMES)
    return line if names else _cut(line, SUBJECT_LIMIT)


def _to_cut(said: Mapping[str, str]) -> list[str]:
    """Return which details may be cut, titles first."""
    titles = [name for name in ("title", "subject") if name in said]
    others = said.keys() - set(titles) - _NAMES
    return titles + sorted(others, key=lambda name: -len(said[name]))


def _cut_all(said: Mapping[str, str]) -> dict[str, str]:
    return {name: _cut(said[name], _LEAST_SHOWN) for name in _to_cut(said)}


def _cut(words: str, most: int) -> str:
    if len(words) <= most:
        return words
    kept = words[: most - 1]
    whole = kept.rpartition(" ")[0]
    return (whole or kept).rstrip(" ,;:.«\u00a0\u202f") + "…"


def _named(details: Mapping[str, Any]) -> dict[str, str]:
    # What was written before organisations had a placeholder of their own names them "name".
    said = {name: _said(value) for name, value in details.items()}
    if isinstance(details.get("changes"), list):
        said["changes"] = say_changes_of(said["name"], said["title"], details["changes"])
    return {"partner": said.get("name", ""), **said}


def _said(value: Any) -> str:
    if isinstance(value, dict):
        if "day" in value:
            return say_day(f"{value['day']}T12:00+00:00")  # noon is that day on our clocks too
        return say_moment(value["moment"]) if "moment" in value else str(euros(value["cents"]))
    return nobody.read(str(value))


def say_in_mail(code: str, details: Mapping[str, Any]) -> str:
    """Return what the mail of a notification says: its letter, or else its sentence."""
    letter = KINDS[code].letter
    return (letter.write(details) if letter else "") or say(code, details)


def is_by_mail(code: str) -> bool:
    """Tell whether a notification of this kind also goes by mail."""
    return KINDS[code].by_mail


def _name_of_person(reader: Resident, mute: Mute) -> str | None:
    other = db.session.get(Resident, mute.thing_id)
    if other is None or are_apart(reader.id, other.id):
        return None
    return name_for(other, reader)


MUTINGS.declare(
    Muting(code=What.KIND, icon="bell", name=lambda _reader, mute: say_in_general(mute.kind))
)
MUTINGS.declare(Muting(code=What.PERSON, icon="user", name=_name_of_person))
