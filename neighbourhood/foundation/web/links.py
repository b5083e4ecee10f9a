"""Links for mails, always under BASE_URL; and where a redirect may lead, always on this site."""

import unicodedata
from collections.abc import Callable
from typing import ParamSpec, TypeVar
from urllib.parse import unquote

from flask import current_app, request, url_for

from neighbourhood.foundation import settings

P = ParamSpec("P")
R = TypeVar("R")

# Controls, marks that show nothing, line and paragraph separators, halves of a letter.
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_MOST_LAYERS = 5


def link(endpoint: str, **values: object) -> str:
    """Return the whole address of a page.

    A visitor chooses the Host header of a request, and a link made from it would carry somebody
    else’s secret to that host: so it is never looked at.
    """
    return settings.current().base_url + url_for(endpoint, _external=False, **values)  # type: ignore[arg-type]


def local_path(path: str | None) -> str:
    """Return `path` when it surely stays on this site and is a page of it, else the home page.

    A browser forgets tabs and takes a backslash for a slash: what it would read is looked at, not
    what is written, and under every layer of percent signs.
    """
    return path if path and _stays_here(path) and is_page(path) else "/"


def stands_on(endpoint: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare on which page the form of an address stands, where that is no page above it."""

    def declare(handler: Callable[P, R]) -> Callable[P, R]:
        handler.stands_on = endpoint  # type: ignore[attr-defined]
        return handler

    return declare


def pages_around(path: str) -> list[str]:
    """Return where the form that is sent to `path` may stand: as declared, or the nearest above."""
    view = current_app.view_functions.get(request.endpoint or "")
    declared = getattr(view, "stands_on", None)
    parts = path.strip("/").split("/")
    above = ["/" + "/".join(parts[:length]) for length in range(len(parts), 0, -1)]
    return [url_for(declared), *above] if declared else above


def is_page(path: str) -> bool:
    """Tell whether something answers there to whoever only opens it."""
    adapter = current_app.create_url_adapter(request)
    bare = unquote(path.partition("#")[0].partition("?")[0])
    return adapter is not None and adapter.test(bare, method="GET")


def _stays_here(path: str) -> bool:
    where, _, asked = path.partition("?")
    if _deceives(asked.partition("#")[0]):
        return False
    for _layer in range(_MOST_LAYERS):
        if not where.startswith("/") or "//" in where or _deceives(where):
            return False
        bare = unquote(where)
        if bare == where:
            return True
        where = bare
    return False


def _deceives(text: str) -> bool:
    return "\\" in text or any(unicodedata.category(letter) in _UNSEEN for letter in text)
