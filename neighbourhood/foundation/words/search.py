"""French words as people type them, brought to one form for indexing and for asking.

The same Python code runs on both sides, so that both databases find the same things: store
`normalise(text)` in one column, index it with FTS5 (`unicode61`) or `array_to_tsvector`
of its words, ask with `fts5_query` or `tsquery`.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

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


def resembles(asked: str, said: str) -> bool:
    """Tell whether every word of `asked` begins a word of `said`; nothing asked resembles all."""
    return resembling(asked)(said)


def resembling(asked: str) -> Callable[[str], bool]:
    """Return what tells which texts `asked` resembles, to be asked of many."""
    wanted = _WORD.findall(_fold(asked))

    def is_like(said: str) -> bool:
        words = _WORD.findall(_fold(said))
        return all(any(word.startswith(one) for word in words) for one in wanted)

    return is_like


def fts5_query(text: str, *, prefix: bool = True) -> str | None:
    """Return a MATCH expression in which every word counts, the last one as a beginning.

    What the file of synonyms knows is found by its other names too.
    """
    return _ask(text, _FTS5, prefix=prefix)


def tsquery(text: str, *, prefix: bool = True) -> str | None:
    """Return an argument for `to_tsquery('simple', …)`, or None when there is nothing to ask."""
    return _ask(text, _TSQUERY, prefix=prefix)


def pattern(text: str, edge: str = r"\b") -> str | None:
    """Return a regular expression that finds in a normalised text what the others ask for.

    `edge` is how whoever reads it writes the edge of a word.
    """
    asked = _ask(text, _PATTERN, prefix=True)
    return f"^{asked}".replace(_EDGE, edge) if asked else None


@dataclass(frozen=True, slots=True)
class _Grammar:
    """How a database wants to be asked; words hold letters and digits only, so quotes suffice."""

    word: str
    begun: str
    both: str
    either: str


_FTS5 = _Grammar('"{}"', '"{}"*', " AND ", " OR ")
_TSQUERY = _Grammar("'{}'", "'{}':*", " & ", " | ")
_EDGE = "@"
_PATTERN = _Grammar("(?=.*@{}@)", "(?=.*@{})", "", "|")

Phrase = tuple[str, ...]


def _ask(text: str, grammar: _Grammar, *, prefix: bool) -> str | None:
    words = normalise(text[:LONGEST_QUESTION]).split()[:MOST_WORDS]
    phrases = list(_phrases(words))
    asked = [
        _said(phrase, grammar, last=prefix and place == len(phrases))
        for place, phrase in enumerate(phrases, 1)
    ]
    return grammar.both.join(asked) or None


def _said(phrase: Phrase, grammar: _Grammar, *, last: bool) -> str:
    # What is being typed may be the beginning of a longer word; its synonyms are whole.
    said = _all_of(phrase, grammar, last=last)
    others = [_all_of(other, grammar) for other in _synonyms().get(phrase, ()) if other != phrase]
    any_of = grammar.either.join(f"({one})" for one in (said, *others))
    return f"({any_of})" if others else said


def _all_of(phrase: Phrase, grammar: _Grammar, *, last: bool = False) -> str:
    *before, final = phrase
    said = [grammar.word.format(word) for word in before]
    return grammar.both.join([*said, (grammar.begun if last else grammar.word).format(final)])


def _phrases(words: list[str]) -> Iterator[Phrase]:
    """Cut `words` into what the synonyms know, longest first, and single words."""
    longest = max(map(len, _synonyms()))
    start = 0
    while start < len(words):
        sizes = range(min(longest, len(words) - start), 0, -1)
        tried = (tuple(words[start : start + size]) for size in sizes)
        phrase = next((one for one in tried if one in _synonyms()), (words[start],))
        yield phrase
        start += len(phrase)


@cache
def _synonyms() -> dict[Phrase, tuple[Phrase, ...]]:
    lines = Path(__file__).with_name("synonyms.txt").read_text("utf-8").splitlines()
    known: dict[Phrase, tuple[Phrase, ...]] = {}
    for line in lines:
        if line and not line.startswith("#"):
            group = tuple(dict.fromkeys(tuple(normalise(one).split()) for one in line.split(",")))
            known |= {phrase: known.get(phrase, ()) + group for phrase in group}
    return known


def _fold(text: str) -> str:
    if text.isascii():  # most names are: nothing of the rest would change them
        return _ELISION.sub(" ", text.lower())
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
