"""A handful of cards chosen for one reader, each as they may see it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Integer, Select, bindparam, case, select
from sqlalchemy.sql.util import ClauseAdapter

from neighbourhood.feed import kinds
from neighbourhood.feed.lines import Line, columns, lines_of
from neighbourhood.feed.models import Card
from neighbourhood.feed.queries import read_by, visible
from neighbourhood.foundation.storing.database import UtcDateTime, db
from neighbourhood.residents.models.residents import Resident

MOST = 30


def seen_among(viewer: Resident, card_ids: Collection[int]) -> dict[int, Line]:
    """Return those of some cards, `MOST` at most, that `viewer` may read, by their ids."""
    if not card_ids:
        return {}
    asked = {**read_by(viewer), "chosen": list(card_ids)}
    rows = db.session.connection().execute(_chosen(), asked).all()
    return dict(zip((row.id for row in rows), lines_of(rows), strict=True))


def newest_of_others(viewer: Resident, since: datetime, most: int) -> list[tuple[int, Line]]:
    """Return what neighbours put up since then that `viewer` may read, the newest first.

    Each with the number of its card: those of the viewer’s own quartier come before the others.
    """
    asked = {**read_by(viewer), "since": since, "most": most}
    rows = db.session.connection().execute(_newest(), asked).all()
    return list(zip((row.id for row in rows), lines_of(rows), strict=True))


def soon(viewer: Resident, now: datetime) -> Sequence[Line]:
    """Return the next things held at an hour to which `viewer` could come."""
    held = visible(), Card.held_at > now, Card.kind.not_in(kinds.sought())
    first = columns().where(*held).order_by(Card.held_at).limit(3)
    return lines_of(db.session.execute(first, read_by(viewer)))


@cache
def _newest() -> Select[*tuple[Any, ...]]:
    fresh = Card.created_at > bindparam("since", type_=UtcDateTime)
    # Of partners, there is no author: what they ask for is no neighbour’s.
    of_others = Card.author_id != bindparam("reader")
    first = case((Card.quartier_id == bindparam("here"), 0), else_=1)
    statement = columns().where(visible(), fresh, of_others)
    ordered = statement.order_by(first, Card.created_at.desc(), Card.id.desc())
    return ordered.limit(bindparam("most", type_=Integer))


@cache
def _chosen() -> Select[*tuple[Any, ...]]:
    # Those cards first, and then whether each may be read: by itself, SQLite goes through all that
    # are listed in the town. The limit keeps the inner statement from being merged with the outer.
    few = select(Card.__table__).where(Card.id.in_(bindparam("chosen", expanding=True)))
    statement = columns().where(visible())
    return ClauseAdapter(few.limit(MOST).subquery("few")).traverse(statement)
