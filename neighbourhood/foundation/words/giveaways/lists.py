"""The words that signs are known by: small lists of our own, read once, when a text first asks."""

import tomllib
from functools import cache
from pathlib import Path

from neighbourhood.foundation.words.giveaways.tokens import fold, keys_of

_FOLDER = Path(__file__).parent / "lists"


@cache
def words(name: str) -> frozenset[str]:
    """Return the folded words of a list."""
    return frozenset(fold(word) for line in _lines(name) for word in line.split())


@cache
def phrases(name: str) -> frozenset[tuple[str, ...]]:
    """Return the phrases of a list, one a line, each as folded words."""
    return frozenset(keys_of(line) for line in _lines(name))


# How a word of a woman or of several ends, and how that of one man does.
_ENDINGS = (
    ("ennes", "en"), ("enne", "en"), ("onnes", "on"), ("onne", "on"), ("elles", "el"),
    ("elle", "el"), ("ettes", "et"), ("ette", "et"), ("euses", "eur"), ("euse", "eur"),
    ("euses", "eux"), ("euse", "eux"), ("trices", "teur"), ("trice", "teur"), ("ives", "if"),
    ("ive", "if"), ("ieres", "ier"), ("iere", "ier"), ("eres", "er"), ("ere", "er"),
    ("aux", "al"), ("ales", "al"), ("ale", "al"), ("es", ""), ("es", "e"), ("s", ""), ("x", ""),
    ("e", ""),
)  # fmt: skip
# Shorter words are too often others: "vole" is no "vol".
_SHORTEST_BASE = 4


def forms(key: str) -> frozenset[str]:
    """Return a folded word and what it may be the feminine or the plural of."""
    bases = (key[: -len(end)] + base for end, base in _ENDINGS if key.endswith(end))
    return frozenset((key, *(base for base in bases if len(base) >= _SHORTEST_BASE)))


def _lines(name: str) -> list[str]:
    text = (_FOLDER / f"{name}.txt").read_text()
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _vocabularies() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "vocabulary.toml").read_text())


def vocabulary(module: str, name: str) -> frozenset[str]:
    """Return the folded words that a module knows its signs by."""
    return these(_vocabularies()[module][name])


def these(text: str) -> frozenset[str]:
    """Return the folded words of `text`: a list short enough to stand in the code."""
    return frozenset(fold(word) for word in text.split())
