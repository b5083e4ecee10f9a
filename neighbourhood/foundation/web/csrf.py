"""The token of a form, which also says who it was drawn for: a session may end, the form stays."""

import hashlib
import secrets
from functools import lru_cache
from typing import Any

from flask import Flask, g, request, session
from flask_login import current_user
from flask_wtf.csrf import _FlaskFormCSRF, generate_csrf
from itsdangerous import BadData, URLSafeTimedSerializer

from neighbourhood.foundation import settings
from neighbourhood.foundation.extensions import csrf

FIELD = "csrf_token"


def csrf_token() -> str:
    """Return the token for a form of this page."""
    if FIELD not in session:
        signed_in = g.get("at_the_screen") or current_user
        known = signed_in.is_authenticated
        draw_anew(f"{signed_in.id}:{current_user.id}" if known else "")
    return str(generate_csrf())


def draw_anew(whose: str) -> None:
    """Give forms another token from this answer on: for `hand:principal`, or a visitor.

    Whoever changes who somebody is in this browser does so at once. Left to the next page, two
    pages asked for together would each write a token, and one of them could no longer be sent.
    """
    session[FIELD] = f"{whose}.{secrets.token_hex(20)}"
    g.pop(FIELD, None)


class OwnedCSRF(_FlaskFormCSRF):  # type: ignore[misc]
    """The token of a form that draws it as one of its fields."""

    def generate_csrf_token(self, csrf_token_field: Any) -> str:
        """Return the same token as on the rest of the page."""
        del csrf_token_field
        return csrf_token()


def account_mark() -> str:
    """Return what sets apart, in one browser, the words of whoever writes; empty for a visitor."""
    signed_in = g.get("at_the_screen") or current_user
    if not signed_in.is_authenticated:
        return ""
    return _mark(signed_in.id, current_user.id, settings.current().secret_key)


# The same on all pages of whoever reads.
@lru_cache(maxsize=10_000)
def _mark(hand: int, principal: int, secret: str) -> str:
    return hashlib.sha256(f"words {hand} {principal} {secret}".encode()).hexdigest()[:16]


def writer_of_form() -> tuple[int, int] | None:
    """Return for whom the form under way was drawn, however long ago, and in whose name."""
    signer = URLSafeTimedSerializer(settings.current().secret_key, salt="wtf-csrf-token")
    for token in (request.form.get(FIELD), None):
        try:
            said = signer.loads(token) if token else session.get(FIELD)
        except BadData:
            continue
        whose, dot, _chance = str(said or "").partition(".")
        writer, _, principal = whose.partition(":")
        if dot and writer.isdigit() and principal.isdigit():
            return int(writer), int(principal)
    return None


def bind(app: Flask) -> None:
    """Refuse whatever is sent without the token of its form."""
    csrf.init_app(app)
    app.jinja_env.globals.update(csrf_token=csrf_token, account_mark=account_mark)
    app.context_processor(lambda: {"csrf_token": csrf_token})
