"""A handful of cards chosen for one reader, each as they may see it."""

from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.sql.util import ClauseAdapter

from neighbourhood.feed.models import Card
from neighbourhood.feed.queries import Line, columns, lines_of, read_by, visible
from neighbourhood.foundation.storing.database import db
from neighbourhood.residents.models.residents import Resident

MOST = 30


def seen_among(viewer: Resident, card_ids: Collection[int]) -> dict[int, Line]:
    """Return those of some cards, `MOST` at most, that `viewer` may read, by what each is about."""
    if not card_ids:
        return {}
    asked = {**read_by(viewer), "chosen": list(card_ids)}
    rows = db.session.connection().execute(_chosen(), asked).all()
    return {line.about_id: line for line in lines_of(rows, viewer)}


@cache
def _chosen() -> Select[*tuple[Any, ...]]:
    # Those cards first, and then whether each may be read: by itself, SQLite goes through all that
    # are listed in the town. The limit keeps the inner statement from being merged with the outer.
    few = select(Card.__table__).where(Card.id.in_(bindparam("chosen", expanding=True)))
    statement = columns().where(visible())
    return ClauseAdapter(few.limit(MOST).subquery("few")).traverse(statement)
