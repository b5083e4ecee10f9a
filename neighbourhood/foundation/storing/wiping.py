"""What a database leaves on the disk of rows that are gone."""

from neighbourhood.foundation.storing.database import db


def wipe() -> None:
    """Empty the journal of SQLite, which still holds them; PostgreSQL sees to it by itself."""
    if db.engine.dialect.name == "sqlite":
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
