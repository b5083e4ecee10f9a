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


def clauses(dialect: str) -> dict[str, ColumnElement[bool]]:
    """Return what tells in SQL that a card says the words, by the parameter that it is given."""
    words: Any = text(_INDEXED[dialect])
    return {
        "words": words,
        "pattern": Card.search.regexp_match(bindparam("pattern", type_=Text)),
    }


def saying(words: str) -> dict[str, object]:
    """Return the parameter of the clause that finds the newest cards that say `words` soonest."""
    if db.engine.dialect.name == "postgresql":
        return {"words": tsquery(words) or _NO_WORD}
    asked = fts5_query(words) or _NO_WORD
    found = db.session.connection().execute(_HOW_MANY, {"words": asked}).scalar()
    return {"pattern": pattern(words)} if found == _MANY else {"words": asked}
