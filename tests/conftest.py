"""What every test may use: an application, factories, browsers that remember who is signed in."""

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from app import create_app
from neighbourhood.foundation.extensions import limiter
from neighbourhood.foundation.settings import Settings
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.residents.actions import sign_ins
from neighbourhood.residents.models.residents import Resident
from tests.support import emptying
from tests.support.making import Make

pytest_plugins = [
    "tests.support.clock",
    "tests.support.fixtures",
    "tests.support.secrets_planted",
    "tests.support.sorting",
    "tests.support.town",
]


# Tests name every setting: what somebody keeps in .env for their own site is not for them.
os.environ["PYTHON_DOTENV_DISABLED"] = "1"

# What Hypothesis tries is the same in every run, and no slower machine makes it fail.
hypothesis.settings.register_profile(
    "steady",
    derandomize=True,
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("steady")


def pytest_collection_finish() -> None:
    """Spare Python to look for garbage in what stays to the end: the modules, the tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    instance = tmp_path_factory.mktemp("instance")
    return Settings.from_environment(
        {
            "PALIER_INSTANCE": str(instance),
            "SECRET_KEY": "only for tests, and long enough to be taken for a secret",
            "BASE_URL": "http://localhost",
            "JOBS": "immediate",
            "RATE_LIMITS": "0",
            "PASSWORD_COST": "1",
        }
    )


@pytest.fixture(scope="session")
def one_app(settings: Settings) -> Flask:
    """One application for the whole run: tests change its rows, not the application."""
    app = create_app(settings)
    app.testing = True
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        forget_the_disk(db.engine)
        db.create_all()
        emptying.may_be_emptied(db.engine)
    return app


def forget_the_disk(engine: Engine) -> None:
    """Spare tests the wait for the disk: nobody pulls the plug on them."""

    @event.listens_for(engine, "connect")
    def relax(connection, _record) -> None:
        connection.execute("PRAGMA synchronous=OFF")

    engine.dispose()


@pytest.fixture
def app(one_app: Flask) -> Iterator[Flask]:
    """The application with an empty database."""
    # Shared by all applications of a process: another one may have switched it on.
    limiter.enabled = False
    yield one_app
    with one_app.app_context():
        db.session.rollback()
        emptying.empty(db.engine)


@pytest.fixture(autouse=True)
def _push_request_context() -> None:
    """Keep pytest-flask from sharing one `g` among all requests of a test."""


@pytest.fixture
def in_app(app: Flask) -> Iterator[Session]:
    """Work inside the application without requests: for actions, policies and queries."""
    with app.app_context():
        yield db.session()


@pytest.fixture
def make(app: Flask) -> Make:
    return Make(app)


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    """A browser in which nobody is signed in."""
    return app.test_client()


@pytest.fixture
def signed_in(app: Flask) -> Callable[[Resident], FlaskClient]:
    """A fresh browser in which a resident is signed in: `signed_in(karima).get("/")`."""

    def sign_in(resident: Resident) -> FlaskClient:
        with app.app_context(), transaction():
            token = sign_ins.begin_sign_in(db.session.get_one(Resident, resident.id), agent="test")
        client = app.test_client()
        with client.session_transaction() as session:
            session["sign_in"] = token
        return client

    return sign_in


@pytest.fixture
def statements(app: Flask) -> Iterator[list[str]]:
    """The SQL sent since the test began, or since the list was cleared."""
    sent: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            sent.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def outbox(settings: Settings, app: Flask) -> Iterator[Callable[[], list[str]]]:
    """The mails written since the test began, newest last, as text."""
    folder = Path(settings.instance) / "mail"
    for old in folder.glob("*.eml"):
        old.unlink()

    def read() -> list[str]:
        return [path.read_text() for path in sorted(folder.glob("*.eml"))]

    return read
