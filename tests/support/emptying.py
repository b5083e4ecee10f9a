"""Emptying the database of the tests between two of them."""

from sqlalchemy import Engine, event

from neighbourhood.foundation.storing.database import Base

# Which tables hold anything: a test fills a few of them.
_FILLED = " UNION ALL ".join(
    f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in Base.metadata.tables
)
_INDEXES = "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5%'"
_UNDER_WAY: list[bool] = []


def may_be_emptied(engine: Engine) -> None:
    """Have what refuses DELETE, or follows it, stand aside while the tables are emptied.

    To drop these triggers and write them again would change the schema: SQLite then reads all of
    it again, and whatever was prepared is prepared once more, in each of thousands of tests.
    """

    @event.listens_for(engine, "connect")
    def tell(connection, _record) -> None:
        connection.create_function("emptying", 0, lambda: bool(_UNDER_WAY))

    engine.dispose()
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        triggers = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        for name, sql in raw.execute(f"{triggers} AND sql LIKE '%DELETE ON%'").fetchall():
            raw.execute(f'DROP TRIGGER "{name}"')
            raw.execute(_aside(sql))


def _aside(trigger: str) -> str:
    head, _begin, body = trigger.partition(" BEGIN")
    head, when, usually = head.partition(" WHEN ")
    also = f" AND ({usually})" if when else ""
    return f"{head} WHEN NOT emptying(){also} BEGIN{body}"


def empty(engine: Engine) -> None:
    """Leave no row in any table: even what is append-only forgets, between two tests alone."""
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        connection.rollback()
        filled = [name for (name,) in raw.execute(_FILLED)]
        if filled:
            _UNDER_WAY.append(True)
            try:
                _delete(raw, filled)
            finally:
                _UNDER_WAY.clear()


def _delete(raw, tables: list[str]) -> None:
    raw.execute("PRAGMA foreign_keys=OFF")
    raw.execute("BEGIN IMMEDIATE")
    for name in tables:
        raw.execute(f'DELETE FROM "{name}"')
    for (name,) in raw.execute(_INDEXES).fetchall():
        # DELETE would look for the words of rows that are gone, and leave them in the index.
        raw.execute(f'INSERT INTO "{name}"("{name}") VALUES (\'delete-all\')')
    raw.execute("COMMIT")
    raw.execute("PRAGMA foreign_keys=ON")
