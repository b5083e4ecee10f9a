"""Where the mapped file of streets is kept, and when it is written again."""

import fcntl
import hashlib
import logging
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select

from neighbourhood.foundation import settings
from neighbourhood.foundation.storing.database import db
from neighbourhood.places import engraving, queries
from neighbourhood.places.atlas import Atlas, BrokenError
from neighbourhood.places.engraving import Spot
from neighbourhood.places.models import Address, Quartier, Street

log = logging.getLogger(__name__)

_open: WeakKeyDictionary[Engine, Atlas] = WeakKeyDictionary()
_folders: WeakKeyDictionary[Engine, tempfile.TemporaryDirectory[str]] = WeakKeyDictionary()


def atlas() -> Atlas:
    """Return the streets as they are since a town was last redrawn."""
    stamp = _stamp()
    held = _open.get(db.engine)
    if held is None or held.stamp != stamp:
        held = _open[db.engine] = _read(stamp) or _written(stamp)
    return held


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
        if url.database and url.database != ":memory:" and not url.database.startswith("file:"):
            return Path(f"{url.database}.streets")
        if db.engine not in _folders:
            _folders[db.engine] = tempfile.TemporaryDirectory(prefix="palier-streets-")
        return Path(_folders[db.engine].name) / "streets"
    name = hashlib.sha256(f"{url.host}:{url.port}/{url.database}".encode()).hexdigest()[:16]
    return settings.current().instance / f"{name}.streets"


def _beside(kind: str) -> Path:
    return path().with_name(f"{path().name}.{kind}")


def _noted() -> str:
    try:
        return _beside("checked").read_text()
    except OSError:
        return ""


def _note(found: Atlas) -> None:
    _beside("checked").write_text(str(found.identity))


def _stamp() -> list[object]:
    count, moment, newest = queries.last_redrawn()
    return [count, moment and moment.isoformat(), newest]


def _read(stamp: object) -> Atlas | None:
    try:
        found = Atlas(path())
        if found.stamp != stamp:
            return None
        # Whole only once: the file that was read through is told by its inode, size and date.
        if _noted() != str(found.identity):
            found.check()
            _note(found)
    except FileNotFoundError:
        return None
    except (BrokenError, ValueError, KeyError, IndexError):
        log.warning("the file of streets was damaged: it is written again")
        return None
    return found


def _written(stamp: object) -> Atlas:
    """Write the file, one process at a time; the others wait and find it done."""
    path().parent.mkdir(parents=True, exist_ok=True)
    with _beside("lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        found = _read(stamp)
        if found is None:
            engraving.write(path(), stamp, _spots(), _doors())
            found = Atlas(path())
            _note(found)
    return found


def _spots() -> list[Spot]:
    s = Street.__table__.c
    return [
        Spot(*row)
        for row in db.session.execute(select(s.insee, s.name, s.postcode, s.town, s.lat, s.lon))
    ]


def _doors() -> Iterator[Any]:
    door = Address.__table__.c
    chosen = select(
        door.insee, door.street, door.postcode, door.number, door.suffix, door.key,
        door.lat, door.lon, Quartier.name,
    ).outerjoin(Quartier, Quartier.id == door.quartier_id)  # fmt: skip
    ordered = chosen.where(door.retired_at.is_(None)).order_by(
        door.insee, door.street, door.postcode
    )
    return map(tuple, db.session.execute(ordered.execution_options(yield_per=5000)))
