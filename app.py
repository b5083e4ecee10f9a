"""The application: every part of the site is listed here, and only here."""

import os
from importlib import import_module

from flask import Flask

import messaging.delivery
import messaging.demo
import messaging.queries
import messaging.sockets
import messaging.views
import neighbourhood.exchanges.demo
import neighbourhood.exchanges.views
import neighbourhood.feed.views
import neighbourhood.funding.demo
import neighbourhood.funding.views
import neighbourhood.funding.webhooks
import neighbourhood.invitations.demo
import neighbourhood.invitations.views
import neighbourhood.needs.demo
import neighbourhood.needs.views
import neighbourhood.notifications.queries
import neighbourhood.notifications.views
import neighbourhood.partners.cli
import neighbourhood.partners.queries
import neighbourhood.partners.views
import neighbourhood.places.cli
import neighbourhood.places.demo
import neighbourhood.places.views
import neighbourhood.residents.cli
import neighbourhood.residents.demo
import neighbourhood.residents.views
import verification.cli
import verification.demo
import verification.views
from neighbourhood.foundation import demo, settings
from neighbourhood.foundation.extensions import compress, csrf, login_manager, migrate
from neighbourhood.foundation.outside import jobs, mail, storage
from neighbourhood.foundation.settings import Settings
from neighbourhood.foundation.storing import database
from neighbourhood.foundation.web import (
    headers,
    health,
    identifiers,
    journal,
    pages,
    proxies,
    templating,
    throttling,
)
from neighbourhood.foundation.words import localisation
from neighbourhood.places.models import Municipality

FOUNDATION = (
    identifiers,
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
    neighbourhood.places.views.bp,
    neighbourhood.residents.views.bp,
    neighbourhood.partners.views.bp,
    neighbourhood.notifications.views.bp,
    neighbourhood.exchanges.views.bp,
    neighbourhood.invitations.views.bp,
    neighbourhood.needs.views.bp,
    neighbourhood.funding.views.bp,
    neighbourhood.funding.webhooks.bp,
    neighbourhood.funding.webhooks.bank,
    neighbourhood.feed.views.bp,
    messaging.views.bp,
    verification.views.bp,
)

COMMANDS = (
    neighbourhood.places.cli.places,
    neighbourhood.partners.cli.partners,
    neighbourhood.residents.cli.residents,
    verification.cli.verification,
)

# The figures beside the menu, counted in one statement.
BADGES = {
    "messages": messaging.queries.unread_total,
    "notifications": neighbourhood.notifications.queries.unread_count,
    "staff": neighbourhood.partners.queries.staff_roles_count,
}

# Modules that only listen or only run later: importing them is enough.
LISTENERS = (
    "neighbourhood.residents.jobs",
    "neighbourhood.exchanges.receivers",
    "neighbourhood.exchanges.jobs",
    "neighbourhood.invitations.receivers",
    "neighbourhood.invitations.jobs",
    "neighbourhood.notifications.receivers",
    "neighbourhood.partners.receivers",
    "neighbourhood.funding.receivers",
    "neighbourhood.funding.jobs",
    "neighbourhood.feed.receivers",
    "messaging.receivers",
    "messaging.jobs",
    "verification.jobs",
    "verification.receivers",
)

# Who fills the demonstration town, in this order.
DEMO = (
    neighbourhood.places.demo.build,
    neighbourhood.residents.demo.build,
    neighbourhood.exchanges.demo.build,
    neighbourhood.invitations.demo.build,
    neighbourhood.needs.demo.build,
    verification.demo.build,
    neighbourhood.funding.demo.build,
    messaging.demo.build,
)


def create_app(given: Settings | None = None) -> Flask:
    """Build one application from `given` settings, or from those of the environment."""
    app = Flask(__name__)
    chosen = given or Settings.from_environment(os.environ)
    settings.bind(app, chosen)
    for part in FOUNDATION:
        part.bind(app)
    templating.bind(app, BADGES)
    compress.init_app(app)
    csrf.init_app(app)
    login_manager.init_app(app)
    migrate.init_app(app, database.db, render_as_batch=True)
    messaging.delivery.bind(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for command in COMMANDS:
        app.cli.add_command(command)
    for module in LISTENERS:
        import_module(module)
    demo.bind(app, DEMO, Municipality)
    return app
