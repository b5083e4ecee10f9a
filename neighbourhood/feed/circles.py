"""Circles: what is said in one is heard by those who are in it, wherever they live.

A slice above keeps them and declares here how. The reach of what is said in one is stored as
`code:number`: "group:12".
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import g
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, literal, or_, select

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.words.declaring import Register
from neighbourhood.residents.acting import Actor

_APART = ":"


class NotInCircle(DomainError):
    """Whoever speaks in a circle has left it meanwhile, or never was in it."""

    sentence = _l(
        "Vous n’êtes plus dans ce groupe : rien n’est parti. Choisissez qui d’autre peut le lire."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """One kind of circle; its `word` is said of one that has no name any more.

    `heard` tells in SQL whether a listener hears what was spoken in one of them (both as in
    `reaches`), `open_to` in which of them somebody may speak, by their numbers and names; `named`
    how those of some numbers are called, and `say` says such a name among other reaches. `holds`
    tells whether somebody is in the one of a number by now; `seats` tells in SQL whether a resident
    is in the one of a reach, be it heard or not.
    """

    code: str
    word: LazyString
    icon: str
    heard: Callable[[Any, Any], ColumnElement[bool]]
    open_to: Callable[[Actor], Mapping[int, str]]
    holds: Callable[[int, int], bool]
    seats: Callable[[Any, Any], ColumnElement[bool]]
    named: Callable[[Collection[int]], Mapping[int, str]]
    say: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Way:
    """One reach somebody may choose: its code, its word, its icon."""

    code: str
    word: str
    icon: str


CIRCLES: Register[Circle] = Register("circle")


def is_circle(code: Any) -> bool:
    """Tell whether this is the reach of what is said in a circle."""
    return isinstance(code, str) and _parted(code) is not None


def ways_of(actor: Actor) -> list[Way]:
    """Return the circles in which somebody may speak, as reaches to choose from."""
    return [
        Way(f"{circle.code}{_APART}{number}", circle.say(name), circle.icon)
        for circle in CIRCLES.values()
        for number, name in circle.open_to(actor).items()
    ]


def say_all(codes: Iterable[str]) -> Mapping[str, str]:
    """Say the reaches of circles: one statement a kind, for what a request has not said yet."""
    known: dict[str, str] = g.setdefault("circles_said", {})
    asked = {code for code in codes if _APART in code}  # few of a page are
    fresh = sorted(code for code in asked - known.keys() if is_circle(code))
    for kind, those in groupby(fresh, key=lambda code: code.partition(_APART)[0]):
        known |= _said(CIRCLES[kind], list(those))
    return known


def _said(circle: Circle, codes: list[str]) -> dict[str, str]:
    numbers = {code: int(code.partition(_APART)[2]) for code in codes}
    names = circle.named(sorted(numbers.values()))
    return {
        code: circle.say(names[number]) if number in names else str(circle.word)
        for code, number in numbers.items()
    }


def may_speak_in(resident_id: int, code: str) -> bool:
    """Tell whether somebody may speak with this reach by now: in a circle, who is in it."""
    parted = _parted(code)
    return parted is None or parted[0].holds(resident_id, parted[1])


def stays_in(reach: Any, resident_id: Any) -> ColumnElement[bool]:
    """Tell in SQL that what has this reach is said in no circle, or in one somebody is in by now.

    Whoever answered in a circle and has left it reads nothing more there.
    """
    seats = (circle.seats(reach, resident_id) for circle in CIRCLES.values())
    return or_(reach.not_like(f"%{_APART}%"), *seats)


def is_in(resident_id: int, code: str | None) -> bool:
    """Tell the same of one reach and one resident."""
    if not is_circle(code):
        return True
    return bool(db.session.scalar(select(stays_in(literal(code), resident_id))))


def require_in(resident_id: int, code: str | None) -> None:
    """Refuse to say more in a circle to whoever is in it no more."""
    require(is_in(resident_id, code), NotInCircle)


def said_to(resident_id: int, code: str) -> str:
    """Say the reach of a circle to somebody: how it is called, to who is in it by now, alone."""
    parted = _parted(code)
    if parted is not None and not is_in(resident_id, code):
        return str(parted[0].word)
    return say_all([code]).get(code, code)


def _parted(code: str) -> tuple[Circle, int] | None:
    kind, _, number = code.partition(_APART)
    known = kind in CIRCLES and number.isascii() and number.isdecimal() and len(number) < 18
    return (CIRCLES[kind], int(number)) if known else None
