"""Words are never lost: what a form sent in vain is kept, and stands in that form again.

Whatever the reason (signed out meanwhile, here or elsewhere; a token too old; a password asked for
again; a refusal; a fault of ours), whoever answers asks `keep_words()` where the form stands, and
leads back there. The next time its page is drawn, the form on it is filled and says so; it is not
sent by itself. When it has been taken, or on signing out, its words are dropped.

Forms need not know: what was typed is told from what must not be kept by the fields of all forms.
"""

import logging
import re
from collections.abc import Callable, Iterator
from functools import cache

from flask import current_app, g, request
from flask_login import current_user
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException
from wtforms import (
    DateField,
    EmailField,
    Field,
    HiddenField,
    IntegerField,
    PasswordField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.core import UnboundField

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.storing import unsent
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.presses import Pressed
from neighbourhood.foundation.storing.tokens import random_token, sign, unsign
from neighbourhood.foundation.web.cookies import cookie
from neighbourhood.foundation.web.csrf import writer_of_form
from neighbourhood.foundation.web.forms import Form
from neighbourhood.foundation.web.links import local_path, pages_around
from neighbourhood.foundation.web.throttling import client_address, spend

log = logging.getLogger(__name__)

COOKIE = "unsent"
ALLOWANCE = "60 per hour"
MOST_FIELDS = 60
# All that a form can carry (MAX_FORM_MEMORY_SIZE); of a visitor, less than fills a disk.
MOST_LETTERS = 500_000
MOST_OF_A_VISITOR = 60_000
_TYPED = StringField, IntegerField, DateField, TimeField
_SECRET = re.compile(
    r"(^|[_-])(password|present|code|reference|secret|sealed|token|credential|card|scan|pin|iban)s?($|[_-])"
)
# The same in static/behaviours/words.js.
_SEVERAL_WORDS = re.compile(r"[^\W\d_].*\s.*[^\W\d_]", re.DOTALL)
_NAME = "full_name"
# Who was signed in with this browser, when the session itself remembers: declared by residents.
_remembering: list[Callable[[], int | None]] = []


def remembers(finder: Callable[[], int | None]) -> Callable[[], int | None]:
    """Declare how to tell whose session this was, even when it has ended."""
    _remembering.append(finder)
    return finder


def browser_id() -> str | None:
    """Return the secret of this browser, under which its words are sealed."""
    said = unsign(COOKIE, request.cookies.get(cookie(COOKIE), ""), unsent.KEPT_FOR)
    return said if isinstance(said, str) else None


def keep_words() -> str:
    """Keep what the form under way holds, and return the page on which it stands."""
    page = page_of_form()
    if page and "unsent_kept" not in g:
        g.unsent_kept = _is_kept(page)
    return page or "/"


def are_kept() -> bool:
    """Tell whether the words of this request were kept: no page says so otherwise."""
    return bool(g.get("unsent_kept"))


def page_of_form() -> str | None:
    """Return the page of the form under way: where it was sent from, declared, or nearest above."""
    referred = request.referrer or ""
    own = request.host_url
    places = [f"/{referred.removeprefix(own)}"] if referred.startswith(own) else []
    places += pages_around(request.path)
    return next((place for place in places if local_path(place) == place), None)


def is_open(path: str) -> bool:
    """Tell whether visitors may send something to `path`."""
    adapter = current_app.create_url_adapter(request)
    try:
        endpoint, _ = adapter.match(path, method="POST") if adapter else ("", None)
    except HTTPException:
        return False
    return getattr(current_app.view_functions.get(endpoint), "access", "") == "anyone"


def _is_kept(page: str) -> bool:
    fields, (whose, principal) = typed_fields(), _whose()
    if not fields or not _comes_from_here() or (not whose and _length(fields) > MOST_OF_A_VISITOR):
        return False
    browser = browser_id() or random_token()
    where = page.partition("#")[0].partition("?")[0]
    if max(len(where), len(request.path)) > unsent.LONGEST_PATH:
        return False
    try:
        spend(ALLOWANCE, "unsent", client_address())
        with transaction():
            kept = unsent.keep(browser, whose, where, request.path, fields, principal)
    except (DomainError, SQLAlchemyError, Pressed):
        # Too much, too busy, broken, or taken the first time: the page must promise nothing.
        log.exception("words could not be kept")
        return False
    g.unsent_browser = browser
    return kept


def typed_fields() -> dict[str, list[str]]:
    """Return the fields that were typed or chosen; nothing when no word is among them."""
    words, _secrets = names_of_fields()
    said = _told()
    if len(said) > MOST_FIELDS or _length(said) > MOST_LETTERS:
        return {}
    typed = (name for name in said if name in words or name.startswith(_numbered()))
    return said if any("".join(said[name]).strip() for name in typed) else {}


def _told() -> dict[str, list[str]]:
    _words, secrets = names_of_fields()
    said = request.form.lists()
    return {
        name: values for name, values in said if name not in secrets and not _SECRET.search(name)
    }


def _length(fields: unsent.Fields) -> int:
    return sum(len(value) for values in fields.values() for value in values)


def typed_texts() -> list[str]:
    """Return what was typed in the form under way, to be shown where it could not be kept."""
    words, _secrets = names_of_fields()
    said = (value for name, values in _told().items() if name in words for value in values)
    return [text for text in said if text.strip()]


def are_worth_saying(fields: unsent.Fields) -> bool:
    """Tell whether a text is among what was kept; a name, a mailbox or a number comes silently."""
    return any(_is_text(name, value) for name, values in fields.items() for value in values)


def _is_text(name: str, value: str) -> bool:
    if name in names_of_texts():
        return bool(value.strip())
    return name in names_of_lines() and bool(_SEVERAL_WORDS.search(value))


@cache
def names_of_fields() -> tuple[frozenset[str], frozenset[str]]:
    """Return the names of fields that hold words, and of those never kept, in all forms."""
    words = _names_of(_TYPED)
    secrets = _names_of((PasswordField, HiddenField)) | {"csrf_token"}
    return words - secrets, secrets


@cache
def _numbered() -> tuple[str, ...]:
    return tuple(begins for kind in _all_forms(Form) for begins in kind.numbered)


@cache
def names_of_texts() -> frozenset[str]:
    """Return the names of fields that take several lines, in all forms."""
    return _names_of((TextAreaField,))


@cache
def names_of_lines() -> frozenset[str]:
    """Return the names of fields that take one line of any words, in all forms."""
    words, _secrets = names_of_fields()
    return (words & _names_of((StringField,))) - _names_of((EmailField,)) - {_NAME}


def _names_of(classes: tuple[type[Field], ...]) -> frozenset[str]:
    return frozenset(
        name
        for kind in _all_forms(Form)
        for name, field in vars(kind).items()
        if isinstance(field, UnboundField) and issubclass(field.field_class, classes)
    )


def _all_forms(kind: type[Form]) -> Iterator[type[Form]]:
    for below in kind.__subclasses__():
        yield below
        yield from _all_forms(below)


def _whose() -> tuple[int | None, int | None]:
    """Return who wrote the words, and in whose name.

    Who was given the form, else who is or was signed in.
    """
    found = writer_of_form()
    if found is not None:
        return found
    signed_in = g.get("at_the_screen") or current_user
    if signed_in.is_authenticated:
        return signed_in.id, current_user.id
    writer = next(filter(None, (finder() for finder in _remembering)), None)
    return writer, writer


def _comes_from_here() -> bool:
    # A page of elsewhere must not put words into somebody’s form.
    origin = request.headers.get("Origin")
    told = request.headers.get("Sec-Fetch-Site", "same-origin")
    return told in ("same-origin", "none") and origin in (None, request.host_url.rstrip("/"))


def forget(path: str) -> None:
    """Drop what this browser sent in vain to `path`."""
    browser = browser_id()
    if browser:
        with transaction():
            unsent.forget(browser, path)


def leave_nothing() -> None:
    """Drop what whoever signs out sent in vain; what others wrote here waits for them."""
    browser, whoever = browser_id(), g.get("at_the_screen") or current_user
    if browser:
        with transaction():
            unsent.forget_of(browser, whoever.id if whoever.is_authenticated else None)


def cookie_of(browser: str) -> str:
    """Return what the cookie says."""
    return sign(COOKIE, browser)
