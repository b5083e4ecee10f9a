"""Servers that tests ask for by name, started once per test process, at the first need."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser

from app import create_app
from neighbourhood.foundation.settings import Settings
from neighbourhood.foundation.storing.database import db
from tests.support import browser as browsers
from tests.support import palier
from tests.support import postgres as postgresql
from tests.support import redis as redis_server
from tests.support import smtp as mail_server
from tests.support.once import built_once, shared_by_the_run
from tests.support.palier import Site
from tests.support.postgres import Postgres
from tests.support.smtp import Mailbox


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server; each test creates a database of its own in it."""
    with postgresql.running() as server:
        yield server


@pytest.fixture(scope="session")
def new_database(postgres: Postgres, settings: Settings) -> Callable[[], str]:
    """Create a PostgreSQL database with all tables and no row: a copy of one made once."""
    app = create_app(replace(settings, database_url=postgres.create_database("tables")))
    with app.app_context():
        db.create_all()
        db.engine.dispose()
    return lambda: postgres.create_database(template="tables")


@pytest.fixture(scope="session")
def one_grown_app(new_database: Callable[[], str], settings: Settings) -> Flask:
    """One application on PostgreSQL for the whole run: tests change its rows, nothing else."""
    app = create_app(replace(settings, database_url=new_database()))
    app.testing = True
    return app


@pytest.fixture
def grown_app(one_grown_app: Flask) -> Iterator[Flask]:
    """The application on an empty PostgreSQL database."""
    yield one_grown_app
    with one_grown_app.app_context():
        db.session.remove()
        db.engine.dispose()
        postgresql.empty(db.engine.url.render_as_string().replace("+psycopg", ""))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def stack(request: pytest.FixtureRequest, app: Flask) -> Flask:
    """The application on SQLite, then on PostgreSQL."""
    return app if request.param == "sqlite" else request.getfixturevalue("grown_app")


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """The address of a Redis server."""
    with redis_server.running() as url:
        yield url


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A mail server and what it received."""
    with mail_server.running() as received:
        yield received


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demonstration town in it, built once per run: for copies only."""
    return built_once(shared_by_the_run(tmp_path_factory) / "demonstration", palier.build)


@pytest.fixture(scope="session")
def embedded_site(tmp_path_factory: pytest.TempPathFactory, demonstration: Path) -> Iterator[Site]:
    """The demonstration town on SQLite, in one process."""
    with palier.embedded(tmp_path_factory.mktemp("embedded"), town=demonstration) as site:
        yield site
    assert not site.failures(), site.failures()


@pytest.fixture(scope="session")
def grown_demonstration(tmp_path_factory: pytest.TempPathFactory, postgres: Postgres) -> Path:
    """The folder of the town in the database "demonstration": for copies only, of both."""
    folder = tmp_path_factory.mktemp("grown-demonstration")
    palier.build(folder, DATABASE_URL=postgres.create_database("demonstration"))
    return folder


@pytest.fixture(scope="session")
def grown_site(
    tmp_path_factory: pytest.TempPathFactory,
    postgres: Postgres,
    redis_url: str,
    grown_demonstration: Path,
) -> Iterator[Site]:
    """The demonstration town on PostgreSQL and Redis, in two servers and one worker."""
    folder = tmp_path_factory.mktemp("grown")
    database = postgres.create_database(template="demonstration")
    with palier.grown(folder, database, redis_url, town=grown_demonstration) as site:
        yield site
    assert not site.failures(), site.failures()


@pytest.fixture(
    params=[
        "embedded",
        pytest.param("grown", marks=[pytest.mark.postgres, pytest.mark.xdist_group("grown")]),
    ]
)
def site(request: pytest.FixtureRequest) -> Site:
    """Both stacks, one after the other."""
    return request.getfixturevalue(f"{request.param}_site")


# One for all: a second Playwright in the same process would meet the event loop of the first.
@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with browsers.running() as running:
        yield running
