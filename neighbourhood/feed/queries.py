"""Reading the timeline: one statement a page, whatever its length."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
    tuple_,
)
from sqlalchemy.sql.util import ClauseAdapter

from neighbourhood.feed import kinds, lookup, reaches
from neighbourhood.feed.kinds import Filters
from neighbourhood.feed.lines import (
    LISTENER,
    CardRow,
    Found,
    Line,
    columns,
    found_line,
    known_line,
)
from neighbourhood.feed.models import Card
from neighbourhood.foundation.storing.database import UtcDateTime, db
from neighbourhood.foundation.storing.paging import Cursor, Page, cut, following
from neighbourhood.foundation.storing.prepared import Prepared
from neighbourhood.foundation.web.quickening import language
from neighbourhood.partners.queries.organisations import shows
from neighbourhood.residents.models.residents import Resident

PAGE_SIZE = 20


_SPOKEN = reaches.Spoken(
    about=Card.about,
    about_id=Card.about_id,
    author_id=Card.author_id,
    said_at=Card.created_at,
    quartier_id=Card.quartier_id,
    town_id=Card.municipality_id,
    reach=Card.reach,
)


@cache
def visible() -> ColumnElement[bool]:
    """Tell which cards a resident of `here`, in `town`, may read, by the reaches declared."""
    here = Card.municipality_id == LISTENER.town_id, reaches.stays(Card.author_id)
    near = reaches.heard(_SPOKEN, LISTENER), reaches.met(Card, LISTENER)
    shown = or_(Card.partner_id.is_(None), shows(Card.partner_id))
    offered = kinds.are_offered(Card.kind, LISTENER.town_id)
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


def _listed(asked: frozenset[str], given: Mapping[str, object]) -> list[Found]:
    statement, spoken = listed_by(db.engine.dialect.name, asked), language()
    return [known_line(statement, row, spoken) for row in statement.find(given)]


def _searched(asked: frozenset[str], given: Mapping[str, object]) -> list[Found]:
    rows = db.session.connection().execute(found_by(db.engine.dialect.name, asked), given)
    return [found_line(CardRow._make(row)) for row in rows]


def asked_for(filters: Filters, after: Cursor | None) -> dict[str, object]:
    """Return the parameters of what the reader asked for, and only those."""
    wanted = {
        "kind": filters.kind,
        "category": filters.category or None,
        "cell": filters.cell_id,
        "author": filters.author_id,
        "quartier": filters.quartier_id,
        "reach": filters.reach,
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
        "reach": Card.reach == bindparam("reach"),
        **lookup.clauses(dialect),
    }
    return [clause for name, clause in clauses.items() if name in asked]


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
