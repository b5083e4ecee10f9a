"""A press acts once: a second one, in any process, gets the answer of the first.

Every form that posts carries a token of its page (`ui.csrf`, the one macro that opens a form). The
first transaction of the request spends it: a press that was cut off or refused is spent by nothing.
A press is the token, whose it is, where it goes and what was typed: what was typed anew is another.

The answer is a redirect and the words that were flashed. Any other answer is drawn anew each time,
and so is one that changes what the browser holds (a sign-in): these presses are let go of.
"""

import hashlib
import json
import logging
import secrets
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Flask, Response, flash, g, has_request_context, redirect, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from neighbourhood.foundation.storing import presses
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, opens, transaction
from neighbourhood.foundation.storing.presses import Pressed
from neighbourhood.foundation.web.access import at_the_screen, reader

log = logging.getLogger(__name__)

FIELD = "press"
ANSWERED_WITHIN = timedelta(seconds=10)
_GLANCE_SECONDS = 0.02
_FLASHES = "_flashes"


@dataclass
class _Press:
    """The press of this request."""

    held: dict[str, Any]
    flashed: int
    spent: str = field(default="")


def bind(app: Flask) -> None:
    """Let every form carry a token, and every transaction of a page spend it."""
    app.jinja_env.globals.update(press_token=_token, draft_word=_draft_word)
    app.before_request(_note)
    app.after_request(_settle)
    app.register_error_handler(Pressed, _answer_again)


def as_often_as_pressed() -> None:
    """Say that what is written now is the same however often it is sent: no token is spent."""
    press = g.get("press")
    if press is not None and not press.spent:
        g.press = None


def press_id() -> str | None:
    """Return a name of this press, for what is written in a transaction of others."""
    press = g.get("press")
    return str(UUID(_key()[:32])) if press is not None and FIELD in request.form else None


def _token() -> str:
    """Return the token of the page that is drawn."""
    if "press_token" not in g:
        g.press_token = secrets.token_urlsafe(16)
    return str(g.press_token)


def _draft_word() -> str:
    """Return which draft the page belongs to, if it is one of a form of several pages."""
    return str(g.get("draft", ""))


def _note() -> None:
    # What was sent is not read yet: a webhook reads it by itself.
    if request.method == "POST":
        g.press = _Press(_held(), len(session.get(_FLASHES, [])))


def _held() -> dict[str, Any]:
    return {name: value for name, value in session.items() if name != _FLASHES}


@opens
def _spend(at_work: Session, begin: Any) -> None:
    # A job run at once has an app context of its own, in which no press is known.
    press = g.get("press") if has_request_context() else None
    if press is None or press.spent or FIELD not in request.form:
        return
    key = _key()
    while not presses.spend(key, request.endpoint or ""):
        at_work.rollback()
        _await_answer(key)
        begin()
    press.spent = key


def _await_answer(key: str) -> None:
    """Return when nothing came of the first press, raise `Pressed` once its answer is known."""
    while True:
        found = presses.look_up(key)
        db.session.rollback()
        if found is None:
            return
        if found.location is not None or now() - found.at > ANSWERED_WITHIN:
            raise Pressed(found if found.location is not None else None)
        time.sleep(_GLANCE_SECONDS)


def _key() -> str:
    typed = {name: values for name, values in request.form.lists() if name != "csrf_token"}
    files = [sent.filename for sent in request.files.values()]
    whose = [getattr(person, "id", None) for person in (reader(), at_the_screen())]
    said = json.dumps([whose, request.full_path, typed, files], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def _settle(response: Response) -> Response:
    press = g.get("press")
    if press is None or not press.spent:
        return response
    g.press = None
    try:
        _keep(press, response)
    except Exception:
        # What was asked is done by now: who asked must not believe that it is not.
        log.exception("the answer to a press could not be kept")
    return response


def _keep(press: _Press, response: Response) -> None:
    with transaction():
        if 300 <= response.status_code < 400 and _held() == press.held:
            words = session.get(_FLASHES, [])[press.flashed :]
            presses.settle(press.spent, response.location or "/", words)
        else:
            presses.let_go(press.spent)


def answered_before() -> ResponseReturnValue | None:
    """Return the answer of a press that acted before, for whoever is refused it the second time."""
    press = g.get("press")
    if press is None or press.spent or FIELD not in request.form:
        return None
    try:
        _await_answer(_key())
    except Pressed as pressed:
        return _answer_again(pressed)
    return None


def _answer_again(pressed: Pressed) -> ResponseReturnValue:
    """Answer as the first time, or say that it was done."""
    if pressed.answer is None:
        flash(gettext("C’était déjà fait : rien n’est envoyé deux fois."), "info")
        return redirect(_where_from(), 303)
    for category, words in pressed.answer.said:
        flash(words, category)
    return redirect(pressed.answer.location, 303)


def _where_from() -> str:
    """Return the page of the form, where a form has the address of its page; else the home."""
    rule = request.url_rule
    shown = rule is not None and "GET" in (rule.methods or ())
    return request.full_path if shown else "/"
