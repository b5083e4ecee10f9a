"""The application: every part of the site is listed here, and only here."""

import os
from importlib import import_module

from flask import Flask

import neighbourhood.exchanges.views
import neighbourhood.feed.views
import neighbourhood.invitations.views
import neighbourhood.notifications.queries
import neighbourhood.notifications.views
import neighbourhood.partners.queries
import neighbourhood.places.cli
import neighbourhood.places.views
import neighbourhood.residents.queries
import neighbourhood.residents.views
from neighbourhood.foundation import (
    database,
    demo,
    headers,
    health,
    jobs,
    journal,
    localisation,
    mail,
    pages,
    proxies,
    settings,
    storage,
    templating,
    throttling,
)
from neighbourhood.foundation.extensions import compress, csrf, login_manager, migrate
from neighbourhood.foundation.settings import Settings
from neighbourhood.places.models import Municipality

FOUNDATION = (
    journal,
    proxies,
    database,
    localisation,
    throttling,
    jobs,
    mail,
    storage,
    headers,
    pages,
)

BLUEPRINTS = (
    health.bp,
    neighbourhood.residents.views.bp,
    neighbourhood.notifications.views.bp,
    neighbourhood.feed.views.bp,
    neighbourhood.exchanges.views.bp,
    neighbourhood.invitations.views.bp,
    neighbourhood.places.views.bp,
)

COMMANDS = (neighbourhood.places.cli.places,)

# The figures beside the menu, counted in one statement.
BADGES = {
    "notifications": neighbourhood.notifications.queries.unread_count,
    "staff": neighbourhood.partners.queries.staff_roles_count,
}

# Modules that only listen: importing them connects their receivers.
RECEIVERS = (
    "neighbourhood.notifications.receivers",
    "neighbourhood.feed.receivers",
    "neighbourhood.exchanges.jobs",
    "neighbourhood.invitations.jobs",
)

DEMO = ()


def create_app(given: Settings | None = None) -> Flask:
    """Build one application from `given` settings, or from those of the environment."""
    app = Flask(__name__)
    settings.bind(app, given or Settings.from_environment(os.environ))
    for part in FOUNDATION:
        part.bind(app)
    templating.bind(app, BADGES)
    compress.init_app(app)
    csrf.init_app(app)
    login_manager.init_app(app)
    migrate.init_app(app, database.db, render_as_batch=True)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for command in COMMANDS:
        app.cli.add_command(command)
    for receiver in RECEIVERS:
        import_module(receiver)
    demo.bind(app, DEMO, Municipality)
    app.url_build_error_handlers.append(lambda error, endpoint, values: "#")
    return app
