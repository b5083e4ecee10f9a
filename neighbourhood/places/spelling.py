"""How people write addresses: accents, abbreviations, typing slips."""

import re
import unicodedata
from typing import TYPE_CHECKING

from neighbourhood.foundation.lazily import lazily

if TYPE_CHECKING:
    from rapidfuzz import distance
else:
    distance = lazily("rapidfuzz.distance")

_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l"})
_LONGEST = 40

ABBREVIATIONS = {
    "all": "allee",
    "av": "avenue",
    "ave": "avenue",
    "bd": "boulevard",
    "bld": "boulevard",
    "blvd": "boulevard",
    "boul": "boulevard",
    "ch": "chemin",
    "che": "chemin",
    "crs": "cours",
    "dr": "docteur",
    "fbg": "faubourg",
    "fg": "faubourg",
    "gal": "general",
    "imp": "impasse",
    "mal": "marechal",
    "pass": "passage",
    "pl": "place",
    "r": "rue",
    "res": "residence",
    "rte": "route",
    "sq": "square",
    "st": "saint",
    "ste": "sainte",
}
SUFFIXES = {"bis": "b", "ter": "t", "quater": "q", "quinquies": "c"}


def tokens(text: str) -> list[str]:
    """Return the words and numbers of `text`, folded; "12bis" is two of them."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return [token[:_LONGEST] for token in _TOKEN.findall(bare)]


def words(text: str) -> list[str]:
    """Return the tokens of `text`, abbreviations written out."""
    return [ABBREVIATIONS.get(token, token) for token in tokens(text)]


def suffix_sign(suffix: str) -> str:
    """Return what tells two suffixes apart: "bis" and "B" are the same."""
    bare = "".join(tokens(suffix))
    return SUFFIXES.get(bare, bare)


def slips(word: str) -> set[str]:
    """Return `word` and what is left of it without any one letter."""
    return {word} | {word[:i] + word[i + 1 :] for i in range(len(word))}


def splits(word: str) -> list[tuple[str, str]]:
    """Return the two words that `word` may be when a space is missing, most even first."""
    cuts = range(2, len(word) - 1)
    return [(word[:cut], word[cut:]) for cut in sorted(cuts, key=lambda c: abs(2 * c - len(word)))]


def is_slip(typed: str, meant: str) -> bool:
    """Tell whether `typed` is `meant` with one slip, or two in a long word."""
    most = 1 if len(meant) < 6 else 2
    return distance.OSA.distance(typed, meant, score_cutoff=most) <= most
