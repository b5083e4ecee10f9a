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
from sqlalchemy import inspect, text

from app import create_app
from neighbourhood.foundation.database import Base, db
from tests.support.palier import ROOT

pytestmark = pytest.mark.xdist_group("postgres")

MIGRATIONS = str(ROOT / "migrations")
VERSIONS = ROOT / "migrations" / "versions"
IMPORT = re.compile(r"\s*(import|from)\s")


@pytest.fixture(params=["sqlite", "postgresql"])
def blank(request: pytest.FixtureRequest, settings, tmp_path: Path) -> Flask:
    """An application whose database has no table yet."""
    address = f"sqlite:///{tmp_path / 'palier.db'}"
    if request.param == "postgresql":
        address = request.getfixturevalue("postgres").create_database()
    return create_app(replace(settings, database_url=address))


@pytest.fixture
def empty(blank: Flask) -> Iterator[None]:
    """Work inside that application."""
    with blank.app_context():
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
        asked = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        asked = "SELECT tgname || tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
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


def test_migrations_make_what_the_models_say(empty):
    upgrade(directory=MIGRATIONS)
    assert differences() == [], "write a migration: flask --app app db migrate"
    assert set(Base.metadata.tables) <= tables()


def test_the_rules_that_the_database_keeps_are_migrated_too(empty):
    upgrade(directory=MIGRATIONS)
    migrated, rules = written_by_hand(), checks()
    downgrade(directory=MIGRATIONS, revision="base")
    db.session.remove()
    db.create_all()
    assert migrated == written_by_hand() != set()
    assert rules == checks()
    assert any(rules.values())


def test_upgrading_twice_changes_nothing_and_one_may_go_back(empty):
    upgrade(directory=MIGRATIONS)
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
    assert client.get("/readyz").json == {"database": True}
    assert client.get("/").status_code == 200
    with blank.app_context():
        db.engine.dispose()
