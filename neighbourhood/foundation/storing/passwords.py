"""Passwords: argon2id, beside the event loop."""

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from neighbourhood.foundation.web.offloading import off_the_loop

# OWASP's first choice for small machines: 19 MiB, two passes.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hash_password(password: str) -> str:
    """Return what to store."""
    return off_the_loop(_hasher.hash, _as_typed(password))


def verify_password(stored: str | None, password: str) -> bool:
    """Tell whether `password` is the one; takes as long when there is no account at all."""
    right = off_the_loop(_matches, stored or _nobodys_hash(), _as_typed(password))
    return right and stored is not None


def needs_rehash(stored: str) -> bool:
    """Tell whether `stored` was made with older, weaker parameters."""
    return _hasher.check_needs_rehash(stored)


def _matches(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys_hash() -> str:
    return hash_password("the password of nobody")


def _as_typed(password: str) -> str:
    # Two keyboards may compose "é" differently; it is the same password.
    return unicodedata.normalize("NFKC", password)
