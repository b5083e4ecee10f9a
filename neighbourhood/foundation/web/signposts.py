"""Signposts: where a page leads that knows only what is there, not whose it is.

A page may link by endpoint to its own slice and to those below. For anything else it asks the way
by a word, `way_to("home")`, and the slice that has the page puts up a signpost in its `Part`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, current_app

from neighbourhood.foundation.web.quickening import path_to
from neighbourhood.foundation.words.declaring import Register

EXTENSION = "palier.signposts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signpost:
    """One word, and the page it leads to; `given` fills what the endpoint asks for."""

    code: str
    endpoint: str
    given: Mapping[str, str] = field(default_factory=dict)


def bind(app: Flask, declared: Iterable[Signpost]) -> None:
    """Let pages of `app` ask the way to what is `declared`."""
    signposts: Register[Signpost] = Register("signpost")
    for signpost in declared:
        signposts.declare(signpost)
    app.extensions[EXTENSION] = signposts
    app.jinja_env.globals["way_to"] = way_to


def way_to(code: str, /, **values: Any) -> str:
    """Return the path behind a signpost."""
    signpost: Signpost = current_app.extensions[EXTENSION][code]
    return path_to(signpost.endpoint, **signpost.given, **values)


def way_if_any(code: str, /, **values: Any) -> str | None:
    """Return the path behind a signpost, None where no slice has put it up."""
    known = code in current_app.extensions[EXTENSION]
    return way_to(code, **values) if known else None
