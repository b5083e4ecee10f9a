"""Reading the timeline: one statement a page, whatever its length."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    func,
    not_,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import aliased
from sqlalchemy.sql.util import ClauseAdapter

from neighbourhood.feed import kinds, lookup, reaches
from neighbourhood.feed.kinds import Filters
from neighbourhood.feed.models import Card
from neighbourhood.foundation.storing.database import UtcDateTime, db
from neighbourhood.foundation.storing.paging import Cursor, Page, cut, following
from neighbourhood.foundation.storing.prepared import Prepared
from neighbourhood.foundation.web.quickening import language
from neighbourhood.foundation.words import persons
from neighbourhood.partners.models import Partner
from neighbourhood.partners.queries.organisations import shows
from neighbourhood.places.models import Quartier
from neighbourhood.residents.models.residents import Resident, tint
from neighbourhood.residents.queries.blocks import apart

PAGE_SIZE = 20
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


_SPOKEN = reaches.Spoken(
    about=Card.about,
    about_id=Card.about_id,
    author_id=Card.author_id,
    said_at=Card.created_at,
    quartier_id=Card.quartier_id,
    town_id=Card.municipality_id,
    reach=Card.reach,
)
_READER = bindparam("reader", type_=Integer)
_LISTENER = reaches.Listener(
    resident_id=_READER,
    quartier_id=bindparam("here", type_=Integer),
    town_id=bindparam("town", type_=Integer),
)


@cache
def visible() -> ColumnElement[bool]:
    """Tell which cards a resident of `here`, in `town`, may read, by the reaches declared."""
    here = Card.municipality_id == _LISTENER.town_id, reaches.stays(Card.author_id)
    near = reaches.heard(_SPOKEN, _LISTENER), reaches.met(Card, _LISTENER)
    shown = or_(Card.partner_id.is_(None), shows(Card.partner_id))
    offered = kinds.are_offered(Card.kind, _LISTENER.town_id)
    return and_(Card.listed, *here, *near, shown, offered)


def read_by(viewer: Resident) -> dict[str, int | None]:
    """Fill `visible` for `viewer`; nothing equals NULL, so the others read nothing."""
    if not viewer.may_read or viewer.quartier is None:
        return {"reader": None, "here": None, "town": None}
    here, town = viewer.quartier_id, viewer.quartier.municipality_id
    return {"reader": viewer.id, "here": here, "town": town}


def timeline(viewer: Resident, filters: Filters, after: Cursor | None = None) -> Page[Line]:
    """Return a page of what `viewer` may read, newest first."""
    asked = asked_for(filters, after)
    find = _searched if filters.words.strip() else _listed
    found = find(frozenset(asked), {**read_by(viewer), **asked})
    page = cut(found, lambda one: one.position, size=PAGE_SIZE)
    return Page([one.line for one in page.rows], page.next)


def _listed(asked: frozenset[str], given: Mapping[str, object]) -> "list[_Found]":
    statement, spoken = listed_by(db.engine.dialect.name, asked), language()
    return [_known(statement, row, spoken) for row in statement.find(given)]


def _searched(asked: frozenset[str], given: Mapping[str, object]) -> "list[_Found]":
    rows = db.session.connection().execute(found_by(db.engine.dialect.name, asked), given)
    return [_found(_Row._make(row)) for row in rows]


def asked_for(filters: Filters, after: Cursor | None) -> dict[str, object]:
    """Return the parameters of what the reader asked for, and only those."""
    wanted = {
        "kind": filters.kind,
        "category": filters.category or None,
        "cell": filters.cell_id,
        "author": filters.author_id,
        "quartier": filters.quartier_id,
    }
    asked: dict[str, object] = {name: said for name, said in wanted.items() if said is not None}
    if filters.words.strip():
        asked |= lookup.saying(filters.words)
    if after is not None:
        asked |= {"moment": after.moment, "last": after.id}
    return asked


_LAST_SEEN = tuple_(bindparam("moment", type_=UtcDateTime), bindparam("last", type_=Integer))


# Statements are built once for each set of filters: building takes longer than running.
@cache
def listed_by(dialect: str, asked: frozenset[str]) -> Prepared:
    """Return the statement of a page, whose parameters are those `asked`."""
    page = columns().where(visible(), *chosen_by(dialect, asked))
    return Prepared(_newest_of(page, asked))


@cache
def found_by(dialect: str, asked: frozenset[str]) -> Select[*tuple[Any, ...]]:
    """Return the statement of a page of a search: thousands may say it, only a page is named."""
    said = select(Card.__table__).where(visible(), *chosen_by(dialect, asked))
    page = _newest_of(said, asked).subquery("page")
    named: Select[*tuple[Any, ...]] = ClauseAdapter(page).traverse(columns())
    return named.order_by(page.c.created_at.desc(), page.c.id.desc())


def _newest_of(cards: Select[Any], asked: frozenset[str]) -> Select[Any]:
    position = _LAST_SEEN if "last" in asked else None
    return following(cards, (Card.created_at, Card.id), position, size=PAGE_SIZE)


def chosen_by(dialect: str, asked: frozenset[str]) -> list[ColumnElement[bool]]:
    """Say in SQL which cards were asked for, by what is among the `asked`."""
    clauses: dict[str, Any] = {
        "kind": Card.kind == bindparam("kind"),
        "category": Card.category == bindparam("category"),
        "cell": Card.cell_id == bindparam("cell"),
        "author": Card.author_id == bindparam("author"),
        "quartier": Card.quartier_id == bindparam("quartier"),
        **lookup.clauses(dialect),
    }
    return [clause for name, clause in clauses.items() if name in asked]


class _Row(NamedTuple):
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


def columns() -> Select[*tuple[Any, ...]]:
    """Return the statement of the columns of `_Row`, to be given `read_by` and more."""
    acting = aliased(Resident)
    # Where the author lives today, as `may_see_full_name` asks: they may have moved since.
    near = and_(
        Resident.verified_at.is_not(None),
        Resident.shows_full_name,
        Resident.quartier_id == _LISTENER.quartier_id,
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
            (Card.author_id == _READER).label("mine"),
            Partner.name.label("partner"),
            Quartier.name.label("quartier"),
        )
        .outerjoin(Quartier, Quartier.id == Card.quartier_id)
        .outerjoin(Resident, Resident.id == Card.author_id)
        .outerjoin(acting, and_(acting.id == Card.agent_id, not_(apart(_READER, acting.id))))
        .outerjoin(Partner, Partner.id == Card.partner_id)
    )


def lines_of(rows: Iterable[Row[Any]]) -> list[Line]:
    """Return the lines of rows of `columns`."""
    return [_line(_Row._make(row)) for row in rows]


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """A line, and where it stands in the timeline."""

    line: Line
    position: tuple[datetime, int]


# All who live in a quartier are shown the same lines, but for their own.
@lru_cache(maxsize=MOST_LINES_KEPT)
def _known(statement: Prepared, row: tuple[Any, ...], _language: str) -> _Found:
    """Read a row; a name that was erased is said in the language of the page."""
    return _found(_Row._make(statement.read(row)))


def _found(row: _Row) -> _Found:
    return _Found(_line(row), (row.created_at, row.id))


@lru_cache(maxsize=MOST_LINES_KEPT)
def _line(row: _Row) -> Line:
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
    )


def _hand(agent_name: str | None, *, mine: bool) -> str:
    # Whoever is concerned reads in full who acts for them.
    if not agent_name:
        return ""
    return agent_name if mine else persons.beyond(agent_name)


def counts_by_cell(viewer: Resident) -> dict[int, int]:
    """Count what `viewer` may read in each grid cell."""
    counted = select(Card.cell_id, func.count()).where(visible()).group_by(Card.cell_id)
    rows = db.session.execute(counted, read_by(viewer))
    return {cell_id: count for cell_id, count in rows if cell_id is not None}


def open_in_quartier(quartier_id: int) -> dict[str, int]:
    """Count what the whole quartier may read there, by category: all that a newcomer may know."""
    help_given = Card.kind.not_in(kinds.said())
    here = Card.quartier_id == quartier_id, Card.listed, Card.reach.in_(reaches.OPEN), help_given
    offered = kinds.are_offered(Card.kind, Card.municipality_id)
    stays = reaches.stays(Card.author_id)
    counted = select(Card.category, func.count()).where(*here, stays, offered)
    counted = counted.group_by(Card.category).order_by(func.count().desc(), Card.category)
    return {category or "": count for category, count in db.session.execute(counted)}
