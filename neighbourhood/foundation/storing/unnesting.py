"""Rows given as columns: PostgreSQL takes any number of them in one statement, always the same.

As pairs or one by one, it compares each with all, or is asked as often as there are rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import TableValuedAlias, bindparam, func
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeEngine

from neighbourhood.foundation.storing.database import db


class Columns:
    """What a statement for PostgreSQL joins or copies: `table`, with a parameter a column."""

    def __init__(self, name: str, **kinds: TypeEngine[Any]) -> None:
        self._names = tuple(kinds)
        given = (bindparam(one, type_=postgresql.ARRAY(kind)) for one, kind in kinds.items())
        named = func.unnest(*given).table_valued(*self._names)
        self.table: TableValuedAlias = named.render_derived(name=name)

    def filled(self, rows: Iterable[Sequence[Any]]) -> Mapping[str, list[Any]]:
        """Return the parameters that say `rows`, of which there is one at least."""
        return dict(zip(self._names, map(list, zip(*rows, strict=True)), strict=True))


def are_taken() -> bool:
    """Tell whether this database takes rows as columns; to SQLite, a row costs little."""
    return db.engine.dialect.name == "postgresql"
