"""Writes the mapped file of streets."""

import json
import os
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from neighbourhood.places.atlas import HEAD, MAGIC
from neighbourhood.places.spelling import slips, words


class Spot(NamedTuple):
    """A street as the tables know it."""

    insee: str
    name: str
    postcode: str
    town: str
    lat: float
    lon: float


DoorRow = tuple[str, str, str, int, str, str, float, float, str | None]


def write(path: Path, stamp: object, spots: Iterable[Spot], doors: Iterable[DoorRow]) -> None:
    """Write the file beside and put it in place: who looks finds the old one or the new one.

    Doors come street by street.
    """
    parts = _parts(list(spots), doors)
    places, at = {}, 0
    for name, content in parts.items():
        size = memoryview(content).nbytes
        places[name] = (at, size)
        at += size + -size % 8
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        _save(beside, stamp, parts, places, at)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _save(
    beside: Path, stamp: object, parts: dict[str, Any], places: dict[str, Any], size: int
) -> None:
    crc = 0
    for content in parts.values():
        raw = memoryview(content).cast("B")
        crc = zlib.crc32(bytes(-raw.nbytes % 8), zlib.crc32(raw, crc))
    header = {"stamp": stamp, "parts": places, "size": size, "crc": crc, "start": 2048}
    told = json.dumps(header).encode()
    with beside.open("wb") as file:
        file.write(MAGIC + len(told).to_bytes(4, "little") + zlib.crc32(told).to_bytes(4, "little"))
        file.write(told.ljust(2048 - HEAD))
        for content in parts.values():
            file.write(content)
            file.write(bytes(-memoryview(content).nbytes % 8))
        file.flush()
        os.fsync(file.fileno())


def _parts(spots: list[Spot], doors: Iterable[DoorRow]) -> dict[str, Any]:
    named = {spot: words(spot.name) for spot in spots}
    carried = {s: {*named[s], *words(s.town), s.postcode} for s in spots}
    # Its own order, the same whichever database: short names first, as they are preferred.
    spots.sort(key=lambda s: (len(carried[s]), s.name, s.postcode, s.insee))
    vocabulary = sorted(set().union(*carried.values()))
    ranks = {word: rank for rank, word in enumerate(vocabulary)}
    posts: list[array[int]] = [array("I") for _ in vocabulary]
    for street, spot in enumerate(spots):
        for word in carried[spot]:
            posts[ranks[word]].append(street)
    parts: dict[str, Any] = {}
    parts["word_text"], parts["word_at"] = _texts(vocabulary)
    parts["post"], parts["post_at"] = _rows(posts)
    parts |= _slips(vocabulary)
    parts["way_text"], parts["way_at"] = _texts(_line(*spot[1:]) for spot in spots)
    parts["carried"], parts["carried_at"] = _rows(
        sorted(ranks[word] for word in carried[spot]) for spot in spots
    )
    parts["named"], parts["named_at"] = _rows([ranks[w] for w in named[s]] for s in spots)
    return parts | _doors({(s.insee, s.name, s.postcode): i for i, s in enumerate(spots)}, doors)


def _slips(vocabulary: Sequence[str]) -> "dict[str, array[int]]":
    signs = array("Q")
    for rank, word in enumerate(vocabulary):
        if word.isalpha():
            signs.extend(zlib.crc32(slip.encode()) << 32 | rank for slip in slips(word))
    ordered = sorted(signs)
    return {
        "slip": array("I", (each >> 32 for each in ordered)),
        "slip_word": array("I", (each & 0xFFFFFFFF for each in ordered)),
    }


def _doors(streets: dict[tuple[str, str, str], int], doors: Iterable[DoorRow]) -> dict[str, Any]:
    begins, ends = array("I", bytes(4 * len(streets))), array("I", bytes(4 * len(streets)))
    numbers = array("I")

    def lines() -> Iterator[str]:
        group: list[DoorRow] = []
        for row in doors:
            if group and row[:3] != group[0][:3]:
                yield from settle(group)
                group = []
            group.append(row)
        yield from settle(group)

    def settle(group: list[DoorRow]) -> Iterator[str]:
        street = streets.get(group[0][:3]) if group else None
        if street is None:
            return
        begins[street] = len(numbers)
        for row in sorted(group, key=lambda r: (r[3], r[4], r[5])):
            numbers.append(row[3])
            yield _line(*row[4:])
        ends[street] = len(numbers)

    text, at = _texts(lines())
    return {
        "door_text": text, "door_at": at,
        "doors_from": begins, "doors_to": ends, "number": numbers,
    }  # fmt: skip


def _line(*values: object) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _texts(each: Iterable[str]) -> "tuple[bytearray, array[int]]":
    text, at = bytearray(), array("I", [0])
    for one in each:
        text += one.encode()
        at.append(len(text))
    return text, at


def _rows(each: Iterable[Iterable[int]]) -> "tuple[array[int], array[int]]":
    row, at = array("I"), array("I", [0])
    for one in each:
        row.extend(one)
        at.append(len(row))
    return row, at
