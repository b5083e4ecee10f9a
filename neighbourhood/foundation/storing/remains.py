"""What an erasure still has to drop outside the database: kept sealed until all of it is gone.

The rows of whoever is erased know no more how they were called, and which files were theirs: cut
short after the commit, the rest of their erasure follows from here.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from neighbourhood.foundation import settings
from neighbourhood.foundation.storing.files import in_place
from neighbourhood.foundation.storing.sealing import seal, unseal
from neighbourhood.foundation.words.blotting import Traces

_PURPOSE = "remains"


@dataclass(frozen=True, kw_only=True)
class Remains:
    """Of one account: its files, how it was called, and where a last word is to be sent."""

    number: int
    mark: str
    since: datetime
    files: tuple[str, ...]
    traces: Traces
    mailbox: str | None = None
    language: str = "fr"


def keep(remains: Remains) -> None:
    """Keep what remains of an account; on the disk before this returns."""
    path = _path(remains.number, remains.mark)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with in_place(path, seal(_PURPOSE, _written(remains)).encode()):
        pass


def drop(number: int, mark: str) -> None:
    """Forget it: all of it is gone."""
    _path(number, mark).unlink(missing_ok=True)


def of(number: int, mark: str) -> Remains | None:
    """Return what remains of an account, None when nothing does."""
    return _read(_path(number, mark))


def standing() -> list[tuple[int, str]]:
    """Return the number and the mark of each account of which something remains."""
    named = (path.stem.partition("-") for path in sorted(_folder().glob("*.sealed")))
    return [(int(number), mark) for number, _dash, mark in named]


def _folder() -> Path:
    return settings.current().instance / "erasing"


def _path(number: int, mark: str) -> Path:
    return _folder() / f"{number}-{mark}.sealed"


def _written(remains: Remains) -> str:
    traces = remains.traces
    row = {
        **vars(remains),
        "since": remains.since.isoformat(),
        "traces": [sorted(traces.names), sorted(traces.words), sorted(traces.called)],
    }
    return json.dumps(row, ensure_ascii=False)


def _read(path: Path) -> Remains | None:
    if not path.exists():
        return None
    unsealed = unseal(_PURPOSE, path.read_text())
    if unsealed is None:
        return None
    row = json.loads(unsealed)
    names, words, called = map(frozenset, row.pop("traces"))
    return Remains(
        **{
            **row,
            "since": datetime.fromisoformat(row["since"]),
            "files": tuple(row["files"]),
            "traces": Traces(names=names, words=words, called=called),
        }
    )
