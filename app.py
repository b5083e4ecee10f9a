"""The application: every part of the site is listed here, and only here."""

import os
from importlib import import_module

from flask import Flask

import neighbourhood.notifications.queries
import neighbourhood.notifications.views
import neighbourhood.partners.queries
import neighbourhood.residents.queries
import neighbourhood.residents.views
from neighbourhood.foundation import database, jobs, localisation, mail, pages, settings, templating
from neighbourhood.foundation.extensions import compress, csrf, login_manager, migrate, socketio
from neighbourhood.foundation.settings import Settings

BLUEPRINTS = (
    neighbourhood.residents.views.bp,
    neighbourhood.notifications.views.bp,
)

BADGES = {
    "notifications": neighbourhood.notifications.queries.unread_count,
    "staff": neighbourhood.partners.queries.staff_roles_count,
    "neighbours": neighbourhood.residents.queries.neighbours_count,
}

# Modules that only listen: importing them connects their receivers.
RECEIVERS = ("neighbourhood.notifications.receivers",)


def create_app(given: Settings | None = None) -> Flask:
    """Build one application from `given` settings, or from those of the environment."""
    app = Flask(__name__)
    settings.bind(app, given or Settings.from_environment(os.environ))
    for foundation in (database, localisation, jobs, mail, pages):
        foundation.bind(app)
    templating.bind(app, BADGES)
    compress.init_app(app)
    csrf.init_app(app)
    login_manager.init_app(app)
    migrate.init_app(app, database.db, render_as_batch=True)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for receiver in RECEIVERS:
        import_module(receiver)
    return app
