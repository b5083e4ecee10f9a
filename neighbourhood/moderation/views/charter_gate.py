"""Nobody writes by rules that they have not read: the gate before every page.

It costs no statement: whether a charter waits comes with the query of who is signed in. Whoever
opens a page is led to the charter once, and may put it off: then they read, in this browser, until
they send something. What they send is kept, and stands in its form when they have agreed.

What one does to one’s own account stays open (leaving, a password, one’s data), and what says
`@without_charter` or is open even to who is suspended: a decision, what contests it.
"""

from collections.abc import Callable
from typing import Any

from flask import current_app, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.web.access import ANYONE
from neighbourhood.foundation.web.requests import shows_nothing
from neighbourhood.foundation.web.signposts import way_to
from neighbourhood.foundation.web.unsent import are_kept, keep_words, typed_texts
from neighbourhood.moderation.views.blueprint import bp
from neighbourhood.residents.access import carries_sign_in, charter_due
from neighbourhood.residents.policies import CharterFirst

# In the session: which version was put off.
_LATER = "charter_later"
_OWN_ACCOUNT = "residents"


@bp.before_app_request
def charter_first() -> ResponseReturnValue | None:
    """Lead whoever has a charter to read there, once; keep what they were sending."""
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or not carries_sign_in(session) or _is_open(view):
        return None
    due = charter_due()
    if due is None:
        return None
    if request.method == "GET":
        put_off_already = session.get(_LATER) == due
        return None if put_off_already or not _opens_a_page() else _lead_there(_here())
    return _ask_before_sending()


def put_off() -> None:
    """Remember in this browser that the charter that waits will be read later."""
    session[_LATER] = charter_due()


def _is_open(view: Callable[..., Any]) -> bool:
    if getattr(view, "without_charter", False) or getattr(view, "even_suspended", False):
        return True
    if request.method != "GET" and request.blueprint == _OWN_ACCOUNT:
        return True
    public = getattr(view, "access", ANYONE) == ANYONE
    return public and request.path != way_to("home")


def _opens_a_page() -> bool:
    """Tell whether somebody will read the answer: no script, no picture, not the head alone."""
    mode = request.headers.get("Sec-Fetch-Mode", "navigate")
    return mode == "navigate" and not shows_nothing() and _takes_pages()


def _takes_pages() -> bool:
    return request.accept_mimetypes.accept_html or not request.accept_mimetypes


def _here() -> str:
    return request.full_path.rstrip("?")


def _lead_there(onward: str) -> ResponseReturnValue:
    return redirect(url_for("moderation.charter_to_read", next=onward), 303)


def _ask_before_sending() -> ResponseReturnValue | None:
    if request.form.get("go") == "keep":
        return None  # a draft, which nobody else reads
    if not _opens_a_page():
        raise CharterFirst
    page = keep_words()
    if typed_texts() and not are_kept():
        raise CharterFirst
    if are_kept():
        flash(gettext("Rien n’est encore parti. Vos mots sont gardés."), "info")
    return _lead_there(page)
