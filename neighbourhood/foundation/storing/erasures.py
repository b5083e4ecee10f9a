"""The journal of erasures: outside the database, so that no backup brings anybody back.

One line each: the number of the account, when, and what tells it from a later account of the same
number. It is only ever written at its end, and names nobody.
"""

import json
import os
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from neighbourhood.foundation import settings
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.files import MINE_ALONE

_FLAGS = os.O_WRONLY | os.O_APPEND | os.O_CREAT


def path() -> Path:
    """Return where the journal is."""
    return settings.current().instance / "erasures.jsonl"


def write(number: int, mark: str) -> None:
    """Add an account to the journal, once; on the disk before this returns."""
    if mark in listed().get(number, ()):
        return
    line = json.dumps({"account": number, "mark": mark, "at": now().isoformat()}) + "\n"
    is_new = not path().exists()
    with os.fdopen(os.open(path(), _FLAGS, MINE_ALONE), "ab") as file:
        # A line cut short by a power failure ends here, and spoils no other.
        file.write(f"\n{line}".encode() if _is_cut_short() else line.encode())
        file.flush()
        os.fsync(file.fileno())
    if is_new:
        _keep_name()


def listed() -> Mapping[int, set[str]]:
    """Return the marks of erased accounts, by number; a line cut short is none."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    if path().exists():
        for line in path().read_text().splitlines():
            try:
                row = json.loads(line)
                found[int(row["account"])].add(str(row["mark"]))
            except (ValueError, KeyError, TypeError):
                continue
    return found


def _is_cut_short() -> bool:
    written = path().read_bytes()
    return bool(written) and not written.endswith(b"\n")


def _keep_name() -> None:
    # The folder says that there is a file: it is to reach the disk too.
    folder = os.open(path().parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
