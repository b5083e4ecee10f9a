"""Below the triggers: what only somebody with the keys of the database could do."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import Connection, text

from neighbourhood.foundation.storing.database import db


@contextmanager
def below_the_triggers(app: Flask) -> Iterator[Connection]:
    """Write where the database itself refuses to: nothing is checked, nothing is told."""
    with app.app_context():
        db.session.rollback()
        grown = db.engine.dialect.name == "postgresql"
        with _on_postgresql() if grown else _on_sqlite() as connection:
            yield connection
        db.session.remove()


@contextmanager
def _on_postgresql() -> Iterator[Connection]:
    with db.engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        yield connection


@contextmanager
def _on_sqlite() -> Iterator[Connection]:
    with db.engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        connection.rollback()
        raw.execute("PRAGMA foreign_keys=OFF")
        raw.execute("PRAGMA ignore_check_constraints=ON")
        named = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        triggers = raw.execute(named).fetchall()
        for name, _sql in triggers:
            raw.execute(f'DROP TRIGGER "{name}"')
        yield connection
        connection.commit()
        for _name, sql in triggers:
            raw.execute(sql)
        raw.execute("PRAGMA ignore_check_constraints=OFF")
        raw.execute("PRAGMA foreign_keys=ON")
