"""Codes that people copy by hand, as they are kept: argon2id over their fingerprint, with a salt.

A code short enough to be copied could be tried out against a stolen fingerprint; slowed by argon2
it cannot. Codes made together share a salt: one that is typed costs one digest, not ten.
"""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Sequence
from hmac import compare_digest

from argon2.low_level import Type, hash_secret_raw

from neighbourhood.foundation import settings
from neighbourhood.foundation.web.offloading import off_the_loop

# 128 bits drawn by chance, 144 bits kept: with the cost beside them, 64 letters hold it all.
_SALT, _KEPT = 16, 18


def made_of(fingerprints: Sequence[str]) -> list[str]:
    """Return what to store of codes that are made together, in their order."""
    cost, salt = settings.current().password_cost, secrets.token_bytes(_SALT)
    return off_the_loop(_digests, fingerprints, cost, salt)


def is_plain(stored: str) -> bool:
    """Tell whether `stored` is a bare fingerprint, as earlier releases kept them."""
    return "." not in stored


def find(fingerprint: str, among: Iterable[str]) -> str | None:
    """Return what is stored `among` others of the code that has this fingerprint, or None."""
    by_salt: dict[tuple[int, bytes], str] = {}
    found = None
    for stored in among:
        meant = fingerprint
        if not is_plain(stored):
            made = _how(stored)
            if made not in by_salt:
                (by_salt[made],) = off_the_loop(_digests, [fingerprint], *made)
            meant = by_salt[made]
        if compare_digest(stored, meant):
            found = stored
    return found


def _digests(fingerprints: Sequence[str], cost: int, salt: bytes) -> list[str]:
    spelled = f"a{cost}.{urlsafe_b64encode(salt).decode().rstrip('=')}"
    return [f"{spelled}.{_digest(each, cost, salt)}" for each in fingerprints]


def _digest(fingerprint: str, cost: int, salt: bytes) -> str:
    made = hash_secret_raw(
        fingerprint.encode(),
        salt,
        time_cost=2,
        memory_cost=cost * 1024,
        parallelism=1,
        hash_len=_KEPT,
        type=Type.ID,
    )
    return urlsafe_b64encode(made).decode().rstrip("=")


def _how(stored: str) -> tuple[int, bytes]:
    cost, salt, _ = stored.split(".")
    return int(cost[1:]), urlsafe_b64decode(f"{salt}==")
