"""Tokens: signed ones that carry a little, random ones that are stored hashed."""

import hashlib
import secrets
from datetime import timedelta

from itsdangerous import BadData, URLSafeSerializer, URLSafeTimedSerializer

from neighbourhood.foundation import settings

Payload = str | int | dict[str, str | int] | list[str | int]


def sign(purpose: str, payload: Payload) -> str:
    """Return a token that proves we wrote `payload`; it is signed, not secret."""
    return str(_signer(purpose).dumps(payload))


def unsign(purpose: str, token: str, max_age: timedelta) -> Payload | None:
    """Return what was signed for this very purpose, or None when forged or too old."""
    try:
        found: Payload = _signer(purpose).loads(token, max_age=int(max_age.total_seconds()))
    except BadData:
        return None
    return found


def sign_for_good(purpose: str, payload: Payload) -> str:
    """Return the token that says this whenever it is asked for: what is printed again is alike."""
    return str(_lasting(purpose).dumps(payload))


def unsign_for_good(purpose: str, token: str) -> Payload | None:
    """Return what was signed for good, or None when forged; whether it still serves is not said."""
    try:
        found: Payload = _lasting(purpose).loads(token)
    except BadData:
        return None
    return found


def random_token() -> str:
    """Return a token that nobody can guess, fit for a link."""
    return secrets.token_urlsafe(32)


def fingerprint(token: str) -> str:
    """Return what to store instead of `token`: enough to recognise it, not to use it."""
    return hashlib.sha256(token.encode()).hexdigest()


def _signer(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(
        settings.current().secret_key,
        salt=f"palier.{purpose}",
        signer_kwargs={"digest_method": hashlib.sha256},
    )


def _lasting(purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(
        settings.current().secret_key,
        salt=f"palier.for good.{purpose}",
        signer_kwargs={"digest_method": hashlib.sha256},
    )
