"""Where the mapped file of streets is kept, and when it is written again."""

import hashlib
import logging
import subprocess
import tempfile
from pathlib import Path
from weakref import WeakKeyDictionary

from flask import current_app
from sqlalchemy import Engine

from neighbourhood.foundation import settings
from neighbourhood.foundation.storing.database import db
from neighbourhood.places import building, queries
from neighbourhood.places.atlas import Atlas, readable, stands_at
from neighbourhood.places.policies import SearchBeingPrepared

log = logging.getLogger(__name__)

_SERVING = "palier.streets_while_serving"

_open: WeakKeyDictionary[Engine, Atlas] = WeakKeyDictionary()
_folders: WeakKeyDictionary[Engine, tempfile.TemporaryDirectory[str]] = WeakKeyDictionary()
_builders: WeakKeyDictionary[Engine, "subprocess.Popen[str]"] = WeakKeyDictionary()


def atlas() -> Atlas:
    """Return the streets as they are since a town was last redrawn.

    A server never waits for them: while another process writes them, it answers from the older
    file, or says that there is none yet.
    """
    stamp = building.told(queries.last_redrawn())
    held = _open.get(db.engine)
    if held is not None and held.stamp == stamp:
        return held
    held = _newest(held)
    if held is None or held.stamp != stamp:
        held = _meanwhile(held) if current_app.extensions.get(_SERVING) else _built()
    _open[db.engine] = held
    return held


def bring_up_to_date() -> None:
    """Write the file now when it is not what the tables say; nobody waits for it later."""
    db.session.rollback()
    atlas()


def before_serving() -> None:
    """Have the file brought up to date, and from now on written beside while others are answered.

    In a process of its own, so that a server keeps nothing of the memory that it takes.
    """
    if _is_on_disk() and _builder().wait():
        log.warning("the file of streets could not be written: it is tried again at a search")
    current_app.extensions[_SERVING] = _is_on_disk()


def _newest(held: Atlas | None) -> Atlas | None:
    if held is not None and stands_at(held, path()):
        return held
    return readable(path())


def _built() -> Atlas:
    found = building.build(db.session.connection(), path())
    if found is None:
        raise SearchBeingPrepared
    return found


def _meanwhile(older: Atlas | None) -> Atlas:
    _builder()
    if older is None:
        raise SearchBeingPrepared
    return older


def _builder() -> "subprocess.Popen[str]":
    """Return the builder at work; one of this process at a time, one of the machine by its lock."""
    running = _builders.get(db.engine)
    if running is None or running.poll() is not None:
        url = db.engine.url.render_as_string(hide_password=False)
        running = _builders[db.engine] = building.start(url, path())
    return running


def _is_on_disk() -> bool:
    url = db.engine.url
    if url.get_backend_name() != "sqlite":
        return True
    database = url.database or ":memory:"
    return database != ":memory:" and not database.startswith("file:")


def forget(*, broken: bool = False) -> None:
    """Close the file; take it away when what it holds makes no sense."""
    _open.pop(db.engine, None)
    if broken:
        log.warning("the file of streets was damaged: it is written again")
        path().unlink(missing_ok=True)


def path() -> Path:
    """Return where the file stands: beside the database, or on this machine for a server's."""
    url = db.engine.url
    if url.get_backend_name() == "sqlite":
        if _is_on_disk():
            return Path(f"{url.database}.streets")
        if db.engine not in _folders:
            _folders[db.engine] = tempfile.TemporaryDirectory(prefix="palier-streets-")
        return Path(_folders[db.engine].name) / "streets"
    name = hashlib.sha256(f"{url.host}:{url.port}/{url.database}".encode()).hexdigest()[:16]
    return settings.current().instance / f"{name}.streets"
