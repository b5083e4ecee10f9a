"""Cards that say some words: how each database finds the newest of them soonest.

An index of words returns all that say them, of which a page shows the newest. When nearly every
card says them, one comes sooner to the end of a page by reading the cards from the newest on.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Text,
    bindparam,
    func,
    literal_column,
    select,
    table,
    text,
)

from neighbourhood.feed.models import Card
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.words.search import fts5_query, pattern, tsquery

# Words that say nothing match nothing.
_NO_WORD = "zzzzzzzzzzzzzzzz"
_MANY = 5_000
_INDEXED = {
    "sqlite": "card.id IN (SELECT rowid FROM card_search WHERE card_search MATCH :words)",
    "postgresql": "to_tsvector('simple', card.search) @@ to_tsquery('simple', :words)",
}
_FOUND: Select[Any] = select(literal_column("1")).select_from(table("card_search"))
_FIRST_FOUND = _FOUND.where(text("card_search MATCH :words")).limit(_MANY).subquery()
_HOW_MANY = select(func.count()).select_from(_FIRST_FOUND)
# To count them takes PostgreSQL as long as to find them: its own estimate will do.
_ESTIMATE = text("EXPLAIN (FORMAT JSON) SELECT 1 FROM card WHERE " + _INDEXED["postgresql"])  # noqa: S608 - ours


def clauses(dialect: str) -> dict[str, ColumnElement[bool]]:
    """Return what tells in SQL that a card says the words, by the parameter that it is given."""
    # PostgreSQL plans a statement of many values once for all of them: each of these wants its own.
    is_planned = dialect == "postgresql"
    asked: Any = bindparam("words", type_=Text, literal_execute=is_planned)
    wanted = bindparam("pattern", type_=Text, literal_execute=is_planned)
    words: Any = text(_INDEXED[dialect]).bindparams(asked)
    return {"words": words, "pattern": Card.search.regexp_match(wanted)}


def saying(words: str) -> dict[str, object]:
    """Return the parameter of the clause that finds the newest cards that say `words` soonest."""
    if db.engine.dialect.name == "postgresql":
        asked = tsquery(words) or _NO_WORD
        return {"pattern": pattern(words, r"\y")} if _estimated(asked) else {"words": asked}
    asked = fts5_query(words) or _NO_WORD
    return {"pattern": pattern(words, r"\b")} if _counted(asked) else {"words": asked}


def _counted(asked: str) -> bool:
    """Tell whether many cards say it, by counting no more than that many of them."""
    found = db.session.connection().execute(_HOW_MANY, {"words": asked}).scalar()
    return found == _MANY


def _estimated(asked: str) -> bool:
    """Tell whether many cards say it, by what the database knows of its words."""
    plan: Any = db.session.connection().execute(_ESTIMATE, {"words": asked}).scalar()
    return bool(plan[0]["Plan"]["Plan Rows"] >= _MANY)
