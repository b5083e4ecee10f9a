"""On PostgreSQL too, nothing of somebody who is erased is in any table, nor in a dump of them."""

from dataclasses import replace

import psycopg
from psycopg import sql

from app import create_app
from neighbourhood.foundation.settings import Jobs
from neighbourhood.foundation.storing.database import Base, db, transaction
from neighbourhood.residents.actions.erasing import erase
from tests.support import opening, planting
from tests.support import planted as planting_a_town


def dumped(dsn):
    """Return the tables that a dump shows a canary in."""
    # Bytes are dumped as the figures of their code.
    signs = planting.CANARY.encode(), planting.CANARY.encode().hex().encode()
    return {name for name, rows in dump(dsn) if any(sign in rows for sign in signs)}


def dump(dsn):
    """Yield each table, with its rows as a dump shows them."""
    with psycopg.connect(dsn.replace("postgresql+psycopg", "postgresql")) as connection:
        for table in Base.metadata.sorted_tables:
            order = sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table.name))
            with connection.cursor().copy(order) as copy:
                yield table.name, b"".join(map(bytes, copy)).lower()


def test_a_dump_shows_nothing_of_whoever_was_erased(new_database, settings, tmp_path):
    dsn = new_database()
    app = create_app(
        replace(settings, instance=tmp_path, database_url=dsn, jobs=Jobs.PROCESS, redis_url=None)
    )
    app.testing = True
    site = planting_a_town.town(app, tmp_path)
    with app.app_context():
        sealed, told = opening.words_in_sealed(), opening.told_unopened()
        db.session.rollback()
    in_plain = {name.partition(".")[0] for name in site.columns - set(sealed)}
    assert in_plain <= dumped(dsn)
    assert told == []
    everything = b"".join(rows for _name, rows in dump(dsn))
    words = set().union(*sealed.values())
    assert words
    assert [word for word in words if word.encode() in everything] == []
    with app.app_context():
        with transaction():
            erase(site.resident_id)
        assert planting.found_in_tables() == set()
        db.session.remove()
        db.engine.dispose()
    assert dumped(dsn) == set()
