"""Putting the house together: the foundation first, then each part as it announces itself."""

from collections.abc import Iterable

from flask import Flask

from neighbourhood.foundation.extensions import compress, csrf, login_manager
from neighbourhood.foundation.outside import jobs, mail, storage
from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.storing import database, migrating
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

FOUNDATION = (
    identifiers,
    journal,
    proxies,
    database,
    migrating,
    localisation,
    throttling,
    jobs,
    mail,
    storage,
    headers,
    pages,
)


def bind(app: Flask, parts: Iterable[Part]) -> None:
    """Bind the foundation, then whatever `parts` announce, to `app`."""
    for shelf in FOUNDATION:
        shelf.bind(app)
    templating.bind(app, {name: badge for part in parts for name, badge in part.badges.items()})
    compress.init_app(app)
    csrf.init_app(app)
    login_manager.init_app(app)
    app.register_blueprint(health.bp)
    for part in parts:
        _welcome(app, part)


def _welcome(app: Flask, part: Part) -> None:
    if part.bind:
        part.bind(app)
    for blueprint in part.blueprints:
        app.register_blueprint(blueprint)
    for command in part.commands:
        app.cli.add_command(command)
