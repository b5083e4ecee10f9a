"""From the words somebody typed to the streets they may mean."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, exists, select

from neighbourhood.foundation.database import db
from neighbourhood.places.models import Misspelling, Street, StreetWord, Vocabulary
from neighbourhood.places.spelling import ABBREVIATIONS, is_slip, slips, splits

AS_TYPED, BEGUN, SLIPPED = 1.0, 0.9, 0.7
MOST_CONTINUATIONS = 60
MOST_STREETS = 150
MOST_SCATTERED = 300

StreetRow = Row[Any, Any, Any, Any, Any, Any, Any, Any]


@dataclass(frozen=True)
class Term:
    """A word of a question: the words it may stand for, how well each fits, how many streets."""

    typed: str
    fits: Mapping[str, float]
    streets: int

    @property
    def weight(self) -> float:
        """A word that few streets carry says more."""
        return 1 / math.log2(4 + self.streets) if self.fits else 0.5


def terms_of(words: Sequence[str], *, open_end: bool) -> list[Term]:
    """Look each word up; the last one may be only begun when the end is open."""
    counts = _counts(_among({*words, *(ABBREVIATIONS.get(word, word) for word in words)}))
    last = len(words) - 1
    found: list[Term] = []
    for rank, word in enumerate(words):
        meant = ABBREVIATIONS.get(word, word)
        known = {w: counts[w] for w in (word, meant) if w in counts}
        begun = _begun(word) if open_end and rank == last else {}
        if known or begun:
            fits = dict.fromkeys(begun, BEGUN) | dict.fromkeys(known, AS_TYPED)
            found.append(Term(word, fits, sum((begun | known).values())))
        else:
            found.extend(_guesses(word))
    return found


def _among(words: Iterable[str]) -> ColumnElement[bool]:
    """Return the condition that a word of the vocabulary is one of `words`."""
    return Vocabulary.word.in_(sorted(words))


def _counts(condition: ColumnElement[bool]) -> dict[str, int]:
    rows = db.session.execute(select(Vocabulary.word, Vocabulary.streets).where(condition))
    return dict(rows.all())


def _begun(word: str) -> dict[str, int]:
    chosen = (
        select(Vocabulary.word, Vocabulary.streets)
        .where(Vocabulary.word >= word, Vocabulary.word < word + "\uffff")
        .order_by(Vocabulary.streets.desc(), Vocabulary.word)
        .limit(MOST_CONTINUATIONS)
    )
    return dict(db.session.execute(chosen).all())


def _guesses(word: str) -> list[Term]:
    """Return what an unknown word may be: two words run together, or one with a slip."""
    if word.isdigit():
        return [Term(word, {}, 0)]
    pairs = splits(word)
    counts = _counts(_among({half for pair in pairs for half in pair})) if pairs else {}
    for pair in pairs:
        if all(half in counts for half in pair):
            return [Term(half, {half: SLIPPED}, counts[half]) for half in pair]
    near = (
        select(Vocabulary.word, Vocabulary.streets)
        .join(Misspelling, Misspelling.word == Vocabulary.word)
        .where(Misspelling.spelling.in_(sorted(slips(word))))
    )
    rows = db.session.execute(near).all() if len(word) > 1 else []
    meant = {other: streets for other, streets in rows if is_slip(word, other)}
    return [Term(word, dict.fromkeys(meant, SLIPPED), sum(meant.values()))]


def streets_for(terms: Sequence[Term]) -> Sequence[StreetRow]:
    """Return the streets that carry every term; if there are none, those with a rare one."""
    useful = sorted((t for t in terms if t.fits and _tells(t, terms)), key=lambda t: t.streets)
    if not useful:
        return []
    rows = _streets(_with_all(useful), MOST_STREETS)
    if rows or len(useful) == 1:
        return rows
    scattered: set[str] = set()
    total = 0
    for term in useful:
        total += term.streets
        if scattered and total > MOST_SCATTERED:
            break
        scattered |= set(term.fits)
    return _streets(_with_any(scattered), MOST_SCATTERED)


def likeness(street: StreetRow, terms: Sequence[Term]) -> tuple[float, int, int]:
    """Return how much of what was typed a street carries, shorter and older ones first."""
    carried = street.search.split()
    gained = sum(
        term.weight * max((term.fits[word] for word in carried if word in term.fits), default=0)
        for term in terms
    )
    return gained, -len(carried), -street.id


def _tells(term: Term, terms: Sequence[Term]) -> bool:
    """Tell whether streets can be looked up by `term`: not by what may belong to the house."""
    return not _may_be_house(term) or all(map(_may_be_house, terms))


def _may_be_house(term: Term) -> bool:
    if term.typed.isdigit():
        return len(term.typed) < 5
    begun = BEGUN in term.fits.values()
    return len(term.typed) == 1 and term.typed not in ABBREVIATIONS and not begun


def _with_all(terms: Sequence[Term]) -> Select[Any]:
    rarest, *others = terms
    chosen = select(StreetWord.street_id).where(StreetWord.word.in_(sorted(rarest.fits)))
    for term in others:
        beside = StreetWord.__table__.alias()
        chosen = chosen.where(
            exists().where(
                beside.c.street_id == StreetWord.street_id,
                beside.c.word.in_(sorted(term.fits)),
            ),
        )
    return chosen


def _with_any(words: set[str]) -> Select[Any]:
    return select(StreetWord.street_id).where(StreetWord.word.in_(sorted(words)))


def _streets(chosen: Select[Any], most: int) -> Sequence[StreetRow]:
    columns = Street.__table__.c
    wanted = (
        select(
            columns.id, columns.insee, columns.name, columns.postcode, columns.town,
            columns.search, columns.lat, columns.lon,
        )
        .where(columns.id.in_(chosen.distinct().limit(most)))
    )  # fmt: skip
    return db.session.execute(wanted).all()
