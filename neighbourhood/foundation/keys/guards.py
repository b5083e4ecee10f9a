"""Tables that only grow, while one goes back to a release without keys: the only other writer.

What they say stays word for word: it is opened where it stands.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Column, text

from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.sealed import SealedOnce

_ON_UPDATES = text(
    "SELECT name, sql FROM sqlite_master"
    " WHERE type = 'trigger' AND tbl_name = :name AND sql LIKE '%BEFORE UPDATE ON%'"
)


@contextmanager
def unguarded(column: Column[Any]) -> Iterator[None]:
    """Let the values of a column be written again, in the transaction under way alone."""
    table = column.table.name  # type: ignore[attr-defined]
    if not isinstance(column.type, SealedOnce):
        yield
    elif db.engine.dialect.name == "sqlite":
        guards = db.session.execute(_ON_UPDATES, {"name": table}).all()
        for name, _sql in guards:
            db.session.execute(text(f"DROP TRIGGER {name}"))
        yield
        for _name, sql in guards:
            db.session.connection().exec_driver_sql(sql)
    else:
        db.session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        yield
        db.session.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))
