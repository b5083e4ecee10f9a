"""A town hall the size of a broom cupboard: an application with settings and nothing else."""

import pytest
from flask import Flask

from neighbourhood.foundation import settings
from neighbourhood.foundation.settings import Settings
from neighbourhood.foundation.storing import database


@pytest.fixture(autouse=True)
def _push_request_context():
    """Keep pytest-flask from pushing one request context per test."""


@pytest.fixture
def make_app(tmp_path):
    made = []

    def make(**environ):
        app = Flask("town", instance_path=str(tmp_path))
        environ = {"PALIER_INSTANCE": str(tmp_path / "instance"), "JOBS": "immediate", **environ}
        settings.bind(app, Settings.from_environment(environ))
        database.bind(app)
        made.append(app)
        return app

    yield make
    for app in made:
        with app.app_context():
            database.db.session.remove()
            for engine in database.db.engines.values():
                engine.dispose()


@pytest.fixture
def small_app(make_app):
    return make_app()
