"""Alembic's way into the application: `flask --app app db …`."""

import sqlalchemy as sa
from alembic import context
from flask import current_app

from neighbourhood.foundation.storing.database import Base

# Maintained by hand-written DDL: Alembic must neither compare nor touch them.
OWN_TABLES = ("card_search",)


def include_object(
    _object: object, name: str | None, kind: str, _reflected: bool, _other: object
) -> bool:
    return not (kind == "table" and name is not None and name.startswith(OWN_TABLES)) and not (
        kind == "index" and name == "ix_card_search"
    )


def render_item(kind: str, item: object, _context: object) -> str | bool:
    # A migration outlives the application: it names what the database stores, not our types.
    if kind == "type" and isinstance(item, sa.types.TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


def run_migrations() -> None:
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            _suspend_foreign_keys(connection)
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
            include_object=include_object,
            render_item=render_item,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
        if connection.dialect.name == "sqlite":
            _check_foreign_keys(connection)


def _suspend_foreign_keys(connection: sa.Connection) -> None:
    # A batch migration copies and drops tables: with foreign keys on, dropping the parent would
    # delete the children. The pragma only works outside a transaction, hence the raw connection.
    connection.rollback()
    raw = connection.connection.dbapi_connection
    raw.execute("PRAGMA foreign_keys=OFF")
    # Nor may the moment at which the table is not there yet stop on a trigger that reads it.
    raw.execute("PRAGMA legacy_alter_table=ON")


def _check_foreign_keys(connection: sa.Connection) -> None:
    raw = connection.connection.dbapi_connection
    broken = raw.execute("PRAGMA foreign_key_check").fetchall()
    raw.execute("PRAGMA legacy_alter_table=OFF")
    raw.execute("PRAGMA foreign_keys=ON")
    if broken:
        raise RuntimeError(f"the migration left {len(broken)} rows without their parent")


run_migrations()
