import pytest
from flask_migrate import Migrate
from sqlalchemy import text

from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.web import health
from neighbourhood.foundation.web.access import ANYONE

REVISION = """
revision = "one"
down_revision = None
def upgrade(): pass
"""


@pytest.fixture
def app_of(make_app, tmp_path):
    versions = tmp_path / "migrations" / "versions"
    versions.mkdir(parents=True)
    (versions / "one.py").write_text(REVISION)

    def app_of(**environ):
        app = make_app(**environ)
        Migrate(app, db, directory=str(tmp_path / "migrations"))
        app.register_blueprint(health.bp)
        return app

    return app_of


def migrate(app):
    with app.app_context(), transaction():
        db.session.execute(text("create table alembic_version (version_num varchar(32))"))
        db.session.execute(text("insert into alembic_version values ('one')"))


def test_alive_means_that_the_process_answers(app_of):
    assert app_of().test_client().get("/healthz").json == {"alive": True}


def test_ready_means_a_database_at_head(app_of):
    app = app_of()
    before = app.test_client().get("/readyz")
    assert (before.status_code, before.json) == (503, {"database": False, "disk": True})
    migrate(app)
    after = app.test_client().get("/readyz")
    assert (after.status_code, after.json) == (200, {"database": True, "disk": True})


def test_a_missing_redis_is_told_without_details(app_of):
    app = app_of(REDIS_URL="redis://127.0.0.1:1/0")
    migrate(app)
    answer = app.test_client().get("/readyz")
    assert (answer.status_code, answer.json) == (
        503,
        {"database": True, "disk": True, "redis": False},
    )


def test_both_are_open_to_anyone():
    assert health.healthz.access == health.readyz.access == ANYONE
