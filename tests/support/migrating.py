"""A database that is migrated, made once for all who ask for one."""

import shutil
from pathlib import Path

from flask_migrate import upgrade

from neighbourhood.foundation.storing.database import db
from tests.support.palier import ROOT

MIGRATIONS = str(ROOT / "migrations")


def migrate_or_copy(kept: Path, revision: str = "head") -> None:
    """Migrate the database of the application; of SQLite, keep it, or copy what is kept already."""
    if db.engine.dialect.name == "postgresql":
        upgrade(directory=MIGRATIONS, revision=revision)
        return
    here = str(db.engine.url.database)
    if kept.exists():
        shutil.copyfile(kept, here)
        return
    upgrade(directory=MIGRATIONS, revision=revision)
    db.session.remove()
    with db.engine.connect() as connection:
        connection.connection.driver_connection.execute(f"VACUUM INTO '{kept}'")
