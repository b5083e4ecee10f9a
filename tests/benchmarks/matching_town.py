"""The town in which suggestions are measured: its squares, its neighbours, pairs and noise."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text

from neighbourhood.exchanges.actions.showing import show_card
from neighbourhood.exchanges.matching.suggesting import suggestions
from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.subjects import Direction, Subject
from neighbourhood.exchanges.subjects import CATEGORIES
from neighbourhood.feed.reaches import TOWN
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.words.search import normalise
from neighbourhood.loans.models.items import Item
from neighbourhood.loans.telling import show_card as show_thing
from neighbourhood.places.models import Cell, Municipality, Quartier
from neighbourhood.residents.models.residents import Resident

HERE = Path(__file__).parent
PAIRS, NOISE = HERE / "matching_pairs.txt", HERE / "matching_noise.txt"
ACROSS, SIDE_M = 8, 200
SUBJECT_OF = {category: subject for subject, every in CATEGORIES.items() for category in every}


# What something is, and its id.
Shown = tuple[str, int]


@dataclass(frozen=True)
class Pair:
    """A request and the offer that a neighbour would put beside it."""

    number: int
    ask_id: int
    offer: Shown


class Told:
    """The pairs as they stand in the town, and two ways of finding the other side of one."""

    def __init__(self, pairs: list[Pair]) -> None:
        self.pairs = pairs

    def suggested(self, pair: Pair) -> list[Shown]:
        ask = db.session.get_one(Notice, pair.ask_id)
        return [(one.line.about, one.line.about_id) for one in suggestions(ask.author, ask)]

    def by_bm25(self, pair: Pair) -> list[Shown]:
        return by_bm25(db.session.get_one(Notice, pair.ask_id))


def by_bm25(notice: Notice) -> list[Shown]:
    """Ask the index of words alone for what says most of the words of a notice."""
    words = sorted(set(normalise(f"{notice.title} {notice.body}").split()))
    asked = " OR ".join(f'"{word}"' for word in words)
    statement = text(
        "SELECT card.about, card.about_id FROM card_search JOIN card ON card.id = card_search.rowid"
        " WHERE card_search MATCH :words AND card.kind IN ('offer', 'loan') AND card.listed"
        " ORDER BY bm25(card_search) LIMIT 3"
    )
    return [(row.about, row.about_id) for row in db.session.execute(statement, {"words": asked})]


def rows_of(path: Path) -> list[list[str]]:
    lines = path.read_text("utf-8").splitlines()
    return [line.split(" | ") for line in lines if line and not line.startswith("#")]


def open_town() -> Told:
    """Fill an empty database."""
    db.create_all()
    with transaction():
        people = _people(400)
        lot = random.Random(1)
        lot.shuffle(people)
        writing = _Writing(people, lot)
        pairs = [_pair(writing, number, row) for number, row in enumerate(rows_of(PAIRS), 1)]
        for category, said in rows_of(NOISE):
            writing.put_up(Direction.OFFER, category, said)
    return Told(pairs)


def _pair(writing: "_Writing", number: int, row: list[str]) -> Pair:
    ask_category, asked, offer_category, offered = row
    _notice, ask_id = writing.put_up(Direction.ASK, ask_category, asked)
    return Pair(number, ask_id, writing.put_up(Direction.OFFER, offer_category, offered))


class _Writing:
    """Puts up notices and things to lend, by somebody drawn by lot, some days ago drawn by lot."""

    def __init__(self, people: list[Resident], lot: random.Random) -> None:
        self.people, self.lot = people, lot
        self.cells = db.session.query(Cell).all()

    def put_up(self, direction: Direction, category: str, said: str) -> Shown:
        title, _, body = said.partition(". ")
        author, begun = self.lot.choice(self.people), now() - timedelta(self.lot.randrange(28))
        told = {
            "author_id": author.id,
            "category": category,
            "title": title,
            "body": body,
            "reach": TOWN.code,
            "quartier_id": author.quartier_id,
            "cell_id": self.lot.choice(self.cells).id,
            "created_at": begun,
        }
        if direction is Direction.OFFER and SUBJECT_OF[category] is Subject.LOAN:
            return _kept(Item(**told), show_thing)
        ends = now() + timedelta(days=30)
        kind = {"direction": direction, "subject": SUBJECT_OF[category], "expires_at": ends}
        return _kept(Notice(**told, **kind), show_card)


def _kept(row: Any, show: Callable[[Any], None]) -> Shown:
    db.session.add(row)
    db.session.flush()
    show(row)
    return row.ABOUT, row.id


def _people(many: int) -> list[Resident]:
    town = Municipality(insee="99035", name="Valbourg")
    db.session.add(town)
    db.session.flush()
    square = [[4.8, 45.7], [4.82, 45.7], [4.82, 45.72], [4.8, 45.72], [4.8, 45.7]]
    here = Quartier(
        municipality_id=town.id,
        name="Les Tanneurs",
        slug="tanneurs",
        boundary={"type": "Polygon", "coordinates": [square]},
    )
    db.session.add(here)
    db.session.flush()
    db.session.add_all(_squares(here))
    people = [_person(number, here) for number in range(many)]
    db.session.add_all(people)
    db.session.flush()
    return people


def _squares(here: Quartier) -> list[Cell]:
    return [
        Cell(
            code=f"{row}-{column}",
            quartier_id=here.id,
            lat=45.7 + row * SIDE_M / 111_320,
            lon=4.8 + column * SIDE_M / 78_000,
            size_m=SIDE_M,
            address_count=12,
        )
        for row in range(ACROSS)
        for column in range(ACROSS)
    ]


def _person(number: int, here: Quartier) -> Resident:
    return Resident(
        full_name=f"Voisin Numéro{number}",
        email=f"voisin{number}@example.org",
        password_hash="none",
        email_confirmed_at=now(),
        verified_at=now(),
        quartier_id=here.id,
    )
