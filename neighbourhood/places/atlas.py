"""Every street, its words and its doors in one mapped file: written at an import, read by all.

Nothing of it is loaded: the processes of a machine share the pages that the system keeps.
"""

import json
import logging
import mmap
import os
import zlib
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from pathlib import Path
from typing import Any, NamedTuple

from neighbourhood.places.spelling import slip_count, slips, suffix_sign, words

log = logging.getLogger(__name__)

MAGIC = b"PALIER streets 1"
MOST_CONTINUATIONS = 60
HEAD = len(MAGIC) + 8
_NUMBERS = (
    "word_at", "post_at", "post", "slip", "slip_word", "way_at", "carried_at", "carried",
    "named_at", "named", "doors_from", "doors_to", "number", "door_at",
)  # fmt: skip
_TEXTS = ("word_text", "way_text", "door_text")


class BrokenError(Exception):
    """A file that is not, or not any more, what was written."""


class Door(NamedTuple):
    """A house number of a street; `sign` is what tells its suffix from another."""

    number: int
    suffix: str
    sign: str
    key: str
    lat: float
    lon: float
    quartier: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """A street: its words, those of its name alone, the numbers that are not a house's."""

    id: int
    name: str
    postcode: str
    town: str
    lat: float
    lon: float
    carried: frozenset[str]
    named: tuple[str, ...]
    town_words: frozenset[str]


class Atlas:
    """What stands in one file; `BrokenError` if that is not what it should be."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self.identity = identity(os.fstat(file.fileno()))
            try:
                self._mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            except ValueError as error:
                raise BrokenError from error
        self._whole = memoryview(self._mapped)
        header = self._header()
        self.stamp = header["stamp"]
        part = {name: self._part(*where) for name, where in header["parts"].items()}
        self._n = {name: part[name].cast("I") for name in _NUMBERS}
        self._t = {name: part[name] for name in _TEXTS}
        self.vocabulary = len(self._n["word_at"]) - 1
        self.word_id = lru_cache(20_000)(self._word_id)
        self.way = lru_cache(2_000)(self._way)

    def _header(self) -> dict[str, Any]:
        whole = self._whole
        size, crc = (int.from_bytes(whole[at : at + 4], "little") for at in (HEAD - 8, HEAD - 4))
        raw = bytes(whole[HEAD : HEAD + size])
        if bytes(whole[: len(MAGIC)]) != MAGIC or zlib.crc32(raw) != crc:
            raise BrokenError
        header: dict[str, Any] = json.loads(raw)
        if header["size"] != len(whole) - header["start"]:
            raise BrokenError
        self._start = header["start"]
        return header

    def _part(self, at: int, size: int) -> memoryview:
        return self._whole[self._start + at : self._start + at + size]

    def check(self) -> None:
        """Read the whole file once and compare; too long for a question, right for a start."""
        if zlib.crc32(self._whole[self._start :]) != json.loads(self._raw())["crc"]:
            raise BrokenError

    def _raw(self) -> bytes:
        size = int.from_bytes(self._whole[HEAD - 8 : HEAD - 4], "little")
        return bytes(self._whole[HEAD : HEAD + size])

    def word(self, rank: int) -> str:
        """Return the word of that rank."""
        return self._text("word", rank)

    def _text(self, kind: str, rank: int) -> str:
        at = self._n[f"{kind}_at"]
        return str(self._t[f"{kind}_text"][at[rank] : at[rank + 1]], "utf-8")

    def _first(self, word: str) -> int:
        return bisect_left(range(self.vocabulary), word, key=self.word)

    def _word_id(self, word: str) -> int | None:
        rank = self._first(word)
        return rank if rank < self.vocabulary and self.word(rank) == word else None

    def count(self, rank: int) -> int:
        """Return how many streets carry a word."""
        at = self._n["post_at"]
        return at[rank + 1] - at[rank]

    def streets(self, rank: int) -> memoryview:
        """Return the streets that carry a word, shortest first."""
        at = self._n["post_at"]
        return self._n["post"][at[rank] : at[rank + 1]]

    def carried(self, street: int) -> memoryview:
        """Return the ranks of the words that a street carries."""
        at = self._n["carried_at"]
        return self._n["carried"][at[street] : at[street + 1]]

    def begun(self, word: str) -> list[int]:
        """Return the words that begin so, the most frequent ones if they are many."""
        found = range(self._first(word), self._first(word + "\uffff"))
        if len(found) <= MOST_CONTINUATIONS:
            return list(found)
        return nlargest(MOST_CONTINUATIONS, found, key=self.count)

    def near(self, word: str) -> dict[int, int]:
        """Return the words of which this one may be a slip of the fingers, and how many slips."""
        signs, meant = self._n["slip"], self._n["slip_word"]
        found: set[int] = set()
        for slip in slips(word):
            sign = zlib.crc32(slip.encode())
            first = bisect_left(signs, sign)
            found.update(meant[first : bisect_right(signs, sign, first)])
        counted = {rank: slip_count(word, self.word(rank)) for rank in found}
        return {rank: count for rank, count in counted.items() if count}

    def _way(self, street: int) -> Way:
        name, postcode, town, lat, lon = json.loads(self._text("way", street))
        at = self._n["named_at"]
        named = self._n["named"][at[street] : at[street + 1]]
        return Way(
            street, name, postcode, town, lat, lon,
            frozenset(self.word(rank) for rank in self.carried(street)),
            tuple(self.word(rank) for rank in named),
            frozenset(words(town)),
        )  # fmt: skip

    def doors(self, street: int, number: int) -> list[Door]:
        """Return the doors of that number in a street."""
        first, last = self._n["doors_from"][street], self._n["doors_to"][street]
        numbers = self._n["number"]
        here = bisect_left(numbers, number, first, last)
        return [self._door(rank) for rank in range(here, bisect_right(numbers, number, here, last))]

    def _door(self, rank: int) -> Door:
        suffix, key, lat, lon, quartier = json.loads(self._text("door", rank))
        sign = suffix_sign(suffix) if suffix else ""
        return Door(self._n["number"][rank], suffix, sign, key, lat, lon, quartier)


def readable(path: Path) -> Atlas | None:
    """Return the file if it is whole; it is read through once, and that is noted beside it."""
    noted = path.with_name(f"{path.name}.checked")
    try:
        found = Atlas(path)
        # Whole only once: the file that was read through is told by its inode, size and date.
        if not noted.exists() or noted.read_text() != str(found.identity):
            found.check()
            noted.write_text(str(found.identity))
    except FileNotFoundError:
        return None
    except (BrokenError, ValueError, KeyError, IndexError):
        log.warning("the file of streets was damaged: it is written again")
        return None
    return found


def stands_at(known: Atlas, path: Path) -> bool:
    """Tell whether no other file has taken its place."""
    return path.exists() and identity(path.stat()) == known.identity


def identity(status: os.stat_result) -> tuple[int, int, int]:
    """Return what tells a file from the one that took its place."""
    return status.st_ino, status.st_size, status.st_mtime_ns
