"""Whether the site is alive, and whether it is ready for visitors."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import redis
from flask import Blueprint, current_app, jsonify
from flask.typing import ResponseReturnValue

from neighbourhood.foundation import settings
from neighbourhood.foundation.lazily import lazily
from neighbourhood.foundation.storing import keyring, room
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.web.access import anyone

if TYPE_CHECKING:
    from alembic import migration, script
else:
    migration, script = lazily("alembic.migration"), lazily("alembic.script")

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
    checks = {"database": database_is_at_head, "disk": room.is_left, "keys": keyring.is_there}
    if settings.current().redis_url:
        checks["redis"] = _redis_answers
    return checks


def _works(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:
        current_app.logger.exception("a readiness check failed")
        return False


def database_is_at_head() -> bool:
    """Tell whether the database has the tables that this program knows."""
    known = script.ScriptDirectory(current_app.extensions["migrate"].directory)
    present = migration.MigrationContext.configure(db.session.connection()).get_current_heads()
    return set(present) == set(known.get_heads())


def _redis_answers() -> bool:
    url = settings.current().redis_url or ""
    with redis.Redis.from_url(url, socket_timeout=PATIENCE_SECONDS) as client:
        return bool(client.ping())
