"""Coming back to a form whose words were kept: it is filled, and says so."""

import re

from flask import Flask, Response, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation import settings
from neighbourhood.foundation.storing import unsent as stored
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.unsent import KEPT_FOR, Words
from neighbourhood.foundation.web import unsent
from neighbourhood.foundation.web.cookies import cookie
from neighbourhood.foundation.web.refilling import refill
from neighbourhood.foundation.web.signposts import way_to

# Set by the browser as it sends a form (static/behaviours/words.js), and what it is answered.
SENDING, TAKEN = "sending", "taken"  # the same in static/behaviours/words.js
TAKEN_FOR = 24 * 60 * 60
MOST_TAKEN = 5
_MAIN = re.compile(r"<main\b[^>]*>")
_MARK = re.compile(r"[0-9a-f]{8,32}")
# Besides pages: what is said where the form stood may no longer be a page.
_SHOWN_ON = {200, 403, 404, 409, 410, 422}


def bind(app: Flask) -> None:
    """Fill forms on their way out, and forget what was taken."""
    app.after_request(look_after_words)


def sign_in_with_words() -> ResponseReturnValue:
    """Keep the form under way, and lead through sign-in back to it; or show what cannot be kept."""
    way = way_to("sign in", next=unsent.keep_words())
    if unsent.are_kept():
        flash(
            gettext("Votre connexion s’était fermée. Vos mots sont gardés : connectez-vous."),
            "info",
        )
        return redirect(way)
    texts = unsent.typed_texts()
    if not texts:
        return redirect(way)
    return render_template(
        "neighbourhood/foundation/refusal.html",
        sentence=gettext("Votre connexion s’était fermée : rien n’est parti."),
        status=401,
        texts=texts,
        way=way,
    ), 401


def look_after_words(response: Response) -> Response:
    """Do what this answer asks for: keep the key of words, drop them, or show them."""
    browser = g.pop("unsent_browser", None)
    if browser:
        _give_cookie(response, browser)
    elif request.method == "POST":
        if response.status_code < 400 and "unsent_kept" not in g:
            _note_taken(response)
    elif cookie(unsent.COOKIE) in request.cookies and _is_page(response):
        _show(response)
    return response


def _give_cookie(response: Response, browser: str) -> None:
    response.set_cookie(
        cookie(unsent.COOKIE),
        unsent.cookie_of(browser),
        max_age=KEPT_FOR,
        secure=settings.current().secure,
        httponly=True,
        samesite="Lax",
    )


def _note_taken(response: Response) -> None:
    mark = request.cookies.get(cookie(SENDING), "")
    if _MARK.fullmatch(mark):
        before = request.cookies.get(cookie(TAKEN), "").split(".")
        marks = [mark, *filter(_MARK.fullmatch, before)][:MOST_TAKEN]
        secure = settings.current().secure
        told = ".".join(marks)
        response.set_cookie(cookie(TAKEN), told, TAKEN_FOR, secure=secure, samesite="Lax")
        response.delete_cookie(cookie(SENDING), secure=secure, samesite="Lax")
    browser = unsent.browser_id()
    if browser and stored.has(browser, request.path):
        with transaction():
            stored.forget(browser, request.path)


def _is_page(response: Response) -> bool:
    shown = response.status_code in _SHOWN_ON and response.mimetype == "text/html"
    return shown and not response.is_streamed


def _show(response: Response) -> None:
    browser = unsent.browser_id()
    found = stored.on_page(browser, request.path) if browser else []
    page = before = response.get_data(as_text=True) if found else ""
    for words in found:
        if _may_see(words):
            page = _shown(page, words)
    if page != before:
        response.set_data(page)


def _may_see(words: Words) -> bool:
    who = g.get("at_the_screen") or current_user
    if words.resident_id is None:
        # A visitor’s: whoever signs in afterwards may be somebody else.
        return not who.is_authenticated
    if not who.is_authenticated or who.id != words.resident_id:
        return False
    return words.principal_id in (None, current_user.id)


def _shown(page: str, words: Words) -> str:
    above = _say("above", words) if unsent.are_worth_saying(words.fields) else ""
    filled = refill(page, request.path, words.path, words.fields, above)
    if filled is not None:
        return filled
    main = _MAIN.search(page)
    end = main.end() if main else 0
    return page[:end] + _say("instead", words, _texts(words)) + page[end:]


def _texts(words: Words) -> list[str]:
    typed, _secret = unsent.names_of_fields()
    said = (value for name, values in words.fields.items() if name in typed for value in values)
    return [text for text in said if text.strip()]


def _say(where: str, words: Words, texts: list[str] | None = None) -> str:
    return render_template(
        "neighbourhood/foundation/kept_words.html", where=where, path=words.path, texts=texts or []
    )
