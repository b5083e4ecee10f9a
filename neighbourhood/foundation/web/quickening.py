"""Templates that say and link a great deal: translations and paths are looked up once, then known.

Flask-Babel and Flask find out anew, for each string and each link of a page, which application,
which request and which language they are in; on a page of twenty cards that was half of the time.
"""

from collections.abc import Callable, MutableMapping
from functools import cache, lru_cache
from typing import Any

from flask import Flask, g, has_request_context, url_for
from flask.templating import Environment as FlaskEnvironment
from flask_babel import get_domain, get_locale
from jinja2 import Environment
from markupsafe import Markup

from neighbourhood.foundation.words.elision import fill

MOST_PATHS = 20_000


def bind(app: Flask) -> None:
    """Give the templates of `app` a quicker `_`, `gettext`, `ngettext` and `url_for`."""
    app.jinja_env.newstyle_gettext = True  # type: ignore[attr-defined]
    app.jinja_env.globals.update(_=gettext, gettext=gettext, ngettext=ngettext, url_for=path_to)


def language() -> str:
    """Return the code of the language this request is answered in."""
    # What get_locale() found before: a page asks dozens of times, and it looks for it each time.
    known = getattr(g.get("_flask_babel"), "babel_locale", None)
    return str((known or get_locale()).language)


def gettext(text: str, **details: Any) -> Markup:
    """Say `text` in the reader’s language; what fills its placeholders is escaped."""
    return saying(language())(text, **details)


@cache
def saying(_language: str) -> Callable[..., Markup]:
    """Return the `gettext` of pages in this language, the one they are answered in."""
    known: dict[str, Markup] = {}

    def say(text: str, **details: Any) -> Markup:
        said = known.get(text)
        if said is None:
            said = known[text] = Markup(get_domain().get_translations().ugettext(text))  # noqa: S704
        return Markup(fill(said, details)) if "%" in said else said  # noqa: S704 - `said` escapes

    return say


def ngettext(one: str, many: str, num: int, **details: Any) -> Markup:
    """Say `one` or `many` in the reader’s language, as `num` asks for."""
    translations = get_domain().get_translations()
    said = Markup(translations.ungettext(one, many, num))  # noqa: S704
    return Markup(fill(said, {"num": num, **details}))  # noqa: S704 - `said` escapes


def path_to(endpoint: str, **values: Any) -> str:
    """Return the path of a page; addresses with a host are left to Flask."""
    if "_external" in values or endpoint.startswith(".") or not has_request_context():
        return url_for(endpoint, **values)
    try:
        return _path(endpoint, tuple(values.items()))
    except TypeError:
        return url_for(endpoint, **values)


@lru_cache(maxsize=MOST_PATHS)
def _path(endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
    return url_for(endpoint, **dict(values))


class QuickEnvironment(FlaskEnvironment):
    """Templates in one dictionary of globals, copied once a page, not looked up one by one.

    What is made global after a template was first drawn is not known to it.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


class Macros:
    """The macros of one template, at hand on every page: to import them costs each page its share.

    They see what is global, as a template that is imported without context does.
    """

    def __init__(self, environment: Environment, name: str) -> None:
        self._environment, self._name = environment, name

    def __getattr__(self, macro: str) -> Any:
        found = getattr(self._environment.get_template(self._name).module, macro)
        setattr(self, macro, found)
        return found
