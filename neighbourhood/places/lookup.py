"""From the words somebody typed to the streets they may mean."""

import math
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from neighbourhood.places.atlas import Atlas, Way
from neighbourhood.places.spelling import ABBREVIATIONS, meanings, splits

AS_TYPED, BEGUN, ONE_SLIP, TWO_SLIPS = 1.0, 0.9, 0.75, 0.6
MOST_STREETS = 400
MOST_SCATTERED = 300


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a question: the words it may stand for, how well each fits, how many streets."""

    typed: str
    fits: Mapping[int, float]
    streets: int
    weight: float
    aside: bool = False
    spelt: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, known: Atlas, typed: str, fits: Mapping[int, float], *, aside: bool) -> "Term":
        """Weigh a term: a word that few streets carry says more."""
        streets = sum(known.count(rank) for rank in fits)
        weight = 1 / math.log2(4 + streets) if fits else 0.5
        spelt = {known.word(rank): fit for rank, fit in fits.items()}
        return cls(typed, fits, streets, weight, aside, spelt)

    def fit(self, street: Way) -> float:
        """Return how well the best word of a street fits."""
        found = street.carried & self.spelt.keys()
        return max((self.spelt[word] for word in found), default=0.0)


@dataclass(frozen=True, slots=True)
class Looker:
    """Looks words up, as typed or, when nothing fits, as they may have been meant."""

    known: Atlas
    aside: AbstractSet[int]
    open_end: bool
    forgiving: bool = False

    def terms(self, typed: Sequence[tuple[int, str]]) -> list[list[Term]]:
        """Return the ways in which a question can be read."""
        last = typed[-1][0] if typed else -1
        found: list[list[Term]] = [[]]
        for rank, word in typed:
            readings = self._readings(rank, word, at_end=self.open_end and rank == last)
            found = [one + reading for one in found for reading in readings][:4]
        return found

    def _readings(self, rank: int, word: str, *, at_end: bool) -> list[list[Term]]:
        known, aside = self.known, rank in self.aside
        whole = [known.word_id(meant) for meant in meanings(word)]
        fits = dict.fromkeys((each for each in whole if each is not None), AS_TYPED)
        if at_end:
            fits = dict.fromkeys(known.begun(word), BEGUN) | fits
        if aside or word.isdigit():
            return [[Term.of(known, word, fits, aside=aside)]]
        if not fits or (self.forgiving and len(word) > 2):
            fits = self._guesses(word) | fits
        readings = [[Term.of(known, word, fits, aside=False)]]
        if not fits or self.forgiving or ONE_SLIP in fits.values() or TWO_SLIPS in fits.values():
            pair = self._pair(word)
            if pair and fits and AS_TYPED not in fits.values():
                return [pair, *readings]
            return [pair] if pair and not fits else readings
        return readings

    def _guesses(self, word: str) -> dict[int, float]:
        near = self.known.near(word) if len(word) > 1 else {}
        return {rank: ONE_SLIP if count == 1 else TWO_SLIPS for rank, count in near.items()}

    def _pair(self, word: str) -> list[Term] | None:
        """Return the two words that were run together."""
        for halves in splits(word):
            ranks = [self.known.word_id(half) for half in halves]
            if None not in ranks:
                return [
                    Term.of(self.known, half, {rank: ONE_SLIP}, aside=False)
                    for half, rank in zip(halves, ranks, strict=True)
                    if rank is not None
                ]
        return None


def streets_for(known: Atlas, terms: Sequence[Term]) -> Collection[int]:
    """Return the streets that carry every term; or else those with most or a rare one."""
    useful = sorted(
        (t for t in terms if t.fits and not t.aside and _tells(t, terms)), key=lambda t: t.streets
    )
    if not useful:
        return []
    found = _with_all(known, useful)
    if found or len(useful) == 1:
        return _some(found, MOST_STREETS)
    for left_out in range(len(useful)):
        found |= _with_all(known, [t for rank, t in enumerate(useful) if rank != left_out])
    scattered = set(_some(found, MOST_STREETS))
    total = 0
    for term in useful:
        total += term.streets
        if scattered and total > MOST_SCATTERED:
            break
        scattered |= set(_some(_carrying(known, term), MOST_STREETS))
    return scattered


def likeness(known: Atlas, street: int, terms: Sequence[Term]) -> tuple[float, int]:
    """Return how much of what was typed a street carries, shorter ones first."""
    carried = known.carried(street).tolist()
    total = 0.0
    for term in terms:
        fits = term.fits
        met = [fits[rank] for rank in carried if rank in fits]
        if met:
            total += term.weight * (met[0] if len(met) == 1 else max(met))
    return total, -street


def _some(found: Collection[int], most: int) -> Collection[int]:
    """Return all of them, or as many as can be ranked while somebody types."""
    return found if len(found) <= most else sorted(found)[:most]


def _tells(term: Term, terms: Sequence[Term]) -> bool:
    """Tell whether streets can be looked up by `term`: not by what may belong to the house."""
    return not _may_be_house(term) or all(_may_be_house(each) for each in terms if not each.aside)


def _may_be_house(term: Term) -> bool:
    if term.typed.isdigit():
        return len(term.typed) < 5
    if len(term.typed) > 1 or term.typed in ABBREVIATIONS:
        return False
    return BEGUN not in term.fits.values()


def _carrying(known: Atlas, term: Term) -> set[int]:
    return set().union(*(known.streets(rank) for rank in term.fits))


def _with_all(known: Atlas, terms: Sequence[Term]) -> set[int]:
    rarest, *others = terms
    found = _carrying(known, rarest)
    for term in others:
        if not found:
            break
        if term.streets <= 4 * len(found):
            found &= _carrying(known, term)
        else:
            fits = term.fits.keys()
            found = {way for way in found if not fits.isdisjoint(known.carried(way))}
    return found
