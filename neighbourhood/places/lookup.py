"""From the words somebody typed to the streets they may mean.

A town has some thousand streets: they are kept in memory, with the words they carry, and read anew
when the town is redrawn. An answer then costs less than a statement.
"""

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from sys import intern
from typing import NamedTuple

from sqlalchemy import select

from neighbourhood.foundation.storing.database import db
from neighbourhood.places import queries
from neighbourhood.places.models import Address, Quartier, Street
from neighbourhood.places.spelling import (
    ABBREVIATIONS,
    is_slip,
    slips,
    splits,
    suffix_sign,
    words,
)

AS_TYPED, BEGUN, SLIPPED = 1.0, 0.9, 0.7
MOST_CONTINUATIONS = 60
MOST_STREETS = 400
MOST_SCATTERED = 300


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
    """A street: its words, those of its name alone, the numbers among them, its doors."""

    id: int
    name: str
    postcode: str
    town: str
    lat: float
    lon: float
    carried: frozenset[str]
    named: frozenset[str]
    numbers: tuple[str, ...]
    length: int
    doors: dict[int, list[Door]] = field(default_factory=lambda: defaultdict(list))


class Atlas:
    """Every street and every word of them."""

    def __init__(self, streets: Iterable[Way]) -> None:
        self.carrying: dict[str, set[Way]] = defaultdict(set)
        for street in streets:
            for word in street.carried:
                self.carrying[word].add(street)
        self.vocabulary = sorted(self.carrying)
        self.misspelt: dict[str, list[str]] = defaultdict(list)
        for word in filter(str.isalpha, self.vocabulary):
            for spelling in slips(word):
                self.misspelt[spelling].append(word)

    def counts(self, typed: Collection[str]) -> dict[str, int]:
        """Return how many streets carry each of some words; nothing for those unknown."""
        return {word: len(self.carrying[word]) for word in typed if word in self.carrying}

    def begun(self, word: str) -> dict[str, int]:
        """Return the words that begin so, the most frequent ones if they are many."""
        first = bisect_left(self.vocabulary, word)
        last = bisect_left(self.vocabulary, word + "\uffff", first)
        found = self.counts(self.vocabulary[first:last])
        if len(found) <= MOST_CONTINUATIONS:
            return found
        return dict(nlargest(MOST_CONTINUATIONS, found.items(), key=lambda item: item[1]))

    def near(self, word: str) -> dict[str, int]:
        """Return the words of which this one may be a slip of the fingers."""
        found = {meant for slip in slips(word) for meant in self.misspelt.get(slip, ())}
        return self.counts([meant for meant in found if is_slip(word, meant)])


def atlas() -> Atlas:
    """Return the streets as they are since a town was last redrawn."""
    return queries.remembered("atlas", _read)


def _read() -> Atlas:
    columns = Street.__table__.c
    ways = {
        (row.insee, row.name, row.postcode): _way(row._asdict())
        for row in db.session.execute(select(*columns).order_by(columns.id))
    }
    door = Address.__table__.c
    chosen = select(
        door.insee, door.street, door.postcode, door.number, door.suffix, door.key,
        door.lat, door.lon, Quartier.name,
    ).outerjoin(Quartier, Quartier.id == door.quartier_id)  # fmt: skip
    chosen = chosen.where(door.retired_at.is_(None))
    for *street, number, suffix, key, lat, lon, quartier in db.session.execute(
        chosen.order_by(door.suffix, door.id)
    ):
        way = ways.get(tuple(street))
        if way is not None:
            sign = suffix_sign(suffix) if suffix else ""
            here = intern(quartier) if quartier else None
            way.doors[number].append(Door(number, suffix, sign, key, lat, lon, here))
    return Atlas(ways.values())


def _way(row: Mapping[str, object]) -> Way:
    own = words(str(row["name"]))
    carried = str(row["search"]).split()
    return Way(
        **{name: row[name] for name in ("id", "name", "postcode", "town", "lat", "lon")},  # type: ignore[arg-type]
        carried=frozenset(carried),
        named=frozenset(own),
        # "Paris 20e Arrondissement" has a number too, which is no house's.
        numbers=tuple(filter(str.isdigit, [*own, *words(f"{row['town']} {row['postcode']}")])),
        length=len(carried),
    )


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a question: the words it may stand for, how well each fits, how many streets."""

    typed: str
    fits: Mapping[str, float]
    streets: int
    weight: float

    @classmethod
    def of(cls, typed: str, fits: Mapping[str, float], streets: int) -> "Term":
        """Weigh a term: a word that few streets carry says more."""
        return cls(typed, fits, streets, 1 / math.log2(4 + streets) if fits else 0.5)

    def fit(self, street: Way) -> float:
        """Return how well the best word of a street fits."""
        if len(self.fits) == 1:
            ((word, fit),) = self.fits.items()
            return fit if word in street.carried else 0.0
        return max((self.fits[word] for word in street.carried & self.fits.keys()), default=0.0)


def terms_of(known: Atlas, typed: Sequence[str], *, open_end: bool) -> list[Term]:
    """Look each word up; the last one may be only begun when the end is open."""
    last = len(typed) - 1
    found: list[Term] = []
    for rank, word in enumerate(typed):
        whole = known.counts({word, ABBREVIATIONS.get(word, word)})
        begun = known.begun(word) if open_end and rank == last else {}
        if whole or begun:
            fits = dict.fromkeys(begun, BEGUN) | dict.fromkeys(whole, AS_TYPED)
            found.append(Term.of(word, fits, sum((begun | whole).values())))
        else:
            found.extend(_guesses(known, word))
    return found


def _guesses(known: Atlas, word: str) -> list[Term]:
    """Return what an unknown word may be: two words run together, or one with a slip."""
    if word.isdigit():
        return [Term.of(word, {}, 0)]
    for pair in splits(word):
        counts = known.counts(pair)
        if all(half in counts for half in pair):
            return [Term.of(half, {half: SLIPPED}, counts[half]) for half in pair]
    meant = known.near(word) if len(word) > 1 else {}
    return [Term.of(word, dict.fromkeys(meant, SLIPPED), sum(meant.values()))]


def streets_for(known: Atlas, terms: Sequence[Term]) -> Iterable[Way]:
    """Return the streets that carry every term; if there are none, those with a rare one."""
    useful = sorted((t for t in terms if t.fits and _tells(t, terms)), key=lambda t: t.streets)
    if not useful:
        return []
    found = _with_all(known, useful)
    if found or len(useful) == 1:
        return _some(found, MOST_STREETS)
    scattered: set[Way] = set()
    total = 0
    for term in useful:
        total += term.streets
        if scattered and total > MOST_SCATTERED:
            break
        scattered |= _carrying(known, term)
    return _some(scattered, MOST_SCATTERED)


def likeness(street: Way, terms: Sequence[Term]) -> tuple[float, int, int]:
    """Return how much of what was typed a street carries, shorter and older ones first."""
    return sum(term.weight * term.fit(street) for term in terms), -street.length, -street.id


def _some(found: Collection[Way], most: int) -> Iterable[Way]:
    """Return all of them, or as many as can be ranked while somebody types."""
    return found if len(found) <= most else sorted(found, key=lambda way: way.id)[:most]


def _tells(term: Term, terms: Sequence[Term]) -> bool:
    """Tell whether streets can be looked up by `term`: not by what may belong to the house."""
    return not _may_be_house(term) or all(map(_may_be_house, terms))


def _may_be_house(term: Term) -> bool:
    if term.typed.isdigit():
        return len(term.typed) < 5
    if len(term.typed) > 1 or term.typed in ABBREVIATIONS:
        return False
    return BEGUN not in term.fits.values()


def _carrying(known: Atlas, term: Term) -> set[Way]:
    return set().union(*(known.carrying[word] for word in term.fits))


def _with_all(known: Atlas, terms: Sequence[Term]) -> set[Way]:
    rarest, *others = terms
    found = _carrying(known, rarest)
    for term in others:
        found = {way for way in found if not way.carried.isdisjoint(term.fits)}
    return found
