"""What must be read again and by nobody else: sealed under the newest key of the ring.

A sealed value says by which key: `sealed:`, the name of the key, a colon, and what only that key
opens. What was sealed before there was a ring, under SECRET_KEY, has no such beginning and is still
opened.
"""

import base64
import hmac
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from neighbourhood.foundation import settings
from neighbourhood.foundation.lazily import lazily
from neighbourhood.foundation.storing import keyring
from neighbourhood.foundation.storing.columns import BEFORE_VALUE, FIRST_SEALED, MARK, NAME_LENGTH

if TYPE_CHECKING:
    from cryptography import fernet
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.kdf import hkdf
else:
    fernet = lazily("cryptography.fernet")
    hashes = lazily("cryptography.hazmat.primitives.hashes")
    hkdf = lazily("cryptography.hazmat.primitives.kdf.hkdf")

_HALF = 31
_MASK = (1 << _HALF) - 1
_ROUNDS = range(10)
_SEALED = re.compile(rf"{MARK}[0-9a-f]{{{NAME_LENGTH}}}:[A-Za-z0-9_=-]+", re.ASCII)


def seal(purpose: str, secret: str) -> str:
    """Return what to store; only this site reads it again, for this very purpose."""
    key = keyring.current().newest
    token = _box(key.secret, purpose).encrypt(secret.encode()).decode()
    return f"{MARK}{key.name}:{token}"


def unseal(purpose: str, sealed: str) -> str | None:
    """Return what was sealed, or None when it was altered or its key is gone."""
    try:
        return opened(purpose, sealed) if is_sealed(sealed) else _formerly(purpose, sealed)
    except keyring.KeyMissing:
        return None


def is_sealed(value: str) -> bool:
    """Tell whether a value names the key that opens it."""
    return _SEALED.fullmatch(value) is not None


def opened(purpose: str, sealed: str) -> str:
    """Return what was sealed; whatever keeps it closed is said in one sentence."""
    name = sealed[len(MARK) : BEFORE_VALUE - 1]
    key = keyring.current().named(name)
    try:
        return _box(key.secret, purpose).decrypt(sealed[BEFORE_VALUE:]).decode()
    except fernet.InvalidToken:
        raise keyring.KeyMissing(
            f"A value of {purpose} was altered, or {keyring.path()} holds another key of the name "
            f"{name}: put back the file of keys that belongs to this database."
        ) from None


def seal_formerly(purpose: str, secret: str) -> str:
    """Return `secret` as releases before the ring sealed it, for those that go back to one."""
    return _box(settings.current().secret_key, purpose).encrypt(secret.encode()).decode()


def blind(purpose: str, value: str) -> bytes:
    """Return 16 bytes by which equal values are told, and nothing else: keyed, for one purpose."""
    key = keyring.current().blind
    return hmac.digest(key.encode(), f"palier.{purpose}\0{value}".encode(), "sha256")[:16]


def seal_number(purpose: str, number: int) -> int:
    """Return what stands for a number: always the same one here, another one at any other site.

    Equal numbers have equal seals, so that SQL may compare them. Those sealed are 2**62 or more.
    """
    return FIRST_SEALED | _turned(keyring.current().blind, purpose, number, _ROUNDS)


def open_number(purpose: str, sealed: int) -> int:
    """Return the number that a seal stands for."""
    turned = sealed ^ FIRST_SEALED
    return _turned(keyring.current().blind, purpose, turned, _ROUNDS[::-1])


@lru_cache(maxsize=20_000)
def _turned(key: str, purpose: str, number: int, rounds: range) -> int:
    # A Feistel network, as in NIST SP 800-38G: whatever the rounds do, each number has one other.
    halves = number >> _HALF, number & _MASK
    left, right = halves if rounds.step > 0 else halves[::-1]
    for turn in rounds:
        said = f"palier.{purpose}\0{turn}\0{right}".encode()
        mixed = int.from_bytes(hmac.digest(key.encode(), said, "sha256")[:4]) & _MASK
        left, right = right, left ^ mixed
    halves = (left, right) if rounds.step > 0 else (right, left)
    return halves[0] << _HALF | halves[1]


def _formerly(purpose: str, sealed: str) -> str | None:
    try:
        return _box(settings.current().secret_key, purpose).decrypt(sealed.encode()).decode()
    except fernet.InvalidToken:
        return None


@lru_cache(maxsize=512)
def _box(secret: str, purpose: str) -> "fernet.Fernet":
    # Each purpose has its own key: what is sealed for one is noise for another.
    derive = hkdf.HKDF(
        algorithm=hashes.SHA256(), length=32, salt=None, info=f"palier.{purpose}".encode()
    )
    return fernet.Fernet(base64.urlsafe_b64encode(derive.derive(secret.encode())))
