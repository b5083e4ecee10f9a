"""Two databases, and a scene for those who come at once."""

import pytest

from app import create_app
from neighbourhood.foundation.settings import Settings
from neighbourhood.foundation.storing.database import db
from tests.verification.race.together import a_scene


@pytest.fixture
def grown_app(tmp_path, new_database):
    environ = {
        "PALIER_INSTANCE": str(tmp_path),
        "SECRET_KEY": "only for tests, and long enough to be taken for a secret",
        "BASE_URL": "http://localhost",
        "DATABASE_URL": new_database(),
        "RATE_LIMITS": "0",
        "JOBS": "immediate",
    }
    app = create_app(Settings.from_environment(environ))
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def stack(request, app):
    return app if request.param == "sqlite" else request.getfixturevalue("grown_app")


@pytest.fixture
def scene(stack, make):
    """A door, its quartier, a clerk, and people who claim the door: `scene(method, count)`."""
    return a_scene(stack, make)
