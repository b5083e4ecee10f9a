"""On PostgreSQL too, nothing of somebody who is erased is in any table, nor in a dump of them."""

from dataclasses import replace

import psycopg
from psycopg import sql

from app import create_app
from neighbourhood.foundation.settings import Jobs
from neighbourhood.foundation.storing.database import Base, db, transaction
from neighbourhood.residents.actions.erasing import erase
from tests.support import planted as planting_a_town
from tests.support import planting


def dumped(dsn):
    """Return the tables that a dump shows a canary in."""
    found = set()
    with psycopg.connect(dsn.replace("postgresql+psycopg", "postgresql")) as connection:
        for table in Base.metadata.sorted_tables:
            order = sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table.name))
            with connection.cursor().copy(order) as copy:
                rows = b"".join(map(bytes, copy)).lower()
            # Bytes are dumped as the figures of their code.
            signs = planting.CANARY.encode()
            if signs in rows or signs.hex().encode() in rows:
                found.add(table.name)
    return found


def test_a_dump_shows_nothing_of_whoever_was_erased(new_database, settings, tmp_path):
    dsn = new_database()
    app = create_app(
        replace(settings, instance=tmp_path, database_url=dsn, jobs=Jobs.PROCESS, redis_url=None)
    )
    app.testing = True
    site = planting_a_town.town(app, tmp_path)
    assert {name.partition(".")[0] for name in site.columns} <= dumped(dsn)
    with app.app_context():
        with transaction():
            erase(site.resident_id)
        assert planting.found_in_tables() == set()
        db.session.remove()
        db.engine.dispose()
    assert dumped(dsn) == set()
