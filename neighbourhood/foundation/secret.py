"""The key that signs sessions and tokens: given, or made once and kept beside the data."""

import os
import secrets
from pathlib import Path

from neighbourhood.foundation.environment import SettingsError

SHORTEST = 32


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
    return key


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
