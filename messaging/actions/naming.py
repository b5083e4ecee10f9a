"""Whom a line names by its words: a name typed whole counts as one that was picked from the list.

It becomes the short one, as if it had been picked: each reads in its place what they may read.
"""

import unicodedata
from collections.abc import Iterable, Mapping

from messaging.queries import people
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.neighbours import name_for

_ALIKE = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " "})

# By how a name is typed, those inside who bear it.
Known = Mapping[str, list[Resident]]


def spell(
    text: str, conversation_id: int, author: Resident, picked: Iterable[int] = ()
) -> tuple[str, tuple[int, ...]]:
    """Return a text with short names in place of those typed whole, and all whom it names."""
    named = list(picked)
    if "@" not in text:
        return text, tuple(named)
    known = _known(conversation_id, author)
    first, *parts = text.split("@")
    spelled = [first]
    for part in parts:
        whom = _typed(part, known, named) if _begins_word(spelled[-1]) else None
        if whom is not None:
            length, one = whom
            part = one.public_name + part[length:]  # noqa: PLW2901 - as it is kept
            named.append(one.id)
        spelled.append(part)
    return "@".join(spelled), tuple(dict.fromkeys(named))


def _begins_word(before: str) -> bool:
    return not before or before[-1].isspace()


def _known(conversation_id: int, author: Resident) -> Known:
    """Return who may be named, by the names that the author reads of them: no other one counts."""
    there = people.all_there(conversation_id, met_by=author.id)
    known: dict[str, list[Resident]] = {}
    if len(there) < 2:
        return known  # between two, everything is said to the other
    for one in there:
        for name in {_plain(name_for(one, author)), _plain(one.public_name)}:
            known.setdefault(name, []).append(one)
    return known


def _typed(part: str, known: Known, named: list[int]) -> tuple[int, Resident] | None:
    """Return how long a name at the beginning is, and whose: the longest, if it is one person’s."""
    plain = _plain(part)
    for length in sorted(set(map(len, known)), reverse=True):
        if plain[:length] in known and not plain[length : length + 1].isalnum():
            bearers = known[plain[:length]]
            sure = [one for one in bearers if one.id in named] or bearers
            return (length, sure[0]) if len(sure) == 1 else None
    return None


def _plain(text: str) -> str:
    """Return a text without accents or capitals, each sign in its place."""
    signs = (unicodedata.normalize("NFD", sign)[0].lower()[:1] for sign in text.translate(_ALIKE))
    return "".join(signs)
