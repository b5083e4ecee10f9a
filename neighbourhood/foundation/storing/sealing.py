"""Small secrets that must be read again: sealed under a key derived from SECRET_KEY."""

import base64
from typing import TYPE_CHECKING

from neighbourhood.foundation import settings
from neighbourhood.foundation.lazily import lazily

if TYPE_CHECKING:
    from cryptography import fernet
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.kdf import hkdf
else:
    fernet = lazily("cryptography.fernet")
    hashes = lazily("cryptography.hazmat.primitives.hashes")
    hkdf = lazily("cryptography.hazmat.primitives.kdf.hkdf")


def seal(purpose: str, secret: str) -> str:
    """Return what to store; only this site reads it again, for this very purpose."""
    return _box(purpose).encrypt(secret.encode()).decode()


def unseal(purpose: str, sealed: str) -> str | None:
    """Return what was sealed, or None when it was altered or sealed under another SECRET_KEY."""
    try:
        return _box(purpose).decrypt(sealed.encode()).decode()
    except fernet.InvalidToken:
        return None


def _box(purpose: str) -> "fernet.Fernet":
    # Each purpose has its own key: what is sealed for one is noise for another.
    derive = hkdf.HKDF(
        algorithm=hashes.SHA256(), length=32, salt=None, info=f"palier.{purpose}".encode()
    )
    key = derive.derive(settings.current().secret_key.encode())
    return fernet.Fernet(base64.urlsafe_b64encode(key))
