"""The ledger on PostgreSQL refuses to be emptied, however its tables were made."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app import create_app
from neighbourhood.foundation.storing.database import db
from tests.test_migrations import MIGRATIONS

LEDGER = ("ledger_account", "ledger_transfer", "ledger_entry")
EMPTYING = (
    "TRUNCATE ledger_entry",
    "TRUNCATE ledger_transfer CASCADE",
    "TRUNCATE ledger_account CASCADE",
    "TRUNCATE ledger_link, ledger_entry, ledger_transfer, ledger_account RESTART IDENTITY",
    # What the ledger refers to takes the ledger with it.
    "TRUNCATE fund CASCADE",
)
GUARDS = (
    "SELECT pg_get_triggerdef(oid) FROM pg_trigger"
    " WHERE NOT tgisinternal AND tgfoid = 'refuse_ledger_change'::regproc"
)
OF_SIGHTS = GUARDS.replace("refuse_ledger_change", "refuse_sight_change")
SEEN = (
    "INSERT INTO sight (id, act, office, at) VALUES (1, 'toy', 'Mairie', now())",
    "INSERT INTO sight (id, act, office, at) VALUES (2, 'toy', 'Mairie', '2001-01-01')",
    "INSERT INTO sight_names (sight_id, actor_id, reason) VALUES (1, 1, 'Une alerte')",
    "INSERT INTO sight_names (sight_id, actor_id, reason) VALUES (2, 1, 'Une alerte')",
)
REWRITING = (
    "UPDATE sight SET act = 'other'",
    "DELETE FROM sight_names",
    "DELETE FROM sight",
    "TRUNCATE sight CASCADE",
    "TRUNCATE sight_names",
    "UPDATE sight_names SET reason = 'Une autre'",
    "UPDATE sight_names SET reason = '' WHERE sight_id = 1",
    "UPDATE sight_names SET sight_id = 3",
    "UPDATE sight_names SET actor_id = NULL",
    "UPDATE sight_names SET about_id = 1",
    "UPDATE sight_names SET actor_id = 2",
)


@pytest.fixture
def empty(settings, postgres) -> Iterator[None]:
    """Work inside an application whose database has no table yet."""
    app = create_app(replace(settings, database_url=postgres.create_database()))
    with app.app_context():
        yield
        db.session.remove()
        db.engine.dispose()


def made() -> None:
    db.create_all()


def migrated() -> None:
    upgrade(directory=MIGRATIONS)


def migrated_and_back() -> None:
    upgrade(directory=MIGRATIONS)
    downgrade(directory=MIGRATIONS, revision="0004")
    assert not any("TRUNCATE" in guard for guard in guards()), "as the previous release had them"
    upgrade(directory=MIGRATIONS)


def guards() -> set[str]:
    with db.engine.connect() as connection:
        return set(connection.execute(text(GUARDS)).scalars())


@pytest.mark.parametrize("way", [made, migrated, migrated_and_back])
def test_no_table_of_the_ledger_can_be_emptied(empty, way):
    way()
    assert len(guards()) == 2 * len(LEDGER)
    for emptying in EMPTYING:
        with pytest.raises(DBAPIError, match="append-only"), db.engine.begin() as connection:
            connection.execute(text(emptying))


def test_models_and_migrations_guard_the_ledger_alike(empty):
    migrated()
    by_migration = guards()
    downgrade(directory=MIGRATIONS, revision="base")
    made()
    assert guards() == by_migration != set()


def test_without_its_guard_a_table_would_be_emptied(empty):
    made()
    with db.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER ledger_entry_no_truncate ON ledger_entry"))
        connection.execute(text("TRUNCATE ledger_entry"))


def guards_of_sights() -> set[str]:
    with db.engine.connect() as connection:
        return set(connection.execute(text(OF_SIGHTS)).scalars())


@pytest.mark.parametrize("way", [made, migrated])
def test_who_saw_what_is_never_rewritten_and_may_be_forgotten(empty, way):
    way()
    with db.engine.begin() as connection:
        # Whose number it is, nobody asks here: the rules of the keys are looked at elsewhere.
        connection.execute(text("SET session_replication_role = replica"))
        for seen in SEEN:
            connection.execute(text(seen))
        connection.execute(text("SET session_replication_role = DEFAULT"))
    for rewriting in REWRITING:
        with pytest.raises(DBAPIError, match="append-only"), db.engine.begin() as connection:
            connection.execute(text(rewriting))
    with db.engine.begin() as connection:
        # Of what is old alone.
        connection.execute(
            text("UPDATE sight_names SET actor_id = NULL, reason = '' WHERE sight_id = 2")
        )
    with pytest.raises(DBAPIError, match="append-only"), db.engine.begin() as connection:
        connection.execute(text("UPDATE sight_names SET reason = 'Une alerte'"))


def test_models_and_migrations_guard_the_sights_alike(empty):
    migrated()
    by_migration = guards_of_sights()
    downgrade(directory=MIGRATIONS, revision="base")
    made()
    assert guards_of_sights() == by_migration != set()
