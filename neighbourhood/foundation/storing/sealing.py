"""Small secrets that must be read again: sealed under a key derived from SECRET_KEY."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from neighbourhood.foundation import settings


def seal(purpose: str, secret: str) -> str:
    """Return what to store; only this site reads it again, for this very purpose."""
    return _box(purpose).encrypt(secret.encode()).decode()


def unseal(purpose: str, sealed: str) -> str | None:
    """Return what was sealed, or None when it was altered or sealed under another SECRET_KEY."""
    try:
        return _box(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def _box(purpose: str) -> Fernet:
    # Each purpose has its own key: what is sealed for one is noise for another.
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"palier.{purpose}".encode())
    key = derive.derive(settings.current().secret_key.encode())
    return Fernet(base64.urlsafe_b64encode(key))
