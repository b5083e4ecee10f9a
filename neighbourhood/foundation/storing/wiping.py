"""What a database leaves on the disk of rows that are gone."""

from neighbourhood.foundation.storing.connections import WRITING
from neighbourhood.foundation.storing.database import db


def wipe() -> None:
    """Rewrite SQLite whole and empty its journal; PostgreSQL sees to it by itself.

    Rows that moved from page to page leave pieces in the gaps, which `secure_delete` does not see.
    """
    if db.engine.dialect.name != "sqlite":
        return
    with db.engine.connect().execution_options(**{WRITING: True}) as connection:
        # Nothing is rewritten within a transaction: it ends, and its turn among writers stays.
        for said in ("COMMIT", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            connection.exec_driver_sql(said)
