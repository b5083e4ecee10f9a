"""Which of our faces writes which letter: names come in the scripts of the whole world."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from neighbourhood.foundation.lazily import lazily

if TYPE_CHECKING:
    from fontTools import ttLib
else:
    ttLib = lazily("fontTools.ttLib")  # noqa: N816 - as fontTools spells it

# What every paper is written in; the others lend the letters it lacks, the first that has them.
USUAL = {"": "DejaVuSans.ttf", "B": "DejaVuSans-Bold.ttf"}
OTHERS = (
    "NotoSansArabic",
    "NotoSansDevanagari",
    "NotoSansBengali",
    "NotoSansGurmukhi",
    "NotoSansGujarati",
    "NotoSansOriya",
    "NotoSansTamil",
    "NotoSansTelugu",
    "NotoSansKannada",
    "NotoSansMalayalam",
    "NotoSansSinhala",
    "NotoSansThai",
    "NotoSansLao",
    "NotoSansKhmer",
    "NotoSansMyanmar",
    "NotoSansEthiopic",
    "NanumGothic",
    "NotoSansSC",
)
# Spaces, controls, joiners, variation selectors: nothing is drawn for them.
_SILENT = {"Zs", "Zl", "Zp", "Cc", "Cf"}


def letters_in(words: object) -> set[str]:
    """Return every sign that is drawn for `words`: texts, or whatever is made of them."""
    return {sign for text in _texts_in(words) for sign in text if _is_drawn(sign)}


def needed_for(letters: Collection[str], fonts: Path) -> list[str]:
    """Return which of `OTHERS` write the `letters` that the usual face lacks."""
    lacking = {sign for sign in letters if ord(sign) not in _known(fonts / USUAL[""])}
    needed = []
    for name in OTHERS:
        if not lacking:
            break
        lent = {sign for sign in lacking if ord(sign) in _known(fonts / f"{name}.ttf")}
        if lent:
            needed.append(name)
            lacking -= lent
    return needed


def unwritten(words: object, fonts: Path) -> str:
    """Return the signs of `words` that no face of ours can write, in order; most often none."""
    letters = letters_in(words)
    faces = [USUAL[""], *(f"{name}.ttf" for name in needed_for(letters, fonts))]
    known = [_known(fonts / face) for face in faces]
    return "".join(sorted(sign for sign in letters if not any(ord(sign) in one for one in known)))


def _is_drawn(sign: str) -> bool:
    selector = "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef"
    return not selector and unicodedata.category(sign) not in _SILENT


def _texts_in(words: object) -> Iterator[str]:
    if isinstance(words, str):
        yield words
    elif is_dataclass(words):
        for part in fields(words):
            yield from _texts_in(getattr(words, part.name))
    elif isinstance(words, Mapping):
        yield from _texts_in(list(words.values()))
    elif isinstance(words, Iterable):
        for part in words:
            yield from _texts_in(part)


# Kept: reading which of thirty thousand letters a face knows takes a tenth of a second.
@lru_cache(maxsize=len(OTHERS) + 1)
def _known(face: Path) -> frozenset[int]:
    with ttLib.TTFont(face, lazy=True) as font:
        return frozenset(font.getBestCmap())
