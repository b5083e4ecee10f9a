"""Writes the mapped file of streets from the tables: one builder at a time on a machine.

As a program of its own (`python -m neighbourhood.places.building`) it is told on its standard
input where the database and the file are: a server that starts it answers meanwhile, and keeps
none of the memory that it takes.
"""

import fcntl
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, select

from neighbourhood.foundation.settings import ROOT
from neighbourhood.places import engraving, queries
from neighbourhood.places.atlas import Atlas, readable
from neighbourhood.places.engraving import Spot
from neighbourhood.places.models import Address, Quartier, Street

PAUSE = 0.05


def start(url: str, path: Path) -> "subprocess.Popen[str]":
    """Start a builder; the address of the database may hold a password: no argument shows it."""
    command = [sys.executable, "-m", "neighbourhood.places.building"]
    running = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, text=True)  # noqa: S603
    if running.stdin is not None:
        with running.stdin as where:
            json.dump({"url": url, "path": str(path)}, where)
    return running


def build(connection: Connection, path: Path) -> Atlas | None:
    """Write the file as the tables are, unless another builder has just done so; return it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _alone(path):
        stamp = told(queries.last_redrawn(connection))
        found = readable(path)
        if found is None or found.stamp != stamp:
            _sweep(path)
            engraving.write(path, stamp, _spots(connection), _doors(connection))
            found = readable(path)
    return found


def told(stamp: queries.Stamp) -> list[object]:
    """Return a stamp as the file tells it."""
    count, moment, newest = stamp
    return [count, moment and moment.isoformat(), newest]


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Wait until no other builder is at work; looking from time to time lets others run."""
    with path.with_name(f"{path.name}.lock").open("w") as lock:
        while not _taken(lock):
            time.sleep(PAUSE)
        yield


def _taken(lock: Any) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _sweep(path: Path) -> None:
    """Take away what builders that were killed have left."""
    for left in path.parent.glob(f"{path.name}.*.new"):
        left.unlink(missing_ok=True)


def _spots(connection: Connection) -> list[Spot]:
    s = Street.__table__.c
    chosen = select(s.insee, s.name, s.postcode, s.town, s.lat, s.lon)
    return [Spot(*row) for row in connection.execute(chosen)]


def _doors(connection: Connection) -> Iterator[Any]:
    door = Address.__table__.c
    chosen = select(
        door.insee, door.street, door.postcode, door.number, door.suffix, door.key,
        door.lat, door.lon, Quartier.name,
    ).outerjoin(Quartier, Quartier.id == door.quartier_id)  # fmt: skip
    ordered = chosen.where(door.retired_at.is_(None)).order_by(
        door.insee, door.street, door.postcode
    )
    return map(tuple, connection.execute(ordered, execution_options={"yield_per": 5000}))


def main() -> None:
    """Build what standard input says, as the tables are at one instant."""
    where = json.load(sys.stdin)
    engine = create_engine(where["url"])
    is_file = engine.dialect.name == "sqlite"
    isolation = {} if is_file else {"isolation_level": "REPEATABLE READ"}
    with engine.connect().execution_options(**isolation) as connection:
        if is_file:
            connection.exec_driver_sql("BEGIN")
        build(connection, Path(where["path"]))


if __name__ == "__main__":
    main()
