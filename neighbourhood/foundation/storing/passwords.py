"""Passwords: argon2id, beside the event loop."""

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from neighbourhood.foundation import settings
from neighbourhood.foundation.web.offloading import off_the_loop


def hash_password(password: str) -> str:
    """Return what to store."""
    return off_the_loop(_hasher().hash, _as_typed(password))


def verify_password(stored: str | None, password: str) -> bool:
    """Tell whether `password` is the one; takes as long when there is no account at all."""
    hasher = _hasher()
    right = off_the_loop(_matches, hasher, stored or _nobodys_hash(hasher), _as_typed(password))
    return right and stored is not None


def needs_rehash(stored: str) -> bool:
    """Tell whether `stored` was made with older, weaker parameters."""
    return _hasher().check_needs_rehash(stored)


def _hasher() -> PasswordHasher:
    return _hasher_at(settings.current().password_cost)


@cache
def _hasher_at(mebibytes: int) -> PasswordHasher:
    return PasswordHasher(time_cost=2, memory_cost=mebibytes * 1024, parallelism=1)


def _matches(hasher: PasswordHasher, stored: str, password: str) -> bool:
    try:
        return hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys_hash(hasher: PasswordHasher) -> str:
    return off_the_loop(hasher.hash, "the password of nobody")


def _as_typed(password: str) -> str:
    # Two keyboards may compose "é" differently; it is the same password.
    return unicodedata.normalize("NFKC", password)
