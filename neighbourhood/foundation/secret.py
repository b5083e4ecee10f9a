"""The key that signs sessions and tokens: given, or made once and kept beside the data."""

import os
import secrets
import stat
from pathlib import Path

from neighbourhood.foundation.environment import SettingsError

SHORTEST = 32
# 32 signs of hexadecimal drawn by chance show fewer than 8 different ones once in a million keys.
FEWEST_SIGNS = 8
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def secret_key(given: str | None, folder: Path, *, secure: bool) -> str:
    """Return the key to use; a site on the open web must choose its own."""
    if given is None and secure:
        raise SettingsError(
            "SECRET_KEY is missing: a site served over https needs its own, kept secret; "
            "make one with: python -c 'import secrets; print(secrets.token_urlsafe(48))'",
        )
    key = given or _kept(folder / "secret.key")
    if len(key) < SHORTEST:
        raise SettingsError(f"SECRET_KEY is too short: use {SHORTEST} characters or more.")
    if secure and is_guessed(key):
        raise SettingsError(
            "SECRET_KEY repeats a few characters, anybody could guess it; "
            "make one with: python -c 'import secrets; print(secrets.token_urlsafe(48))'",
        )
    return key


def is_guessed(key: str) -> bool:
    """Tell whether `key` is one sign or word over and over; chance alone never makes it so."""
    folded = key.casefold()
    if len(set(folded)) < FEWEST_SIGNS:
        return True
    return any(_repeats(folded, size) for size in range(1, len(folded) // 2 + 1))


def is_open(path: Path) -> bool:
    """Tell whether a file may be read by others than its owner."""
    return path.exists() and bool(path.stat().st_mode & _OTHERS)


def _repeats(text: str, size: int) -> bool:
    return text == (text[:size] * (len(text) // size + 1))[: len(text)]


def _kept(path: Path) -> str:
    # Several processes may start at once: whoever links first decides, nobody reads half a key.
    if not path.exists():
        draft = path.with_name(f".secret.{os.getpid()}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            path.hardlink_to(draft)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
