"""The signed cookie of a browser: Flask's own, whose signer is made once and not at every page."""

from functools import lru_cache

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer


class QuickSessions(SecureCookieSessionInterface):
    """Sessions as Flask keeps them."""

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Return what signs under the keys that the application has now."""
        former = app.config["SECRET_KEY_FALLBACKS"] or ()
        return _serializer(app, app.secret_key, tuple(former))


@lru_cache(maxsize=20)
def _serializer(app: Flask, *_keys: object) -> URLSafeTimedSerializer | None:
    return SecureCookieSessionInterface().get_signing_serializer(app)


def bind(app: Flask) -> None:
    """Have `app` keep its sessions so."""
    app.session_interface = QuickSessions()
