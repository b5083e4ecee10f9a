"""Which street, and which door of it, a question means."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from heapq import nlargest
from typing import TYPE_CHECKING

from sqlalchemy import and_, select

from neighbourhood.foundation.lazily import sparingly
from neighbourhood.foundation.storing.database import db
from neighbourhood.places.lookup import (
    AS_TYPED,
    Door,
    Term,
    Way,
    atlas,
    likeness,
    streets_for,
    terms_of,
)
from neighbourhood.places.models import Address, Quartier, envelope
from neighbourhood.places.spelling import SUFFIXES, suffix_sign, tokens

if TYPE_CHECKING:
    from geopy import distance
else:
    distance = sparingly("geopy.distance")

MOST_RANKED = 10
MOST_TYPED = 200
MOST_WORDS = 16
GOOD_ENOUGH = 0.5
NEARBY_METRES = 200.0
DEGREE_METRES = 111_320.0


@dataclass(frozen=True)
class Place:
    """An answer: a door (`housenumber`) or only its `street`; `exact` when nothing else fits."""

    type: str
    exact: bool
    label: str
    street: str
    postcode: str
    town: str
    lat: float
    lon: float
    score: float
    key: str | None = None
    quartier: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A street that a question may mean, and the house number left over once it is named."""

    street: Way
    score: float
    complete: bool
    number: int | None
    suffixes: frozenset[str]
    suffix_sure: bool


def search(query: str, limit: int) -> list[Place]:
    """Return the places that `query` may mean, best first."""
    typed = query[:MOST_TYPED]
    asked = tokens(typed)[:MOST_WORDS]
    if not asked:
        return []
    known = atlas()
    terms = terms_of(known, _without_suffix(asked), open_end=typed[-1].isalnum())
    likely = nlargest(MOST_RANKED * 3, streets_for(known, terms), key=lambda s: likeness(s, terms))
    ranked = sorted(
        (_candidate(street, terms, asked) for street in likely),
        key=lambda c: (-c.score, c.street.length, c.street.id),
    )
    best = [c for c in ranked if c.score >= GOOD_ENOUGH][:MOST_RANKED]
    return _alone(_places(best))[:limit]


def _without_suffix(asked: Sequence[str]) -> list[str]:
    """Leave "bis" out when it follows a number: it belongs to the house, not to the street."""
    pairs = zip(asked, ["", *asked], strict=False)
    return [token for token, before in pairs if not (token in SUFFIXES and before.isdigit())]


def _candidate(street: Way, terms: Sequence[Term], asked: Sequence[str]) -> Candidate:
    number, position = _house_number(street, asked)
    suffixes, sure = _suffixes(asked, position, terms, street)
    house = {*suffixes, asked[position]} if number is not None else set()
    gained = whole = 0.0
    explained = True
    met: set[str] = set()
    for term in terms:
        fit = term.fit(street)
        if not fit and term.typed in house:
            continue
        met.update(word for word in street.named & term.fits.keys() if term.fits[word] == fit)
        whole += term.weight
        gained += term.weight * fit
        explained &= fit == AS_TYPED
    covered = len(met) / len(street.named) if street.named else 0.0
    score = 0.8 * (gained / whole if whole else 0.0) + 0.2 * covered
    return Candidate(street, score, explained and covered == 1, number, suffixes, sure)


def _house_number(street: Way, asked: Sequence[str]) -> tuple[int | None, int]:
    """Return the first number that the street's own words do not account for, and its rank."""
    spare = Counter(filter(str.isdigit, asked))
    spare.subtract(street.numbers)
    for rank, token in enumerate(asked):
        if spare[token] > 0 and len(token) < 5:
            return int(token), rank
    return None, -1


def _suffixes(
    asked: Sequence[str],
    position: int,
    terms: Sequence[Term],
    street: Way,
) -> tuple[frozenset[str], bool]:
    """Return the suffixes that may follow the number, and whether no street word explains them."""
    if position < 0:
        return frozenset(), False
    first, second = [*asked[position + 1 : position + 3], "", ""][:2]
    if not first.isalpha() or not (len(first) <= 2 or first in SUFFIXES):
        return frozenset(), False
    joined = {first + second} if second.isdigit() and len(second) < 3 else set()
    meant = any(term.typed == first and term.fit(street) for term in terms)
    return frozenset({suffix_sign(first), first, *joined}), not meant


def _places(candidates: Sequence[Candidate]) -> list[Place]:
    answers: list[tuple[float, Place]] = []
    for candidate in candidates:
        here = candidate.street.doors.get(-1 if candidate.number is None else candidate.number)
        if here:
            answers.extend(_houses(candidate, here))
        else:
            answers.append((candidate.score, _whole_street(candidate)))
    answers.sort(key=lambda answer: -answer[0])
    return [place for _, place in answers]


def _houses(candidate: Candidate, doors: Sequence[Door]) -> list[tuple[float, Place]]:
    """Return the doors of that number, the one with the suffix asked for first."""
    asked = {door.sign for door in doors if door.sign and door.sign in candidate.suffixes}
    if not asked and not candidate.suffix_sure:
        asked = {""}
    answers = []
    for door in doors:
        meant = door.sign in asked
        score = candidate.score + (0.15 if meant else 0.05)
        exact = meant and candidate.complete
        answers.append((score, _house(candidate.street, door, score, exact=exact)))
    return answers


def _house(street: Way, door: Door, score: float, *, exact: bool) -> Place:
    label = envelope(door.number, door.suffix, street.name, street.postcode, street.town)
    return Place(
        "housenumber", exact, label, street.name, street.postcode, street.town, door.lat, door.lon,
        round(score, 3), door.key, door.quartier,
    )  # fmt: skip


def _whole_street(candidate: Candidate) -> Place:
    street = candidate.street
    label = f"{street.name}, {street.postcode} {street.town}"
    exact = candidate.complete and candidate.number is None
    return Place(
        "street", exact, label, street.name, street.postcode, street.town, street.lat, street.lon,
        round(candidate.score, 3),
    )  # fmt: skip


def _alone(places: list[Place]) -> list[Place]:
    """Take `exact` back from places that are several: somebody has to choose."""
    if sum(place.exact for place in places) < 2:
        return places
    return [replace(place, exact=False) for place in places]


def nearest_door(lat: float, lon: float) -> Place | None:
    """Return the address nearest to a point, if there is one within 200 m."""
    columns = Address.__table__.c
    high = NEARBY_METRES / DEGREE_METRES
    wide = high * 3
    around = and_(
        columns.lat.between(lat - high, lat + high),
        columns.lon.between(lon - wide, lon + wide),
    )
    chosen = (
        select(*columns, Quartier.name.label("quartier"))
        .outerjoin(Quartier, Quartier.id == columns.quartier_id)
        .where(around, columns.retired_at.is_(None))
    )
    doors = db.session.execute(chosen).all()
    ranked = [(distance.great_circle((lat, lon), (r.lat, r.lon)).meters, r.id, r) for r in doors]
    if not ranked:
        return None
    metres, _, door = min(ranked)
    if metres > NEARBY_METRES:
        return None
    label = envelope(door.number, door.suffix, door.street, door.postcode, door.town)
    return Place(
        "housenumber", False, label, door.street, door.postcode, door.town, door.lat, door.lon,
        1.0, door.key, door.quartier,
    )  # fmt: skip
