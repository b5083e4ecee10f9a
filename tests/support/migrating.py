"""A database that is migrated, made once for all who ask for one."""

import shutil
from pathlib import Path

from flask_migrate import upgrade

from neighbourhood.foundation.storing.database import db
from tests.support.palier import ROOT

MIGRATIONS = str(ROOT / "migrations")


def migrate_or_copy(kept: Path) -> None:
    """Migrate the SQLite of the application, and keep it; copy what is kept already."""
    here = str(db.engine.url.database)
    if kept.exists():
        shutil.copyfile(kept, here)
        return
    upgrade(directory=MIGRATIONS)
    db.session.remove()
    with db.engine.connect() as connection:
        connection.connection.driver_connection.execute(f"VACUUM INTO '{kept}'")
