"""Passwords that are guessed at once: one sign, a row of keys, words that anybody tries."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from neighbourhood.foundation.lazily import lazily

if TYPE_CHECKING:
    from zxcvbn import frequency_lists
else:
    frequency_lists = lazily("zxcvbn.frequency_lists")

# The words that people choose most, in French and in English, and those of this place.
_COMMON = re.findall(
    r"\w+",
    """
admin amour anniversaire azerty bienvenue bonjour bonsoir chaton cheval chocolat chouchou coucou
dauphin dimanche doudou dragon entraide famille fleur football france freedom hello iloveyou
jetaime letmein licorne loulou lundi maison maitre maman mamie marseille master mercredi michael
minou monkey motdepasse neighbour nicolas palier papa papillon paris passe passwd password
princess princesse quartier qwerty qwertz samedi secret shadow soleil sunshine superman
superuser test toto user utilisateur vacances voisin voisine welcome
""",
)
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "azertyuiop", "qsdfghjklm", "wxcvbn", "qwertyuiop",
         "asdfghjkl", "zxcvbnm", "qwertzuiop")  # fmt: skip
_SHORTEST_RUN = 3
_SHORTEST_WORD = 3
_LONGEST_PIECE = 4
# A date, a telephone number, a row of figures: ten or twelve of them are no secret.
_FEW_FIGURES = 12
_ENOUGH = 5


def is_guessed(password: str, known: Iterable[str] = ()) -> bool:
    """Tell whether hardly more is left of `password` than words and rows that are tried first.

    `known` are words about the person and the place: a name, a mailbox, a town.
    """
    bare = _bare(password)
    if password.casefold() in _leaked():
        return True
    if bare.isdigit():
        return len(bare) <= _FEW_FIGURES or _repeats(bare)
    letters = "".join(filter(str.isalpha, bare))
    words = {word for text in known for word in map(_bare, re.split(r"[\W_]+", text))}
    tried = sorted(words | set(_COMMON) | set(_runs()), key=len, reverse=True)
    for word in (word for word in tried if len(word) >= _SHORTEST_WORD):
        letters = letters.replace(word, "")
    # Signs of no letter, as in a script without case or a password of marks, count as well.
    others = len(password) - len(bare)
    return _repeats(bare or password) or len(letters) + others // 2 < _ENOUGH


def _bare(text: str) -> str:
    flat = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in flat if sign.isalnum())


@cache
def _leaked() -> frozenset[str]:
    """Return the 30,000 passwords found most often in what was stolen from other sites."""
    return frozenset(frequency_lists.FREQUENCY_LISTS["passwords"])


def _repeats(text: str) -> bool:
    pieces = range(1, _LONGEST_PIECE + 1)
    return any(text == (text[:size] * len(text))[: len(text)] for size in pieces)


def _runs() -> Iterable[str]:
    for row in (*_ROWS, *(row[::-1] for row in _ROWS)):
        for size in range(_SHORTEST_RUN, len(row) + 1):
            yield from (row[start : start + size] for start in range(len(row) - size + 1))
