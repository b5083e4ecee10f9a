"""Which words of a text another one does not have: marked in its place, word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

# A word with the blanks before it: what is cut can be put together again.
_WORD = re.compile(r"\s*\S+|\s+$")
# Beyond, words are not paired: a text that long is another one where it differs.
MOST_WORDS = 2_000
# Two lines with fewer words in common are two lines, not one that changed.
_ALIKE = 0.4


class Stretch(NamedTuple):
    """Some words in a row: in both texts, or in this one alone."""

    text: str
    is_alone: bool


def compared(text: str, other: str) -> list[Stretch]:
    """Return `text` in stretches, those marked that `other` does not have."""
    words, others = _WORD.findall(text), _WORD.findall(other)
    if max(len(words), len(others)) > MOST_WORDS:
        return [Stretch(text, text != other)] if text else []
    return list(_stretches(words, others))


def _stretches(words: list[str], others: list[str]) -> Iterator[Stretch]:
    plain, plain_others = [word.strip() for word in words], [word.strip() for word in others]
    matcher = SequenceMatcher(None, plain, plain_others, autojunk=False)
    for tag, start, end, _from, _to in matcher.get_opcodes():
        said = "".join(words[start:end])
        if not said:
            continue
        if tag == "equal":
            yield Stretch(said, is_alone=False)
            continue
        # The blank before a word that is marked is not part of what changed.
        bare = said.lstrip()
        if bare != said:
            yield Stretch(said[: len(said) - len(bare)], is_alone=False)
        if bare:
            yield Stretch(bare, is_alone=True)


class Pair(NamedTuple):
    """A line as it was and as it is now, word by word; nothing where it was not, or is no more."""

    before: list[Stretch]
    after: list[Stretch]


def line_by_line(before: str, after: str) -> list[Pair]:
    """Return the lines that changed from one text to the next, in order."""
    were, are = _lines(before), _lines(after)
    found: list[Pair] = []
    for tag, start, end, first, last in SequenceMatcher(None, were, are).get_opcodes():
        if tag != "equal":
            found += _paired(were[start:end], are[first:last])
    return found


def _lines(text: str) -> list[str]:
    return [line for line in (said.strip("-# \t") for said in text.splitlines()) if line]


def _paired(were: list[str], are: list[str]) -> Iterator[Pair]:
    for was, now in zip_longest(were, are, fillvalue=""):
        if _alike(was, now):
            yield Pair(compared(was, now), compared(now, was))
            continue
        # Another line altogether: the one is gone, the other is new.
        if was:
            yield Pair([Stretch(was, is_alone=True)], [])
        if now:
            yield Pair([], [Stretch(now, is_alone=True)])


def _alike(was: str, now: str) -> bool:
    return SequenceMatcher(None, was.split(), now.split(), autojunk=False).ratio() > _ALIKE
