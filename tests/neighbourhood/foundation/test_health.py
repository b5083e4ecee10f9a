import pytest
from flask_migrate import Migrate
from sqlalchemy import text

from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.storing.sealing import seal
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
    assert (before.status_code, before.json) == (
        503,
        {"database": False, "disk": True, "keys": True},
    )
    migrate(app)
    after = app.test_client().get("/readyz")
    assert (after.status_code, after.json) == (200, {"database": True, "disk": True, "keys": True})


def test_keys_lost_while_the_site_is_on_are_told(app_of, tmp_path):
    file = tmp_path / "apart" / "sealing.keys"
    app = app_of(KEYS_FILE=str(file))
    migrate(app)
    assert app.test_client().get("/readyz").status_code == 200
    assert not file.exists()
    with app.app_context():
        seal("words", "Bonjour")
    for lose in (lambda: file.rename(tmp_path / "moved"), lambda: file.write_text("{")):
        assert app.test_client().get("/readyz").status_code == 200
        lose()
        answer = app.test_client().get("/readyz")
        assert (answer.status_code, answer.json["keys"]) == (503, False)
        if not file.exists():
            (tmp_path / "moved").rename(file)


def test_a_missing_redis_is_told_without_details(app_of):
    app = app_of(REDIS_URL="redis://127.0.0.1:1/0")
    migrate(app)
    answer = app.test_client().get("/readyz")
    assert (answer.status_code, answer.json) == (
        503,
        {"database": True, "disk": True, "keys": True, "redis": False},
    )


def test_both_are_open_to_anyone():
    assert health.healthz.access == health.readyz.access == ANYONE
