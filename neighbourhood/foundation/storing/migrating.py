"""Flask-Migrate, which is heavy, bound to an application the first time somebody migrates."""

from typing import TYPE_CHECKING, Any

import click
from flask import Flask

from neighbourhood.foundation.lazily import lazily
from neighbourhood.foundation.storing.database import db

if TYPE_CHECKING:
    import flask_migrate
    from flask_migrate import cli
else:
    flask_migrate, cli = lazily("flask_migrate"), lazily("flask_migrate.cli")

EXTENSION = "migrate"


def bind(app: Flask) -> None:
    """Let `flask db` and the check of readiness find what they look for."""
    app.extensions[EXTENSION] = _Later(app)
    app.cli.add_command(_Commands("db", help="Perform database migrations."))


class _Later:
    """Stands where Flask-Migrate keeps what it knows of an application, until it is asked."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def __getattr__(self, wanted: str) -> Any:
        flask_migrate.Migrate(self._app, db, render_as_batch=True)
        return getattr(self._app.extensions[EXTENSION], wanted)


class _Commands(click.Group):
    """Stands where the commands of Flask-Migrate will be, until one is called."""

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        context: click.Context = cli.db.make_context(*args, **kwargs)
        return context
