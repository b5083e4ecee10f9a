"""A file that is there whole, or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MINE_ALONE = 0o600


@contextmanager
def in_place(path: Path, content: bytes) -> Iterator[None]:
    """Put `content` at `path`, for its owner alone; the former file is back if the work fails.

    It is written beside and reaches the disk first: a full disk leaves everything as it was.
    """
    beside, former = (path.with_name(f".{path.name}.{word}") for word in ("new", "former"))
    try:
        _write(beside, content)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    if path.exists():
        path.replace(former)
    beside.replace(path)
    try:
        yield
    except BaseException:
        path.unlink()
        if former.exists():
            former.replace(path)
        raise
    former.unlink(missing_ok=True)


def put(path: Path, content: bytes) -> None:
    """Put `content` at `path` in one step, for its owner alone: nobody ever finds no file."""
    beside = path.with_name(f".{path.name}.new")
    _write(beside, content)
    beside.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _write(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, MINE_ALONE), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
