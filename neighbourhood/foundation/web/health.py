"""Whether the site is alive, and whether it is ready for visitors."""

from collections.abc import Callable

import redis
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, current_app, jsonify
from flask.typing import ResponseReturnValue

from neighbourhood.foundation import settings
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.web.access import anyone

bp = Blueprint("health", __name__)
PATIENCE_SECONDS = 2


@bp.get("/healthz")
@anyone
def healthz() -> ResponseReturnValue:
    """Say that the process answers."""
    return jsonify(alive=True)


@bp.get("/readyz")
@anyone
def readyz() -> ResponseReturnValue:
    """Say whether everything a page needs is there; never why not, that is in the journal."""
    state = {name: _works(check) for name, check in _checks().items()}
    return jsonify(state), 200 if all(state.values()) else 503


def _checks() -> dict[str, Callable[[], bool]]:
    checks = {"database": _database_is_at_head}
    if settings.current().redis_url:
        checks["redis"] = _redis_answers
    return checks


def _works(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:
        current_app.logger.exception("a readiness check failed")
        return False


def _database_is_at_head() -> bool:
    script = ScriptDirectory(current_app.extensions["migrate"].directory)
    present = MigrationContext.configure(db.session.connection()).get_current_heads()
    return set(present) == set(script.get_heads())


def _redis_answers() -> bool:
    url = settings.current().redis_url or ""
    with redis.Redis.from_url(url, socket_timeout=PATIENCE_SECONDS) as client:
        return bool(client.ping())
