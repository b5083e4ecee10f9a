"""What a notice speaks of: its telling words, and the ideas they stand for.

`ideas.txt` says which words go together, `common.txt` which say nothing, `times.txt` which name a
moment. People read and correct those three; nothing of them stands in code.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from neighbourhood.foundation.words.search import normalise

_WORD = re.compile(r"[^\W\d_]{3,}")
# A shorter word with another letter is another word.
_LEAST_MISSPELT = 5

# Doubled letters, a mute h, and what is written in two ways.
_HEARD = tuple(
    (re.compile(written), heard)
    for written, heard in (
        ("ph", "f"),
        ("(?<![cs])h", ""),
        ("[eai]n(?=[^aeiouy]|$)", "an"),
        ("qu|k|c(?![hei])", "k"),
        ("e?au", "o"),
        ("y", "i"),
        ("z", "s"),
        (r"(.)\1+", r"\1"),
    )
)

Phrase = frozenset[str]


@lru_cache(maxsize=20_000)
def ideas_in(search: str) -> frozenset[str]:
    """Return what a text speaks of, from its words as the search keeps them."""
    words = frozenset(search.split())
    meant = words.union(*(_meant(word) for word in words))
    telling = {word for word in meant if word not in _common() and len(word) > 2}
    return frozenset(telling) | _named(meant)


def is_named(idea: str) -> bool:
    """Tell whether an idea is one of the file, not a bare word."""
    return idea.startswith("=")


def moments_in(search: str) -> frozenset[str]:
    """Return the moments of which a text speaks, by their names."""
    return frozenset(filter(None, map(_moments().get, search.split())))


def spoken(text: str) -> dict[str, str]:
    """Return how a text says each of its ideas: by the first of its own words that stands for it.

    Of a name of several words, the longest.
    """
    written: dict[str, str] = {}
    for word in _WORD.findall(text):
        for idea in sorted({*ideas_in(normalise(word)), *_meant(normalise(word)), normalise(word)}):
            written.setdefault(idea, word.lower())
    words = frozenset(written)
    for idea in _named(words) - words:
        phrase = next(phrase for phrase in _groups()[idea] if phrase <= words)
        written[idea] = written[max(phrase, key=lambda word: (len(word), word))]
    return written


def ways_to_say(idea: str) -> tuple[Phrase, ...]:
    """Return all ways to say an idea: one word, or several that are all said."""
    return _groups().get(idea, (frozenset({idea}),))


@lru_cache(maxsize=50_000)
def _meant(word: str) -> frozenset[str]:
    """Return the known words that sound like `word`, if it is not one itself."""
    if word in _known() or word in _common():
        return frozenset()
    return _sounding().get(_sound(word), frozenset())


def _named(words: frozenset[str]) -> frozenset[str]:
    asked = {phrase for word in words for phrase in _by_word().get(word, ())}
    return frozenset(idea for idea, phrase in asked if phrase <= words and not phrase <= _common())


@cache
def _groups() -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, tuple[Phrase, ...]] = {}
    for names in _lines("ideas.txt"):
        phrases = (frozenset(normalise(name).split()) for name in names)
        found[f"={names[0]}"] = tuple(dict.fromkeys(phrases))
    return found


@cache
def _by_word() -> dict[str, list[tuple[str, Phrase]]]:
    found: dict[str, list[tuple[str, Phrase]]] = {}
    for idea, phrases in _groups().items():
        for phrase in phrases:
            for word in phrase:
                found.setdefault(word, []).append((idea, phrase))
    return found


@cache
def _known() -> frozenset[str]:
    return frozenset(_by_word())


@cache
def _sounding() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for word in filter(_is_long, _known()):
        found[_sound(word)] = found.get(_sound(word), frozenset()) | {word}
    return found


def _is_long(word: str) -> bool:
    return len(word) >= _LEAST_MISSPELT


def _sound(word: str) -> str:
    """Return how a word sounds, roughly: what people misspell most is not in it."""
    for written, heard in _HEARD:
        word = written.sub(heard, word)
    return word


@cache
def _common() -> frozenset[str]:
    said = " ".join(word for names in _lines("common.txt") for word in names)
    one_by_one = (normalise(word) for word in said.split())
    return frozenset(word for words in one_by_one for word in words.split()) | set(_moments())


@cache
def _moments() -> dict[str, str]:
    named = ((word, names[0]) for names in _lines("times.txt") for word in names)
    return {normalise(word).split()[-1]: name for word, name in named}


def _lines(name: str) -> Iterable[list[str]]:
    for line in Path(__file__).with_name(name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield [word.strip() for word in line.split(",")]
