"""The lines of the timeline: one card, as one reader may see it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Integer, Row, Select, Text, and_, bindparam, cast, not_, select
from sqlalchemy.orm import aliased

from neighbourhood.feed import reaches
from neighbourhood.feed.models import Card
from neighbourhood.foundation.storing.prepared import Prepared
from neighbourhood.foundation.words import persons
from neighbourhood.partners.models import Partner
from neighbourhood.places.models import Quartier
from neighbourhood.residents.models.residents import Resident, tint
from neighbourhood.residents.queries.blocks import apart

MOST_LINES_KEPT = 10_000


# Equal only to itself: lines are kept by `_line`, and comparing them would cost more than that.
@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One card as this reader may see it."""

    about: str
    about_id: int
    kind: str
    title: str
    excerpt: str
    name: str
    agent: str
    initials: str
    tint: int
    quartier: str
    held_at: datetime | None
    created_at: datetime
    facts: Mapping[str, Any]
    mine: bool
    reach: str


READER = bindparam("reader", type_=Integer)
LISTENER = reaches.Listener(
    resident_id=READER,
    quartier_id=bindparam("here", type_=Integer),
    town_id=bindparam("town", type_=Integer),
)


class CardRow(NamedTuple):
    """What is read of a card, and of whoever put it up as this reader may know them."""

    id: int
    about: str
    about_id: int
    kind: str
    title: str
    excerpt: str
    author_id: int | None
    held_at: datetime | None
    created_at: datetime
    facts: str
    full_name: str | None
    agent_name: str | None
    near: bool | None
    mine: bool | None
    partner: str | None
    quartier: str | None
    reach: str


def columns() -> Select[*tuple[Any, ...]]:
    """Return the statement of the columns of `CardRow`, to be given `read_by` and more."""
    acting = aliased(Resident)
    # Where the author lives today, as `may_see_full_name` asks: they may have moved since.
    near = and_(
        Resident.verified_at.is_not(None),
        Resident.shows_full_name,
        Resident.quartier_id == LISTENER.quartier_id,
    )
    return (
        select(
            Card.id,
            Card.about,
            Card.about_id,
            Card.kind,
            Card.title,
            Card.excerpt,
            Card.author_id,
            Card.held_at,
            Card.created_at,
            # As text: rows are told apart by what they say, and most are known already.
            cast(Card.facts, Text).label("facts"),
            Resident.full_name,
            acting.full_name.label("agent_name"),
            near.label("near"),
            (Card.author_id == READER).label("mine"),
            Partner.name.label("partner"),
            Quartier.name.label("quartier"),
            Card.reach,
        )
        .outerjoin(Quartier, Quartier.id == Card.quartier_id)
        .outerjoin(Resident, Resident.id == Card.author_id)
        .outerjoin(acting, and_(acting.id == Card.agent_id, not_(apart(READER, acting.id))))
        .outerjoin(Partner, Partner.id == Card.partner_id)
    )


def lines_of(rows: Iterable[Row[Any]]) -> list[Line]:
    """Return the lines of rows of `columns`."""
    return [_line(CardRow._make(row)) for row in rows]


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A line, and where it stands in the timeline."""

    line: Line
    position: tuple[datetime, int]


# All who live in a quartier are shown the same lines, but for their own.
@lru_cache(maxsize=MOST_LINES_KEPT)
def known_line(statement: Prepared, row: tuple[Any, ...], _language: str) -> Found:
    """Read a row; a name that was erased is said in the language of the page."""
    return found_line(CardRow._make(statement.read(row)))


def found_line(row: CardRow) -> Found:
    return Found(_line(row), (row.created_at, row.id))


@lru_cache(maxsize=MOST_LINES_KEPT)
def _line(row: CardRow) -> Line:
    full_name = row.full_name or row.partner or ""
    is_known = row.near or row.mine or row.full_name is None
    return Line(
        about=row.about,
        about_id=row.about_id,
        kind=row.kind,
        title=row.title,
        excerpt=row.excerpt,
        name=full_name if is_known else persons.beyond(full_name),
        agent=_hand(row.agent_name, mine=bool(row.mine)),
        initials=persons.initials(full_name) if full_name else "",
        tint=tint(row.author_id or 0),
        quartier=row.quartier or "",
        held_at=row.held_at,
        created_at=row.created_at,
        facts=json.loads(row.facts),
        mine=bool(row.mine),
        reach=row.reach,
    )


def _hand(agent_name: str | None, *, mine: bool) -> str:
    # Whoever is concerned reads in full who acts for them.
    if not agent_name:
        return ""
    return agent_name if mine else persons.beyond(agent_name)
