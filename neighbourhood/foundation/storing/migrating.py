"""Flask-Migrate, which is heavy, bound to an application the first time somebody migrates."""

from typing import TYPE_CHECKING, Any

from flask import Flask

from neighbourhood.foundation.lazily import lazily
from neighbourhood.foundation.storing.database import db

if TYPE_CHECKING:
    import flask_migrate
else:
    flask_migrate = lazily("flask_migrate")

EXTENSION = "migrate"


def bind(app: Flask) -> None:
    """Let `flask db` and the check of readiness find what they look for."""
    app.extensions[EXTENSION] = _Later(app)


class _Later:
    """Stands where Flask-Migrate keeps what it knows of an application, until it is asked."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def __getattr__(self, wanted: str) -> Any:
        flask_migrate.Migrate(self._app, db, render_as_batch=True)
        return getattr(self._app.extensions[EXTENSION], wanted)
