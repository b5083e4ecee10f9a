"""Which word of a name is the given one, whatever the order in which its owner wrote it.

Forms in France print the family name first and in capitals ("DUPONT Jean"), lists put a comma
behind it ("Dupont, Jean"), and much of the world says it first ("Nagy István", "Nguyễn Văn An").
Capitals and commas tell. Where there are none, what the words are known as tells: our own lists
hold a few thousand names that are borne in France. Where nothing is known of either word the order
is the one the form asks for, "Prénom et nom": whoever bears a rare name is called by it like
everybody else. Where what is known speaks for both orders nobody can know.
"""

import re
import unicodedata
from enum import StrEnum
from functools import cache, lru_cache
from itertools import takewhile

from neighbourhood.foundation.words.giveaways.lists import words

_MOST_KEPT = 10_000
# From this class on, combining signs are accents, tones and points, not vowels.
_ACCENTS = 10
_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ı": "i", "ə": "e", "đ": "d", "ł": "l", "ð": "d", "þ": "th"}
)
# What begins a family name; of somebody who wrote it first it is the first word.
_PARTICLES = frozenset(
    """
    ait al bar ben bin bou da dal das de degli del della den der des di do dos du el ibn la las
    le les lo los mac mc o ould saint sainte st ste ter ten van vande vander von vom zu zum zur
    بن ابن بو
    """.split()  # noqa: SIM905 - readable as words
)
# Who somebody is called, or was once; "M." may be an initial, and stays.
_NO_NAMES = frozenset(
    """
    docteur dr ep epouse famille madame mademoiselle maitre melle mlle mme monsieur mr mrs ms nee
    veuve vve
    """.split()  # noqa: SIM905 - readable as words
)
_BRACKETS = re.compile(r"\([^()]*\)")
# What is written before a name in the same word: "d’Ormesson", "al-Amine", "الأمين".
PREFIX = re.compile(
    r"^(?:(?:[DdLl]|dell|all|nell)’(?=\w)|(?:[ae](?:l|s|sh|d|n|r|t|z)|ul)-(?=\w)|ال(?=\w\w))"
)
# "JP", "MC", "J.-P.": initials of a first name, which capitals say nothing about.
_SHORT = re.compile(r"[^\W\d_aeiouyAEIOUY]{1,2}|\w")
_HALF_CAPITAL = re.compile(r"^(?:Mc|Mac|[dDlLO][’']|(?i:al|el)-)(?=\w)")


class Known(StrEnum):
    """What a word is known as."""

    GIVEN = "given"
    RATHER_GIVEN = "rather_given"
    EITHER = "either"
    FAMILY = "family"
    NOTHING = "nothing"


_GIVEN = frozenset({Known.GIVEN, Known.RATHER_GIVEN})
# Their people say the given name first, or have no family names.
_GIVEN_FIRST_SCRIPTS = frozenset({"THAI", "LAO", "ETHIOPIC", "MYANMAR"})
# Pairs of a first and a last word of which nothing says that the first is the family name.
_GIVEN_FIRST = frozenset(
    {
        (Known.GIVEN, Known.FAMILY),
        (Known.GIVEN, Known.EITHER),
        (Known.GIVEN, Known.RATHER_GIVEN),
        (Known.GIVEN, Known.NOTHING),
        (Known.RATHER_GIVEN, Known.FAMILY),
        (Known.RATHER_GIVEN, Known.EITHER),
        (Known.RATHER_GIVEN, Known.NOTHING),
        (Known.EITHER, Known.FAMILY),
        (Known.EITHER, Known.NOTHING),
        (Known.NOTHING, Known.FAMILY),
        (Known.NOTHING, Known.NOTHING),
    }
)


def given_and_family(text: str, words: list[str]) -> tuple[str, str] | None:
    """Return the given name one is called by and the family name, None where nobody can know.

    `words` are those of `text` that are names, at least two.
    """
    return _by_comma(text, words) or (
        _by_capitals(words) if _has_capitals(words) else _by_what_is_known(words)
    )


def names_of(text: str) -> list[str]:
    """Return the words of `text` that are names: no titles, no figures, no "née", no nickname."""
    bare = _BRACKETS.sub(" ", text)
    words, without = (_split(each) for each in (text, bare))
    return without if len(without) > 1 else words


def _split(text: str) -> list[str]:
    # A dash or a figure between two names is no name; a comma may stand without a space.
    words = [word for word in re.split(r"[\s,;()]+", text) if any(map(str.isalpha, word))]
    named = [word for word in words if _key(word) not in _NO_NAMES]
    return named or words


def known(word: str) -> Known:
    """Return what a word is known as: compound names by what their parts are."""
    key = _key(word)
    if found := _names().get(key):
        return found
    parts = {_names().get(part, Known.NOTHING) for part in re.split(r"[-–·]", key) if part}
    if not parts or Known.FAMILY in parts:
        return Known.FAMILY if parts else Known.NOTHING
    if len(parts) == 1:
        return parts.pop()
    return (
        Known.GIVEN if parts <= _GIVEN else Known.RATHER_GIVEN if parts & _GIVEN else Known.EITHER
    )


def _by_comma(text: str, words: list[str]) -> tuple[str, str] | None:
    before = set(_split(text.partition(",")[0]))
    family = list(takewhile(before.__contains__, words))
    given = words[len(family) :]
    if not family or not given:
        return None
    return _agreed(given, family)


def _has_capitals(words: list[str]) -> bool:
    loud = [word for word in words if _is_loud(word)]
    quiet = [word for word in words if _is_quiet(word)]
    return bool(loud and quiet)


def _by_capitals(words: list[str]) -> tuple[str, str] | None:
    quiet = [word for word in words if not _is_loud(word) and not is_particle(word)]
    return _agreed(quiet, [word for word in words if _is_loud(word)])


def _agreed(given: list[str], family: list[str]) -> tuple[str, str] | None:
    """Return the two names unless what is known of them speaks against how they are written."""
    first, last = known(given[0]), known(family[-1])
    if last is Known.GIVEN or (first is Known.FAMILY and last is not Known.FAMILY):
        return None
    return given[0], family[-1]


def _by_what_is_known(words: list[str]) -> tuple[str, str] | None:
    first, last = words[0], words[-1]
    kinds = _first_known(first), known(last)
    if kinds[0] is not Known.GIVEN and _has_vietnamese_middle(words):
        return None
    if kinds in _GIVEN_FIRST or (kinds[0] is not Known.FAMILY and _says_given(words)):
        return first, last
    if kinds[0] is Known.FAMILY and kinds[1] in _GIVEN:
        return _earliest_given(words[1:]), next(w for w in words if not is_particle(w))
    return None


def _has_vietnamese_middle(words: list[str]) -> bool:
    """Tell whether a name has "Văn" or "Thị" in its middle: then the family name stands first."""
    return any(word[0].isupper() and _key(word) in {"van", "thi"} for word in words[1:-1])


def _says_given(words: list[str]) -> bool:
    """Tell whether the first word can be no family name: "J.-P.", "Ludwig van", "สมชาย"."""
    first, second = words[:2]
    ends_with_given = known(words[-1]) is Known.GIVEN
    return (
        (_is_initials(first) and ("." in first or not ends_with_given))
        or script(first[0]) in _GIVEN_FIRST_SCRIPTS
        or (second.islower() and is_particle(second) and not ends_with_given)
        or (len(words) == 2 and PREFIX.match(second) is not None)
    )


def _first_known(word: str) -> Known:
    begins = is_particle(word) or PREFIX.match(word)
    return Known.FAMILY if begins else known(word)


def _earliest_given(words: list[str]) -> str:
    """Return the first of the given names that end a name: "Jean" of "Dupont Jean Michel"."""
    at = len(words) - 1
    while at and known(words[at - 1]) in _GIVEN:
        at -= 1
    return words[at]


def script(letter: str) -> str:
    """Return the script of a letter, as Unicode calls it: "LATIN", "CYRILLIC", "CJK"."""
    # The standard library knows it by the name of the letter only: "CYRILLIC SMALL LETTER A".
    return unicodedata.name(letter, "UNKNOWN").partition(" ")[0].partition("-")[0]


def _is_loud(word: str) -> bool:
    cased = [sign for sign in _HALF_CAPITAL.sub("", word) if sign.isupper() or sign.islower()]
    return len(cased) > 1 and all(sign.isupper() for sign in cased) and not _is_initials(word)


def _is_quiet(word: str) -> bool:
    # A script without capitals is never loud beside one that has them.
    speaks = any(sign.isalpha() and not sign.isupper() for sign in word)
    return speaks and not _is_loud(word) and not is_particle(word)


def _is_initials(word: str) -> bool:
    parts = [part for part in re.split(r"[-.]", word) if part]
    return all(part.isupper() and _SHORT.fullmatch(part) for part in parts)


def is_particle(word: str) -> bool:
    """Tell whether a word is an article or a particle of a name: "de", "Le", "van"."""
    return _key(word) in _PARTICLES


@lru_cache(maxsize=_MOST_KEPT)
def _key(word: str) -> str:
    bare = PREFIX.sub("", word.strip(".,;()"))
    plain = unicodedata.normalize("NFKD", bare.casefold().translate(_LETTERS).replace("’", "'"))
    kept = "".join(sign for sign in plain if unicodedata.combining(sign) < _ACCENTS)
    return unicodedata.normalize("NFC", kept)


@cache
def _names() -> dict[str, Known]:
    """Return every known name, read once, when a name is first shortened."""
    given = _listed("first_names", "words_that_are_names", "given_elsewhere")
    family = _listed("surnames", "more_surnames", "family_elsewhere")
    kinds = {
        Known.GIVEN: given - family,
        Known.FAMILY: family - given,
        Known.EITHER: (given & family) | _listed("names_of_both"),
        Known.RATHER_GIVEN: _listed("rather_given"),
    }
    return {word: kind for kind, listed in kinds.items() for word in listed}


def _listed(*lists: str) -> set[str]:
    return {_key(word) for name in lists for word in words(name)}
