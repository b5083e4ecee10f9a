"""How people write addresses: accents, abbreviations, typing slips."""

import re
import unicodedata

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
    return distance(typed, meant) <= (1 if len(meant) < 6 else 2)


def distance(left: str, right: str) -> int:
    """Count the letters to add, drop, change or swap between two words."""
    before, row = [0] * (len(right) + 1), list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        before, above, row = row, before, [i]
        for j, b in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
    return row[-1]
