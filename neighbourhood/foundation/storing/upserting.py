"""Rows that several write at the same moment: the first one does, the others meet it."""

from typing import TypeAlias

from sqlalchemy.dialects import postgresql, sqlite

from neighbourhood.foundation.storing.database import Base, db

Upsert: TypeAlias = postgresql.Insert | sqlite.Insert


def upsert(model: type[Base]) -> Upsert:
    """Begin an INSERT that may say what to do about a row that is there (ON CONFLICT)."""
    if db.engine.dialect.name == "postgresql":
        return postgresql.insert(model)
    return sqlite.insert(model)
