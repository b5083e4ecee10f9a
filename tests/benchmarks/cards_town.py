"""A town with as many cards as wanted, of every kind that the demonstration shows."""

import random
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import func, insert, select, text

from app import PARTS
from neighbourhood.feed.models import Card
from neighbourhood.foundation.demo import builders
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.words.search import normalise
from tests.benchmarks.matching_town import NOISE, PAIRS, rows_of

# As far back as the cards go, whatever their number: a busier town, not an older one.
BACK = timedelta(days=30)
AT_ONCE = 5_000
_COPIED = (
    "kind", "category", "author_id", "partner_id", "municipality_id", "quartier_id", "cell_id",
    "reach", "held_at", "facts",
)  # fmt: skip


def fill(cards: int) -> None:
    """Build the demonstration in an empty database, and copy its cards, each in other words."""
    db.create_all()
    for build in builders(PARTS):
        with transaction():
            build()
    originals = [_as_values(card) for card in db.session.scalars(select(Card).where(Card.listed))]
    first, there = 1_000_000, db.session.scalar(select(func.count(Card.id))) or 0
    db.session.commit()
    lot, texts, begun = random.Random(5), _texts(), now()
    for start in range(there, cards, AT_ONCE):
        rows = [
            _copy(lot, first + number, originals, texts, begun - BACK * (1 - number / cards))
            for number in range(start, min(start + AT_ONCE, cards))
        ]
        with transaction():
            db.session.execute(insert(Card), rows)
    with transaction():
        db.session.execute(text("ANALYZE"))


def _as_values(card: Card) -> dict[str, Any]:
    return {name: getattr(card, name) for name in _COPIED}


def _copy(
    lot: random.Random,
    number: int,
    originals: list[dict[str, Any]],
    texts: list[str],
    moment: datetime,
) -> dict[str, Any]:
    title, _, body = lot.choice(texts).partition(". ")
    body = f"{body} {lot.choice(texts)}"
    return {
        **lot.choice(originals),
        "about": "copy",
        "about_id": number,
        "title": title,
        "excerpt": body,
        "listed": True,
        "created_at": moment,
        "search": normalise(f"{title} {body}"),
    }


def _texts() -> list[str]:
    pairs = [said for row in rows_of(PAIRS) for said in (row[1], row[3])]
    return pairs + [row[1] for row in rows_of(NOISE)]


def a_kind(lot: random.Random) -> str:
    """Return a kind of card, as often as there are cards of it."""
    return lot.choice(_kinds_and_categories())[0]


def a_category(lot: random.Random) -> str:
    """Return a category, as often as there are cards of it."""
    return lot.choice([category for _kind, category in _kinds_and_categories() if category])


def a_moment(lot: random.Random) -> datetime:
    """Return a moment since the first card."""
    return now() - BACK * lot.random()


@cache
def _kinds_and_categories() -> list[tuple[str, str]]:
    found = select(Card.kind, Card.category).where(Card.about != "copy", Card.listed)
    return [(kind, category) for kind, category in db.session.execute(found)]


@cache
def _words() -> list[list[str]]:
    said = [[word for word in text.split() if len(word) > 3] for text in _texts()]
    return [words for words in said if len(words) > 1]


SEARCHES = {
    "a word as people use it": lambda lot: lot.choice(lot.choice(_words())),
    "two words of one text": lambda lot: " ".join(lot.sample(lot.choice(_words()), 2)),
    "two words of any texts": lambda lot: " ".join(lot.choice(lot.choice(_words())) for _ in "ab"),
    "a word that hardly anybody uses": lambda lot: lot.choice(["ornithorynque", "sextant"]),
}
