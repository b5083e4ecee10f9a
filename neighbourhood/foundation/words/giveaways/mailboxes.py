"""Mailboxes, however they are dressed, and the names people go by on networks."""

from collections.abc import Iterator

from neighbourhood.foundation.words.giveaways.lists import vocabulary
from neighbourhood.foundation.words.giveaways.reading import Reading
from neighbourhood.foundation.words.giveaways.traces import Giveaway, Trace

_AT = vocabulary("mailboxes", "at")
_HOSTS = vocabulary("mailboxes", "hosts")
_ENDS = vocabulary("mailboxes", "ends")
_NETWORKS = vocabulary("mailboxes", "networks")
_SITES = vocabulary("mailboxes", "sites")
_SIGNS_OF_A_NAME = frozenset("_.0123456789")


def find(read: Reading) -> Iterator[Giveaway]:
    """Find mailboxes and names on networks."""
    for place, token in enumerate(read.tokens):
        if token.text in ("@", "＠") or token.key in _AT:
            yield from _around_at(read, place)
        elif token.key in ("at", "chez", "a") and _is_bracketed_at(read, place):
            yield read.found(Trace.EMAIL, max(place - 2, 0), min(place + 2, len(read) - 1))
        elif token.key in _HOSTS and _is_address(read, place):
            yield read.found(Trace.EMAIL, max(place - 2, 0), place + 2)
        elif (token.key in _NETWORKS and (last := _named(read, place))) or (
            token.key in _SITES and (last := _linked(read, place))
        ):
            yield read.found(Trace.HANDLE, place, last)


def _around_at(read: Reading, place: int) -> Iterator[Giveaway]:
    before, after = read.at(place - 1), read.at(place + 1)
    if not after.key.isalnum() and after.text != "_":
        return
    apart = before.end < read.at(place).start or place == 0
    if apart and read.at(place).text == "@" and not _has_end(read, place + 1):
        yield read.found(Trace.HANDLE, place, place + 1)
        return
    first = place - 1
    while first > max(place - 8, 0) and read.at(first).joint != " ":
        first -= 1
    yield read.found(Trace.EMAIL, max(first, 0), place + 1)


def _has_end(read: Reading, place: int) -> bool:
    for step in range(place, place + 8):
        follows = step + 2 if read.key(step + 1) in (")", "]", "}") else step + 1
        if read.key(step) in (".", "point", "dot") and read.key(follows) in _ENDS:
            return True
        if read.key(step) == "\0":
            return False
    return False


def _is_bracketed_at(read: Reading, place: int) -> bool:
    if read.key(place - 1) in ("(", "[", "{", "<", "-", "_", "/", "*") and read.key(place + 1) in (
        ")", "]", "}", ">", "-", "_", "/", "*",
    ):  # fmt: skip
        return read.at(place + 2).is_word and _has_end(read, place + 2)
    return read.key(place) == "at" and read.at(place + 1).is_word and _has_end(read, place + 1)


def _is_address(read: Reading, place: int) -> bool:
    if read.key(place + 1) not in (".", "point", "dot") or read.key(place + 2) not in _ENDS:
        return False
    if read.key(place + 1) == "." and read.at(place + 1).end != read.at(place + 2).start:
        return False
    # "www.orange.fr" is a site.
    return read.key(place - 1) in (*_AT, "@", "chez", "at", ")", "]") or (
        read.key(place) not in ("free", "orange", "sfr", "laposte", "bbox", "yahoo", "outlook")
        and read.key(place - 1) not in (".", "/")
    )


def _named(read: Reading, place: int) -> int:
    """Return where the name after a network ends, 0 for none."""
    step, announced = place + 1, False
    for _ in range(4):
        if read.key(step) in (
            ":",
            "=",
            "@",
            "est",
            "c",
            "sous",
            "le",
            "nom",
            "pseudo",
            "compte",
            "de",
            "(",
        ):
            announced = announced or read.key(step) in (":", "=", "@", "pseudo", "nom")
            step += 1
    last, letters = step, ""
    while (
        last < step + 8 and read.key(last) != "\0" and (last == step or read.at(last).joint == "")
    ):
        letters += read.at(last).text
        last += 1
    known_by = letters.rstrip(".,;!?)")
    looks = any(sign in _SIGNS_OF_A_NAME for sign in known_by) and any(map(str.isalpha, known_by))
    said = announced and known_by[:1].isalnum() and len(known_by) > 2
    return last - 1 if looks or said else 0


def _linked(read: Reading, place: int) -> int:
    dot, end, slash = read.key(place + 1), read.key(place + 2), read.key(place + 3)
    glued = all(read.at(place + step).joint == "" for step in (1, 2, 3))
    return (
        place + 4
        if dot == "." and end in _ENDS and slash == "/" and glued and place + 4 < len(read)
        else 0
    )
