"""How people write addresses: accents, abbreviations, typing slips."""

import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from neighbourhood.foundation.lazily import lazily

if TYPE_CHECKING:
    from rapidfuzz import distance
else:
    distance = lazily("rapidfuzz.distance")

_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l"})
_LONGEST = 40
_BEGINNING = 8

ABBREVIATIONS = {
    "adj": "adjudant", "all": "allee", "av": "avenue", "ave": "avenue", "aven": "avenue",
    "bd": "boulevard", "bld": "boulevard", "blvd": "boulevard", "boul": "boulevard",
    "bvd": "boulevard", "car": "carrefour", "carr": "carrefour", "cc": "centre", "ch": "chemin",
    "che": "chemin", "chem": "chemin", "chs": "chaussee", "cne": "capitaine", "col": "colonel",
    "cdt": "commandant", "cmdt": "commandant", "cpt": "capitaine", "cite": "cite", "crs": "cours",
    "cr": "cours", "dr": "docteur", "doct": "docteur", "esp": "esplanade", "fbg": "faubourg",
    "fg": "faubourg", "faub": "faubourg", "gal": "general", "gen": "general", "gr": "grande",
    "ham": "hameau", "imp": "impasse", "lot": "lotissement", "lt": "lieutenant",
    "mal": "marechal", "mar": "marechal", "mgr": "monseigneur", "nd": "notre", "pas": "passage",
    "pass": "passage", "psg": "passage", "psge": "passage", "pl": "place", "plc": "place",
    "pdt": "president", "pres": "president", "pr": "professeur", "prof": "professeur",
    "prom": "promenade", "pt": "petit", "pte": "porte", "qu": "quai", "quart": "quartier",
    "r": "rue", "res": "residence", "rle": "ruelle", "rpt": "rond", "rte": "route",
    "sen": "sentier", "sent": "sentier", "sgt": "sergent", "sq": "square", "st": "saint",
    "ste": "sainte", "sts": "saints", "trav": "traverse", "trv": "traverse", "vla": "villa",
    "vil": "villa", "voi": "voie", "zac": "zac",
}  # fmt: skip
# What an abbreviation may stand for besides the word that it usually does.
ALSO = {
    "all": ("allees",), "gal": ("galerie",), "pt": ("pont", "point"), "pte": ("petite",),
    "cr": ("cour",), "gr": ("grand",), "mar": ("marche",), "pr": ("port", "president"),
    "col": ("colline",), "res": ("resistance",), "ch": ("chaussee", "champ"), "car": ("carre",),
    "pas": ("passerelle",), "lot": ("lot",), "nd": ("dame",), "esp": ("espace",), "st": ("square",),
    "vil": ("ville", "village"), "cne": ("commune",), "sen": ("senateur",), "gen": ("generale",),
    "fg": ("fosse",), "mal": ("malte",), "pl": ("plaine",), "cite": (), "sent": ("sente",),
}  # fmt: skip
NUMBER_WORDS = {
    "un": 1, "premier": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7,
    "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14,
    "quinze": 15, "seize": 16, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50,
    "soixante": 60, "cent": 100,
}  # fmt: skip
_SPELT = {str(value): word for word, value in NUMBER_WORDS.items() if word != "premier"}
SUFFIXES = {"bis": "b", "ter": "t", "quater": "q", "quinquies": "c"}


def tokens(text: str) -> list[str]:
    """Return the words and numbers of `text`, folded; "12bis" is two of them."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return [token[:_LONGEST] for token in _TOKEN.findall(bare)]


def spans(text: str) -> list[tuple[int, int]]:
    """Return where each token of `text` stands in it."""
    return [found.span() for found in _TOKEN.finditer(text)]


def words(text: str) -> list[str]:
    """Return the tokens of `text`, abbreviations written out."""
    return [ABBREVIATIONS.get(token, token) for token in tokens(text)]


def suffix_sign(suffix: str) -> str:
    """Return what tells two suffixes apart: "bis" and "B" are the same."""
    bare = "".join(tokens(suffix))
    return SUFFIXES.get(bare, bare)


def meanings(token: str) -> list[str]:
    """Return what a token stands for as it is: itself, written out, a number in words."""
    found = [token, ABBREVIATIONS.get(token, token), *ALSO.get(token, ())]
    if token in NUMBER_WORDS:
        found.append(str(NUMBER_WORDS[token]))
    if token in _SPELT:
        found.append(_SPELT[token])
    return list(dict.fromkeys(found))


def in_figures(said: Sequence[str]) -> int:
    """Return the number that words say: quatre-vingt-dix-sept is 97."""
    total = 0
    for word in said:
        value = NUMBER_WORDS.get(word.removesuffix("s"), NUMBER_WORDS.get(word, 0))
        grows = value in {20, 100} and 0 < total < value
        total = total * value if grows else total + value
    return total


def is_figure(word: str) -> bool:
    """Tell whether a word says a number."""
    return word in NUMBER_WORDS or word.removesuffix("s") in {"vingt", "cent"}


def slips(word: str) -> set[str]:
    """Return the beginning of `word` and what is left of it without one or two letters.

    Two words that share one of these may be two slips apart, whatever their ends are.
    """
    start = word[:_BEGINNING]
    once = {start[:i] + start[i + 1 :] for i in range(len(start))} if len(word) > 3 else set()
    if len(word) < 4:
        return {start} | {start[:i] + start[i + 1 :] for i in range(len(start)) if len(word) > 1}
    twice = {each[:i] + each[i + 1 :] for each in once for i in range(len(each))}
    return {start} | once | (twice if len(word) > 4 else set())


def splits(word: str) -> list[tuple[str, str]]:
    """Return the two words that `word` may be when a space is missing, most even first."""
    cuts = range(2, len(word) - 1)
    return [(word[:cut], word[cut:]) for cut in sorted(cuts, key=lambda c: abs(2 * c - len(word)))]


def is_slip(typed: str, meant: str) -> bool:
    """Tell whether `typed` is `meant` with one slip, or two in a long word."""
    return slip_count(typed, meant) is not None


def slip_count(typed: str, meant: str) -> int | None:
    """Return how many slips lie between two words, or None when it is too many."""
    most = 1 if len(meant) < 6 else 2
    count: int = distance.OSA.distance(typed, meant, score_cutoff=most)
    return count if count <= most else None
