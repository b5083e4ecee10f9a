"""Known holes of the libraries we run with: `python -m tests.support.audit`, part of `make lint`.

What asks is pip-audit and npm; this decides. A hole stops; an exception of
advisories.csv
that is not over lets it pass; where nobody can be asked, one line says so and nothing stops.
"""

import csv
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
EXCEPTIONS = ROOT / "docs" / "security" / "advisories.csv"
PATIENCE_SECONDS = 60
# Each request of theirs waits no longer than this.
PYTHON = (
    "pip-audit", "--requirement", "requirements/run.lock", "--require-hashes", "--disable-pip",
    "--format", "json", "--progress-spinner", "off", "--timeout", "4",
)  # fmt: skip
SCRIPTS = (
    "npm", "audit", "--omit=dev", "--json", "--fetch-timeout=4000", "--fetch-retries=0",
)  # fmt: skip

Holes = Iterator[tuple[str, str]]


class Unreachable(Exception):
    """Nobody could be asked."""


def ask(command: Sequence[str]) -> Any:
    """Run a program that answers in JSON; its exit code says less than its answer."""
    program = shutil.which(command[0])
    if program is None:
        raise Unreachable(f"{command[0]} is not installed")
    try:
        done = subprocess.run(
            [program, *command[1:]],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        return json.loads(done.stdout)
    except (OSError, subprocess.TimeoutExpired, ValueError):
        raise Unreachable(f"{command[0]} got no answer") from None


def holes_of_python(answer: Any) -> Holes:
    """Yield library and advisory; an index without advisories knows none of the libraries."""
    checked = [one for one in answer.get("dependencies", ()) if "skip_reason" not in one]
    if not checked:
        raise Unreachable("the index of Python has no advisories here")
    for library in checked:
        yield from ((library["name"], hole["id"]) for hole in library["vulns"])


def holes_of_scripts(answer: Any) -> Holes:
    """Yield package and advisory; what only inherits a hole is named by whom it comes from."""
    if "vulnerabilities" not in answer:
        raise Unreachable("the registry of npm has no advisories here")
    for package, found in answer["vulnerabilities"].items():
        for cause in found["via"]:
            if isinstance(cause, dict):
                yield package, cause["url"].rpartition("/")[2]


def excepted(today: date) -> set[tuple[str, str]]:
    """Return the holes that do not concern us, as somebody said until a day not yet over."""
    with EXCEPTIONS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        (row["package"], row["advisory"])
        for row in rows
        if row["why"] and date.fromisoformat(row["until"]) >= today
    }


ASKED: tuple[tuple[Sequence[str], Callable[[Any], Holes]], ...] = (
    (PYTHON, holes_of_python),
    (SCRIPTS, holes_of_scripts),
)


def main() -> int:
    """Return 1 when a library has a known hole."""
    passed, found = excepted(datetime.now(UTC).date()), []
    for command, holes_in in ASKED:
        try:
            found += [hole for hole in holes_in(ask(command)) if hole not in passed]
        except Unreachable as nobody:
            sys.stdout.write(f"known holes were not asked for: {nobody}\n")
    for package, advisory in found:
        sys.stdout.write(f"{package} has a known hole, {advisory}: take a newer one (make lock)\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
