"""The migrations and the models tell the same story, on both databases."""

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Engine, inspect, text

from app import create_app
from neighbourhood.foundation.storing.database import Base, db
from tests.conftest import forget_the_disk
from tests.support import previous_release, seats_left
from tests.support.migrating import MIGRATIONS, migrate_or_copy
from tests.support.palier import ROOT

VERSIONS = ROOT / "migrations" / "versions"
IMPORT = re.compile(r"\s*(import|from)\s")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def blank(request: pytest.FixtureRequest, settings, tmp_path: Path) -> Flask:
    """An application whose database has no table yet."""
    address = f"sqlite:///{tmp_path / 'palier.db'}"
    if request.param == "postgresql":
        address = request.getfixturevalue("postgres").create_database()
    app = create_app(replace(settings, database_url=address))
    if request.param == "sqlite":
        with app.app_context():
            forget_the_disk(db.engine)
    return app


@pytest.fixture
def empty(blank: Flask) -> Iterator[None]:
    """Work inside that application."""
    with blank.app_context():
        yield
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def migrated(blank: Flask, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Work in a database that is migrated: on SQLite, of all who ask, the first one migrates it."""
    kept = tmp_path_factory.getbasetemp() / "migrated.db"
    with blank.app_context():
        migrate_or_copy(kept)
        yield
        db.session.remove()
        db.engine.dispose()


def differences() -> list:
    """Return what Alembic would write into one more migration."""
    scripts = Config(f"{MIGRATIONS}/alembic.ini")
    scripts.set_main_option("script_location", MIGRATIONS)
    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_object": _is_ours,
                "target_metadata": Base.metadata,
            },
        )
        return compare_metadata(context, Base.metadata)


def _is_ours(_object, name, kind, _reflected, _other) -> bool:
    # The search index is written by hand: Alembic sees its parts as strangers.
    strange = kind in {"table", "index"} and (name or "").startswith(
        ("card_search", "ix_card_search")
    )
    return not strange


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names())


def written_by_hand() -> set[str]:
    """Return the triggers of the database: no model says them, so nothing compares them."""
    if db.engine.dialect.name == "sqlite":
        asked = "SELECT sql FROM sqlite_master WHERE type = 'trigger'"
    else:
        asked = "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
    with db.engine.connect() as connection:
        return set(connection.execute(text(asked)).scalars())


def checks() -> dict[str, set[str]]:
    """Return the rules each table keeps by itself."""
    seen = inspect(db.engine)
    return {
        table: {str(rule["name"]) for rule in seen.get_check_constraints(table)}
        for table in Base.metadata.tables
    }


@pytest.mark.parametrize("path", sorted(VERSIONS.glob("*.py")), ids=lambda path: path.stem)
def test_a_migration_outlives_the_code_of_its_day(path: Path):
    lines = path.read_text().splitlines()
    named = {line.split()[1].partition(".")[0] for line in lines if IMPORT.match(line)}
    assert {"alembic", "sqlalchemy"} <= named <= {"alembic", "sqlalchemy"} | sys.stdlib_module_names


def test_migrations_make_what_the_models_say(migrated):
    assert differences() == [], "write a migration: flask --app app db migrate"
    assert set(Base.metadata.tables) <= tables()


def test_the_rules_that_the_database_keeps_are_migrated_too(migrated):
    migrated, rules = written_by_hand(), checks()
    downgrade(directory=MIGRATIONS, revision="base")
    db.session.remove()
    db.create_all()
    assert migrated == written_by_hand() != set()
    assert rules == checks()
    assert any(rules.values())


def test_upgrading_twice_changes_nothing_and_one_may_go_back(migrated):
    before = tables()
    upgrade(directory=MIGRATIONS)
    assert tables() == before
    downgrade(directory=MIGRATIONS, revision="base")
    assert tables() <= {"alembic_version"}
    upgrade(directory=MIGRATIONS)
    assert tables() == before


def test_a_new_town_is_ready_once_migrated(blank):
    client = blank.test_client()
    assert client.get("/readyz").status_code == 503
    with blank.app_context():
        upgrade(directory=MIGRATIONS)
    assert client.get("/readyz").json == {"database": True, "disk": True, "keys": True}
    assert client.get("/").status_code == 200
    with blank.app_context():
        db.engine.dispose()


@pytest.fixture
def lived_in(empty, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The database of a town that has lived with the previous release."""
    kept = tmp_path_factory.getbasetemp() / "previous.db"
    migrate_or_copy(kept, previous_release.REVISION)
    previous_release.load(db.engine)
    return db.engine


def test_every_table_of_the_previous_release_has_rows(lived_in):
    assert min(previous_release.counts(previous_release.rows(lived_in)).values()) > 0
    assert previous_release.orphans(lived_in) == []


def test_a_town_that_upgrades_loses_nothing_and_may_go_back_and_come_again(lived_in):
    seats_left.let_some_leave(lived_in)
    then = previous_release.rows(lived_in)
    figures = previous_release.figures(lived_in, then=True)
    upgrade(directory=MIGRATIONS)
    upgraded = previous_release.rows(lived_in)
    assert_kept(lived_in, then, figures)
    seats_left.assert_conversations_are_still_of_two(lived_in)
    downgrade(directory=MIGRATIONS, revision=previous_release.REVISION)
    assert_given_back(lived_in, then, figures)
    upgrade(directory=MIGRATIONS)
    again = previous_release.rows(lived_in)
    assert previous_release.changed(upgraded, again, but=previous_release.DRAWN) == []
    assert_kept(lived_in, then, figures)


def assert_kept(engine: Engine, then: previous_release.Rows, figures) -> None:
    tables = previous_release.counts(then)
    assert previous_release.counted_now(engine, tables) == tables
    assert previous_release.changed(then, previous_release.rows(engine)) == []
    assert previous_release.figures(engine, then=False) == figures
    assert previous_release.orphans(engine) == []
    assert previous_release.behind(engine) == []


def assert_given_back(engine: Engine, then: previous_release.Rows, figures) -> None:
    back = previous_release.rows(engine)
    assert previous_release.counts(back) == previous_release.counts(then)
    assert back.keys() == then.keys()
    assert previous_release.changed(then, back, but=previous_release.NOT_GIVEN_BACK) == []
    assert previous_release.figures(engine, then=True) == figures
    assert previous_release.orphans(engine) == []
    assert previous_release.behind(engine) == []


def test_whatever_a_migration_loses_is_noticed(lived_in):
    then = previous_release.rows(lived_in)
    tables, figures = previous_release.counts(then), previous_release.figures(lived_in, then=True)
    with lived_in.begin() as connection:
        connection.execute(text("DELETE FROM thanks WHERE id = 1"))
        connection.execute(text("UPDATE pledge SET amount_cents = amount_cents + 1 WHERE id = 1"))
        connection.execute(text("UPDATE mandate_agent SET agent_id = agent_id + 1 WHERE id = 1"))
    left = previous_release.counts(previous_release.rows(lived_in))
    assert {table for table in tables if tables[table] != left[table]} == {"thanks"}
    changed = set(previous_release.changed(then, previous_release.rows(lived_in)))
    assert {"thanks.text", "pledge.amount_cents", "mandate_agent.agent_id"} <= changed
    assert "resident.email" not in changed
    after = previous_release.figures(lived_in, then=True)
    assert {name for name in figures if figures[name] != after[name]} == {
        "pledges by need",
        "pledges by donor",
        "who acts for whom",
    }


def test_no_sealed_reason_is_blanked_by_going_back(migrated, caplog):
    with db.engine.begin() as connection:
        at = {"at": "2026-11-29 10:00:00"}
        connection.execute(
            text("INSERT INTO sight (id, act, office, at) VALUES (1, 'toy', '', :at)"), at
        )
        why = {"why": "sealed:00000000:gAAA"}
        connection.execute(text("INSERT INTO sight_names (sight_id, reason) VALUES (1, :why)"), why)
    with pytest.raises(SystemExit):
        downgrade(directory=MIGRATIONS, revision="0033")
    assert "keys unseal" in caplog.text
    with db.engine.connect() as connection:
        assert connection.execute(text("SELECT reason FROM sight_names")).scalar() == why["why"]


def test_nobody_goes_back_to_a_release_that_cannot_read_what_is_sealed(migrated, caplog):
    kept = (
        "(id, name, sealed_arguments, error, place, failed_at) VALUES (1, 'n', :said, '', '', :at)"
    )
    told = {"said": "sealed:00000000:gAAA", "at": "2026-11-29 10:00:00"}
    with db.engine.begin() as connection:
        connection.execute(text(f"INSERT INTO failed_job {kept}"), told)
    with pytest.raises(SystemExit):
        downgrade(directory=MIGRATIONS, revision="0026")
    assert "keys unseal" in caplog.text
    with db.engine.begin() as connection:
        connection.execute(text("DELETE FROM failed_job"))
    downgrade(directory=MIGRATIONS, revision="0026")
