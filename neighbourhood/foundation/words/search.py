"""French words as people type them, brought to one form for indexing and for asking.

The same Python code runs on both sides, so that both databases find the same things: store
`normalise(text)` in one column, index it with FTS5 (`unicode61`) or `array_to_tsvector`
of its words, ask with `fts5_query` or `tsquery`.
"""

import re
import unicodedata
from functools import lru_cache

from neighbourhood.foundation.lazily import lazily

snowballstemmer = lazily("snowballstemmer")

MOST_WORDS = 12
LONGEST_QUESTION = 200
_ELISION = re.compile(r"\b(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)['’ʼ]")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})
_WORD = re.compile(r"[^\W_]+")
_SMALL_WORDS = frozenset(
    """
    a au aux avec ce ces cet cette dans de des du en et la le les
    ma mes mon ou par pour sa ses son sur un une
    """.split(),  # noqa: SIM905 - readable as words
)


def normalise(text: str) -> str:
    """Return the words of `text`, folded and stemmed, between single spaces."""
    folded = _fold(text)
    words = _WORD.findall(folded)
    telling = [word for word in words if word not in _SMALL_WORDS] or words
    return " ".join(_stem(word) for word in telling)


def fts5_query(text: str, *, prefix: bool = True) -> str | None:
    """Return a MATCH expression in which every word counts, the last one as a beginning."""
    return _ask(text, '"{}"', "*" if prefix else "", " ")


def tsquery(text: str, *, prefix: bool = True) -> str | None:
    """Return an argument for `to_tsquery('simple', …)`, or None when there is nothing to ask."""
    return _ask(text, "'{}'", ":*" if prefix else "", " & ")


def _ask(text: str, quoted: str, last: str, between: str) -> str | None:
    # Words hold letters and digits only, so quoting them is enough.
    words = normalise(text[:LONGEST_QUESTION]).split()[:MOST_WORDS]
    return between.join(quoted.format(word) for word in words) + last if words else None


def _fold(text: str) -> str:
    lower = unicodedata.normalize("NFC", text).casefold().translate(_LIGATURES)
    bare = _ELISION.sub(" ", lower)
    return "".join(
        letter
        for letter in unicodedata.normalize("NFKD", bare)
        if unicodedata.category(letter) != "Mn"
    )


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    # A stemmer keeps state: one per call is safe in threads, the cache makes it cheap.
    stem = str(snowballstemmer.stemmer("french").stemWord(word))
    return stem[:-1] if len(stem) > 3 and stem[-1] in "sx" else stem
