"""The name of a person for those who are not their neighbours: never the whole of it.

`beyond` decides for every script. What a card, a mail, a conversation or an avatar shows to
somebody beyond the quartier comes from it.
"""

import unicodedata
from functools import lru_cache

from neighbourhood.foundation.words.nobody import is_nobody
from neighbourhood.foundation.words.order import (
    PREFIX,
    Known,
    given_and_family,
    is_particle,
    known,
    names_of,
    script,
)

MOST_KEPT = 20_000
HIDDEN = "…"
# After a letter written from right to left: the full stop stays on its side in a French sentence.
_RIGHT_TO_LEFT_MARK = "\u200f"
# The family name comes first, and often nothing stands between the names.
EAST_ASIA = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "KANGXI"})
_SUFFIXES = frozenset("jr sr ii iii iv fils père júnior junior filho neto".split())  # noqa: SIM905
# Vowels that Thai and Lao write before the letter they follow.
_WRITTEN_BEFORE = frozenset("เแโใไເແໂໃໄ")
_VIRAMA = 9


@lru_cache(maxsize=MOST_KEPT)
def beyond(full_name: str) -> str:
    """Return a name as those beyond the quartier read it.

    The given name and the initial of the family name ("Karima B."), in any script that writes them
    apart and whichever was written first ("DUPONT Jean", "Dupont, Jean", "Nagy István": see
    `order`). Where one cannot know which is which, and might show a family name whole, initials
    are all that shows ("M. T." of Martin Thomas). A particle or an article before the last name and
    a "Jr." behind it do not count ("Jean O." is Jean d’Ormesson), a first name made of two stays
    whole ("Jean-Pierre M."). A name of one word shows its first letter ("M…", "أ…"), with the vowel
    signs that sit on it. A Chinese, Japanese or Korean name shows its first sign, which is of the
    family, whether or not it is written apart ("王…", "김…"). Where one letter would be all there
    is, nothing of that part shows ("Malcolm …", "…").
    """
    if is_nobody(full_name):
        return full_name
    words = _words(full_name)
    if not words:
        return HIDDEN  # no name at all
    if len(words) == 1 or is_east_asian(words[0]):
        return _cut("".join(words))
    told = given_and_family(full_name, words)
    shown = [told[0], _letter(told[1])] if told else [_letter(words[0]), _letter(words[-1])]
    return HIDDEN if shown == [HIDDEN, HIDDEN] else " ".join(shown)


def initials(full_name: str) -> str:
    """Return one or two letters for the avatar: no more than `beyond` tells."""
    if is_nobody(full_name):
        return HIDDEN
    shown = [word for word in beyond(full_name).split() if _letters(word)]
    return "".join(map(_initial, shown)).upper() or HIDDEN


def hello(name: str) -> str:
    """Return how one says hello to somebody whose name one reads as `name`.

    By the given name; by the whole where one cannot know which of its words that is.
    """
    words = _words(name)
    if len(words) < 2 or is_east_asian(words[0]) or is_nobody(name):
        return name
    if any(_is_short(word) for word in name.split()[1:]):
        return name if _is_short(words[0]) or known(words[0]) is Known.FAMILY else words[0]
    told = given_and_family(name, words)
    return told[0] if told else name


@lru_cache(maxsize=MOST_KEPT)
def hello_to_oneself(full_name: str) -> str:
    """Return how one greets somebody on their own page, or in their own mail: it tells nobody else.

    By the first word where one cannot know which is the given name, unless it is a family name.
    """
    said, words = hello(full_name), _words(full_name)
    if said != full_name or len(words) < 2 or is_east_asian(words[0]) or _begins_with_family(words):
        return said
    return words[0]


def _begins_with_family(words: list[str]) -> bool:
    return _is_short(words[0]) or is_particle(words[0]) or known(words[0]) is Known.FAMILY


def is_east_asian(word: str) -> bool:
    """Tell whether a word is written as Chinese, Japanese and Korean names are."""
    found = {script(letter) for letter in word if letter.isalpha()}
    return bool(found & EAST_ASIA)


def _words(full_name: str) -> list[str]:
    words = names_of(full_name)
    while len(words) > 1 and words[-1].strip(".").casefold() in _SUFFIXES:
        words.pop()
    return words


def _letters(word: str) -> list[str]:
    return [sign for sign in word if sign.isalpha()]


def _letter(word: str) -> str:
    """Return the initial of a word of a name, nothing of it where that would be all there is."""
    letter = _initial(word)
    return HIDDEN if _is_all_of(letter, word) else f"{letter}.{_mark_after(letter)}"


def _is_short(word: str) -> bool:
    return word.rstrip(_RIGHT_TO_LEFT_MARK).endswith((".", HIDDEN))


def _cut(word: str) -> str:
    letter = _initial(word)
    if not _is_all_of(letter, word):
        return f"{letter}{HIDDEN}"
    bare = letter[0]
    return HIDDEN if bare == letter else f"{bare}{HIDDEN}"


def _initial(word: str) -> str:
    """Return the first letter of a word, with the marks that sit on it."""
    bare = PREFIX.sub("", word)
    start = next((at for at, sign in enumerate(bare) if _begins(sign)), None)
    if start is None:
        return _letters(word)[0]
    end = start + 1
    while end < len(bare) and unicodedata.category(bare[end])[0] == "M":
        if unicodedata.combining(bare[end]) == _VIRAMA:
            break
        end += 1
    return bare[start:end]


def _begins(sign: str) -> bool:
    return sign.isalpha() and sign not in _WRITTEN_BEFORE


def _is_all_of(letter: str, word: str) -> bool:
    left = PREFIX.sub("", word).replace(letter, "", 1)
    return not _letters(left)


def _mark_after(letter: str) -> str:
    to_the_left = unicodedata.bidirectional(letter[0]) in {"R", "AL"}
    return _RIGHT_TO_LEFT_MARK if to_the_left else ""
