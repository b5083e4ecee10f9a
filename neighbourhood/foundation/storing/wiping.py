"""What a database leaves on the disk of rows that are gone."""

from neighbourhood.foundation.storing.database import db


def wipe() -> None:
    """Rewrite SQLite whole and empty its journal; PostgreSQL sees to it by itself.

    Rows that moved from page to page leave pieces in the gaps, which `secure_delete` does not see.
    """
    if db.engine.dialect.name != "sqlite":
        return
    # By the driver itself: nothing is rewritten within a transaction, which a connection begins.
    connection = db.engine.raw_connection()
    try:
        for said in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            connection.driver_connection.execute(said)  # type: ignore[union-attr]
    finally:
        connection.close()
