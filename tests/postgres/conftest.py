"""The application on a real PostgreSQL, and many neighbours at the same moment."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from app import create_app
from neighbourhood.exchanges.models.subjects import Category, Subject
from neighbourhood.foundation.storing.database import db
from neighbourhood.places.models import Reach
from tests.support import racing
from tests.support.making import Make

# However busy the machine: where nothing keeps the others from arriving, nobody waits in vain.
PATIENCE_SECONDS = 60


@pytest.fixture(scope="session")
def build_app(new_database, settings) -> Iterator[Callable[[], Flask]]:
    """Build an application on an empty database of its own."""
    built: list[Flask] = []

    def build() -> Flask:
        app = create_app(replace(settings, database_url=new_database()))
        app.testing = True
        built.append(app)
        return app

    yield build
    for app in built:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture(scope="session")
def grown_app(build_app: Callable[[], Flask]) -> Flask:
    """One application and one database for all these tests: each makes a town of its own."""
    return build_app()


@pytest.fixture
def app(grown_app: Flask) -> Flask:
    return grown_app


@pytest.fixture(scope="session")
def counted(grown_app: Flask) -> Make:
    return Make(grown_app)


@pytest.fixture
def make(counted: Make) -> Make:
    """Factories that never give the same number twice to this database."""
    return counted


class Meeting:
    """Where those who arrive wait for each other, unless something keeps them from arriving."""

    def __init__(self, people: int) -> None:
        self._barrier = threading.Barrier(people)

    def wait(self) -> None:
        try:
            self._barrier.wait(PATIENCE_SECONDS)
        except threading.BrokenBarrierError:
            return


@pytest.fixture
def at_once(app: Flask) -> Callable[..., list]:
    """Call `act(one)` for each of `those` at once, each in a transaction of its own."""
    return partial(racing.at_once, app)


WORDING = {
    "subject": Subject.SERVICE,
    "category": Category.DIY,
    "title": "Monter une étagère",
    "body": "",
    "reach": Reach.TOWN,
}


def without_lock(model):
    """Read like a query that forgot to lock."""

    def read(number: int):
        return db.session.scalars(select(model).where(model.id == number)).one()

    return read
