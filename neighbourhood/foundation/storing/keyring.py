"""The keys that seal: several, in a file outside the database; the newest seals, all open.

The file is written whole or not at all, for its owner alone, and read again by every process as
soon as it has changed. It is made the first time something is to be sealed, unless the database
holds sealed values already: then the right file is missing, and another would hide that.
"""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from flask import current_app

from neighbourhood.foundation import settings
from neighbourhood.foundation.environment import SettingsError
from neighbourhood.foundation.storing import columns
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.files import MINE_ALONE, put

_READ = "palier.keyring"
_BYTES = 32
Seen = tuple[Path, int, int, int]


class KeyMissing(SettingsError):
    """What is sealed cannot be opened here; the message says which file would open it."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key; `name` stands before what it sealed."""

    name: str
    made_at: datetime
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Keyring:
    """The keys, the newest last, and the one of the blind indexes, which stays."""

    blind: str = field(repr=False)
    keys: tuple[Key, ...]

    @property
    def newest(self) -> Key:
        """The one that seals."""
        return self.keys[-1]

    def named(self, name: str) -> Key:
        """Return the key of a sealed value."""
        for key in self.keys:
            if key.name == name:
                return key
        raise KeyMissing(
            f"The database holds values sealed under the key {name}, which is not in "
            f"{path()}: put back the file of keys that belongs to this database."
        )


def path() -> Path:
    """Return where the keys are."""
    return settings.current().keys


def current() -> Keyring:
    """Return the keys as the file has them now; the first ones are made here."""
    seen = _seen()
    kept: tuple[Seen, Keyring] | None = current_app.extensions.get(_READ)
    if kept is not None and kept[0] == seen:
        return kept[1]
    if seen is None:
        create()
    return _read()


def is_there() -> bool:
    """Tell whether the keys can be read, or nothing needs any yet; makes none."""
    return not _is_lost() if _seen() is None else bool(current().keys)


def create() -> bool:
    """Make the file with a first key; False when it is there, never in the place of a lost one."""
    with _alone():
        if path().exists():
            return False
        if _is_lost():
            raise KeyMissing(
                f"{path()} is missing, and the database holds values that only its keys open: put "
                "back the file of keys that belongs to this database (KEYS_FILE says where)."
            )
        _write(Keyring(blind=secrets.token_hex(_BYTES), keys=(_new_key(),)))
    return True


def add(after: str) -> Key:
    """Add a key, unless another than `after` is the newest by now; return the newest."""
    with _alone():
        ring = _read()
        if ring.newest.name == after:
            _write(replace(ring, keys=(*ring.keys, _new_key())))
        return _read().newest


def drop(names: set[str]) -> None:
    """Drop keys for good, never the newest."""
    with _alone():
        ring = _read()
        left = tuple(key for key in ring.keys if key.name not in names or key is ring.newest)
        _write(replace(ring, keys=left))


def _is_lost() -> bool:
    """Tell whether a file that is not there was there: for this process, or for the database."""
    kept: tuple[Seen, Keyring] | None = current_app.extensions.get(_READ)
    return (kept is not None and kept[0][0] == path()) or columns.is_anything_sealed()


def _new_key() -> Key:
    name = secrets.token_hex(columns.NAME_LENGTH // 2)
    return Key(name, now(), secrets.token_hex(_BYTES))


def _seen() -> Seen | None:
    try:
        return _marks(path().stat())
    except FileNotFoundError:
        return None


def _marks(stat: os.stat_result) -> Seen:
    return path(), stat.st_ino, stat.st_mtime_ns, stat.st_size


def _read() -> Keyring:
    with path().open(encoding="utf-8") as file:
        seen = _marks(os.fstat(file.fileno()))
        try:
            said = json.load(file)
            keys = [Key(one["name"], _moment(one["made_at"]), one["key"]) for one in said["keys"]]
            ring = Keyring(blind=said["blind"], keys=tuple(keys))
            _ = ring.newest
        except (ValueError, KeyError, TypeError, IndexError):
            raise KeyMissing(f"{path()} is damaged: put back a copy of it.") from None
    current_app.extensions[_READ] = seen, ring
    return ring


def _moment(said: str) -> datetime:
    return datetime.fromisoformat(said)


def _write(ring: Keyring) -> None:
    keys = [
        {"name": key.name, "made_at": key.made_at.isoformat(), "key": key.secret}
        for key in ring.keys
    ]
    said = json.dumps({"blind": ring.blind, "keys": keys}, indent=1)
    put(path(), said.encode())


@contextmanager
def _alone() -> Iterator[None]:
    """Keep other processes from changing the file at the same time."""
    path().parent.mkdir(parents=True, exist_ok=True)
    beside = path().with_name(f".{path().name}.lock")
    with os.fdopen(os.open(beside, os.O_RDWR | os.O_CREAT, MINE_ALONE)) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
