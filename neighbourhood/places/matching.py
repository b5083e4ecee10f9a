"""Which street, and which door of it, a question means."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from heapq import nlargest
from typing import Any

from geopy.distance import great_circle
from sqlalchemy import ColumnElement, Row, and_, or_, select

from neighbourhood.foundation.database import db
from neighbourhood.places.lookup import AS_TYPED, StreetRow, Term, likeness, streets_for, terms_of
from neighbourhood.places.models import Address, Quartier
from neighbourhood.places.spelling import SUFFIXES, suffix_sign, tokens, words

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


@dataclass(frozen=True)
class Candidate:
    """A street that a question may mean, and the house number left over once it is named."""

    street: StreetRow
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
    terms = terms_of(_without_suffix(asked), open_end=typed[-1].isalnum())
    likely = nlargest(MOST_RANKED * 3, streets_for(terms), key=lambda s: likeness(s, terms))
    ranked = sorted(
        (_candidate(street, terms, asked) for street in likely),
        key=lambda c: (-c.score, len(c.street.search), c.street.id),
    )
    best = [c for c in ranked if c.score >= GOOD_ENOUGH][:MOST_RANKED]
    return _alone(_places(best))[:limit]


def _without_suffix(asked: Sequence[str]) -> list[str]:
    """Leave "bis" out when it follows a number: it belongs to the house, not to the street."""
    pairs = zip(asked, ["", *asked], strict=False)
    return [token for token, before in pairs if not (token in SUFFIXES and before.isdigit())]


def _candidate(street: StreetRow, terms: Sequence[Term], asked: Sequence[str]) -> Candidate:
    carried = set(street.search.split())
    number, position = _house_number(street, asked)
    suffixes, sure = _suffixes(asked, position, terms, carried)
    house = {*suffixes, asked[position]} if number is not None else set()
    gained = whole = 0.0
    explained = True
    met: set[str] = set()
    for term in terms:
        if term.typed in house and not term.fits.keys() & carried:
            continue
        word = max(carried & term.fits.keys(), key=lambda w: term.fits[w], default=None)
        fit = term.fits[word] if word else 0.0
        met |= {word} if word else set()
        whole += term.weight
        gained += term.weight * fit
        explained &= fit == AS_TYPED
    name = set(words(street.name))
    covered = len(name & met) / len(name) if name else 0.0
    score = 0.8 * (gained / whole if whole else 0.0) + 0.2 * covered
    return Candidate(street, score, explained and covered == 1, number, suffixes, sure)


def _house_number(street: StreetRow, asked: Sequence[str]) -> tuple[int | None, int]:
    """Return the first number that the street's own words do not account for, and its rank."""
    own = Counter(words(street.name))
    own[street.postcode] += 1
    spare = Counter(token for token in asked if token.isdigit()) - own
    for rank, token in enumerate(asked):
        if spare[token] and len(token) < 5:
            return int(token), rank
    return None, -1


def _suffixes(
    asked: Sequence[str],
    position: int,
    terms: Sequence[Term],
    carried: set[str],
) -> tuple[frozenset[str], bool]:
    """Return the suffixes that may follow the number, and whether no street word explains them."""
    if position < 0:
        return frozenset(), False
    first, second = [*asked[position + 1 : position + 3], "", ""][:2]
    if not first.isalpha() or not (len(first) <= 2 or first in SUFFIXES):
        return frozenset(), False
    joined = {first + second} if second.isdigit() and len(second) < 3 else set()
    meant = any(term.typed == first and term.fits.keys() & carried for term in terms)
    return frozenset({suffix_sign(first), first, *joined}), not meant


def _places(candidates: Sequence[Candidate]) -> list[Place]:
    doors = _doors([c for c in candidates if c.number is not None])
    answers: list[tuple[float, Place]] = []
    for candidate in candidates:
        here = doors[candidate.street.id]
        if here:
            answers.extend(_houses(candidate, here))
        else:
            answers.append((candidate.score, _whole_street(candidate)))
    answers.sort(key=lambda answer: -answer[0])
    return [place for _, place in answers]


def _doors(candidates: Sequence[Candidate]) -> dict[int, list[Row[Any]]]:
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    if not candidates:
        return found
    columns = Address.__table__.c
    streets = {(c.street.insee, c.street.name, c.street.postcode): c.street.id for c in candidates}
    wanted = or_(
        *(
            and_(
                columns.insee == c.street.insee,
                columns.street == c.street.name,
                columns.number == c.number,
            )
            for c in candidates
        ),
    )
    for row in _addresses(wanted):
        street = streets.get((row.insee, row.street, row.postcode))
        if street is not None:
            found[street].append(row)
    return found


def _addresses(wanted: ColumnElement[bool]) -> Iterable[Row[Any]]:
    columns = Address.__table__.c
    chosen = (
        select(*columns, Quartier.name.label("quartier"))
        .outerjoin(Quartier, Quartier.id == columns.quartier_id)
        .where(wanted)
    )
    return db.session.execute(chosen.order_by(columns.suffix, columns.id))


def _houses(candidate: Candidate, doors: Sequence[Row[Any]]) -> list[tuple[float, Place]]:
    """Return the doors of that number, the one with the suffix asked for first."""
    signs = {door.id: suffix_sign(door.suffix) for door in doors}
    asked = {sign for sign in signs.values() if sign and sign in candidate.suffixes}
    if not asked and not candidate.suffix_sure:
        asked = {""}
    answers = []
    for door in doors:
        meant = signs[door.id] in asked
        score = candidate.score + (0.15 if meant else 0.05)
        exact = meant and candidate.complete
        answers.append((score, _house(door, score, exact=exact)))
    return answers


def _house(door: Row[Any], score: float, *, exact: bool) -> Place:
    label = Address(
        number=door.number,
        suffix=door.suffix,
        street=door.street,
        postcode=door.postcode,
        town=door.town,
    ).label
    return Place(
        "housenumber", exact, label, door.street, door.postcode, door.town, door.lat, door.lon,
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
    return [Place(**{**asdict(place), "exact": False}) for place in places]


def nearest_door(lat: float, lon: float) -> Place | None:
    """Return the address nearest to a point, if there is one within 200 m."""
    columns = Address.__table__.c
    high = NEARBY_METRES / DEGREE_METRES
    wide = high * 3
    around = and_(
        columns.lat.between(lat - high, lat + high),
        columns.lon.between(lon - wide, lon + wide),
    )
    rows = [(great_circle((lat, lon), (r.lat, r.lon)).meters, r.id, r) for r in _addresses(around)]
    if not rows:
        return None
    metres, _, door = min(rows)
    return _house(door, 1.0, exact=False) if metres <= NEARBY_METRES else None
