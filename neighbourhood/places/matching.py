"""Which street, and which door of it, a question means."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from heapq import nlargest
from typing import TYPE_CHECKING

from sqlalchemy import and_, select

from neighbourhood.foundation.lazily import sparingly
from neighbourhood.foundation.storing.database import db
from neighbourhood.places import keeping
from neighbourhood.places.atlas import Atlas, Door, Way
from neighbourhood.places.housing import house_numbers, suffixes_after
from neighbourhood.places.lookup import AS_TYPED, Looker, Term, likeness, streets_for
from neighbourhood.places.models import Address, Quartier, envelope
from neighbourhood.places.spelling import SUFFIXES
from neighbourhood.places.surroundings import Asked, read

if TYPE_CHECKING:
    from geopy import distance
else:
    distance = sparingly("geopy.distance")

MOST_RANKED = 10
MOST_TYPED = 200
MOST_WORDS = 16
GOOD_ENOUGH = 0.5
NEARLY_ALL = 0.93
NEARBY_METRES = 200.0
DEGREE_METRES = 111_320.0


@dataclass(frozen=True)
class Place:
    """An answer: a door (`housenumber`) or only its `street`; `exact` when nothing else fits.

    `asked` is the number typed for a street that has no such door, `around` what is written
    around the address: building, floor.
    """

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
    asked: str = ""
    around: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A street that a question may mean, and the house number left over once it is named."""

    street: Way
    score: float
    complete: bool
    numbers: tuple[int, ...]
    suffixes: frozenset[str]
    suffix_sure: bool


def search(query: str, limit: int) -> list[Place]:
    """Return the places that `query` may mean, best first."""
    typed = query[:MOST_TYPED]
    asked = read(typed, MOST_WORDS)
    if not asked.tokens:
        return []
    try:
        return find_in(keeping.atlas(), asked, limit, open_end=typed[-1].isalnum())
    except (IndexError, ValueError):
        # Offsets that lead nowhere, text that is none: the disk has lost something.
        keeping.forget(broken=True)
        return find_in(keeping.atlas(), asked, limit, open_end=typed[-1].isalnum())


def find_in(known: Atlas, asked: Asked, limit: int, *, open_end: bool) -> list[Place]:
    """Return the places that a question may mean among the streets of one file, best first."""
    typed = _without_suffix(asked)
    looker = Looker(known, asked.aside, open_end)
    best = _best(known, looker, typed, asked)
    if not any(_settled(known, candidate) for candidate in best):
        forgiving = _best(known, replace(looker, forgiving=True), typed, asked)
        best = _merged(best, forgiving)
    return _alone(_places(known, best))[:limit]


def _settled(known: Atlas, candidate: "Candidate") -> bool:
    """Tell whether nothing is left to guess: every word of a street and a door that it has."""
    numbers = candidate.numbers
    there = not numbers or any(known.doors(candidate.street.id, number) for number in numbers)
    return candidate.score > NEARLY_ALL and there


def _best(
    known: Atlas, looker: Looker, typed: Sequence[tuple[int, str]], asked: Asked
) -> "list[Candidate]":
    found: list[Candidate] = []
    for terms in looker.terms(typed):
        streets = streets_for(known, terms)
        likely = nlargest(MOST_RANKED * 3, streets, key=lambda s: likeness(known, s, terms))
        found = _merged(found, [_candidate(known.way(s), terms, asked) for s in likely])
    return found


def _merged(one: "Sequence[Candidate]", other: "Sequence[Candidate]") -> "list[Candidate]":
    """Return the best reading of each street, best first."""
    best: dict[int, Candidate] = {}
    for each in (*one, *other):
        held = best.get(each.street.id)
        if held is None or each.score > held.score:
            best[each.street.id] = each
    ranked = sorted(best.values(), key=lambda c: (-c.score, c.street.id))
    return [c for c in ranked if c.score >= GOOD_ENOUGH][:MOST_RANKED]


def _without_suffix(asked: Asked) -> list[tuple[int, str]]:
    """Leave "bis" out when it follows a number: it belongs to the house, not to the street."""
    pairs = zip(asked.tokens, ["", *asked.tokens], strict=False)
    return [
        (rank, token)
        for rank, (token, before) in enumerate(pairs)
        if not (token in SUFFIXES and before.isdigit())
    ]


def _candidate(street: Way, terms: Sequence[Term], asked: Asked) -> Candidate:
    ranks = house_numbers(street, asked)
    numbers = tuple(int(asked.tokens[rank]) for rank in ranks)
    suffixes, sure = suffixes_after(asked.tokens, ranks[0] if ranks else -1, terms, street)
    # Each once: "7 rue … Lyon 7" names another street than that of Lyon 3.
    house = [*suffixes, *(asked.tokens[rank] for rank in ranks)]
    gained = whole = 0.0
    explained = True
    met: set[str] = set()
    for term in terms:
        fit = term.fit(street)
        if not fit and (term.aside or term.typed in house):
            if not term.aside:
                house.remove(term.typed)
            continue
        met.update(w for w in term.spelt if term.spelt[w] == fit and w in street.named)
        whole += term.weight
        gained += term.weight * fit
        explained &= fit == AS_TYPED
    named = set(street.named)
    covered = len(met) / len(named) if named else 0.0
    score = 0.8 * (gained / whole if whole else 0.0) + 0.2 * covered
    complete = explained and covered == 1
    return Candidate(street, score, complete, numbers, suffixes, sure)


def _places(known: Atlas, candidates: Sequence[Candidate]) -> list[Place]:
    answers: list[tuple[float, Place]] = []
    for candidate in candidates:
        street = candidate.street.id
        here = [door for number in candidate.numbers for door in known.doors(street, number)]
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
    exact = candidate.complete and not candidate.numbers
    return Place(
        "street", exact, label, street.name, street.postcode, street.town, street.lat, street.lon,
        round(candidate.score, 3), asked=" ".join(map(str, candidate.numbers[:1])),
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
