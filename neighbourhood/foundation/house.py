"""Putting the house together: the foundation first, then each part as it announces itself."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import Flask

from neighbourhood.foundation import starting
from neighbourhood.foundation.doctor import cli as doctor
from neighbourhood.foundation.extensions import compress, login_manager
from neighbourhood.foundation.keys import cli as keys
from neighbourhood.foundation.outside import jobs, mail, storage
from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.storing import database, migrating
from neighbourhood.foundation.web import (
    assets,
    choices,
    csrf,
    headers,
    health,
    identifiers,
    journal,
    menu,
    pages,
    pressing,
    proxies,
    quickening,
    requests,
    returning,
    sessions,
    signposts,
    switches,
    templating,
    throttling,
    versions,
    well_known,
)
from neighbourhood.foundation.words import localisation

FOUNDATION = (
    requests,
    sessions,
    identifiers,
    journal,
    database,
    migrating,
    localisation,
    throttling,
    jobs,
    mail,
    storage,
    headers,
    assets,
    pages,
    starting,
    doctor,
    keys,
)


def bind(app: Flask, parts: Sequence[Part]) -> None:
    """Bind the foundation, then whatever `parts` announce, to `app`."""
    app.jinja_environment = quickening.QuickEnvironment
    app.ensure_sync = _as_it_is  # type: ignore[method-assign]
    for shelf in FOUNDATION:
        shelf.bind(app)
    templating.bind(app, {name: badge for part in parts for name, badge in part.badges.items()})
    signposts.bind(app, [post for part in parts for post in part.signposts])
    app.jinja_env.globals.update(menu=menu_of(parts), TABS=menu.TABS)
    compress.init_app(app)
    csrf.bind(app)
    returning.bind(app)
    login_manager.init_app(app)
    # After the guard against forged forms: what it refuses spends nothing.
    pressing.bind(app)
    versions.bind(app)
    choices.bind(app)
    app.register_blueprint(health.bp)
    app.register_blueprint(well_known.bp)
    for part in parts:
        _welcome(app, part)
    switches.bind(app, [switch for part in parts for switch in part.switches])
    proxies.bind(app)  # outermost: live connections come through it too


def _as_it_is(func: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function of a page: none of ours is a coroutine, which Flask would ask of each."""
    return func


def menu_of(parts: Sequence[Part]) -> menu.Menu:
    """Gather what `parts` announce for the menu, for "Moi" and for desks."""
    places: dict[str, menu.Place | None] = {}
    for part in parts:
        places |= {blueprint.name: part.place for blueprint in part.blueprints}
        places |= part.elsewhere
    return menu.Menu(
        entries=[entry for part in parts for entry in part.menu],
        rows=[row for part in parts for row in part.me],
        tiles=[tile for part in parts for tile in part.desk],
        places=places,
        tasks=[task for part in parts for task in part.administration],
        doors=[door for part in parts for door in part.doors],
    )


def _welcome(app: Flask, part: Part) -> None:
    if part.bind:
        part.bind(app)
    if part.before_serving:
        starting.before_serving(app, part.before_serving)
    for blueprint in part.blueprints:
        app.register_blueprint(blueprint)
    for command in part.commands:
        app.cli.add_command(command)
