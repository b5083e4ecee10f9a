"""Doors: where a page leads that knows only what is behind them, not whose it is.

A page may link by endpoint to its own slice and to those below. For anything else it asks for a
door by its word, and the slice that has the page says in its `Part` where that door leads.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, current_app

from neighbourhood.foundation.web.quickening import path_to
from neighbourhood.foundation.words.declaring import Register

EXTENSION = "palier.doors"


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One word, and the page it leads to; `given` fills what the endpoint asks for."""

    code: str
    endpoint: str
    given: Mapping[str, str] = field(default_factory=dict)


def bind(app: Flask, declared: Iterable[Door]) -> None:
    """Let pages of `app` ask for what is `declared`: `door("home")`."""
    doors: Register[Door] = Register("door")
    for door in declared:
        doors.declare(door)
    app.extensions[EXTENSION] = doors
    app.jinja_env.globals["door"] = way_to


def way_to(code: str, /, **values: Any) -> str:
    """Return the path behind a door."""
    door: Door = current_app.extensions[EXTENSION][code]
    return path_to(door.endpoint, **door.given, **values)
