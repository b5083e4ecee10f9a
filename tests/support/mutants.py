"""`make mutants`: change one thing at a time in what decides about people, and ask the tests.

mutmut changes a copy of the tree in a temporary folder (`[tool.mutmut]` says what, and which tests
are asked). What no test noticed is printed as a change to the source.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from mutmut.stats import status_by_exit_code

ROOT = Path(__file__).parents[2]
LEAST = 90
NOTICED = {"killed", "timeout"}
LEFT_BEHIND = shutil.ignore_patterns(
    ".git", ".venv", "node_modules", "instance", "screenshots", "__pycache__"
)
WORKERS = str(len(os.sched_getaffinity(0)))


def main() -> int:
    """Print each file’s score, and fail when that of all together is too low."""
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(ROOT, Path(folder) / "palier", ignore=LEFT_BEHIND)
        mutmut(copy, "run", "--max-children", WORKERS, *sys.argv[1:])
        told = dict(statuses(copy))
        for names in told.values():
            for name in sorted(name for name, status in names.items() if status not in NOTICED):
                print(f"\n# {names[name]}", flush=True)  # noqa: T201
                mutmut(copy, "show", name)
    print(f"\n{'mutants':>8} {'killed':>7} {'left':>5} {'score':>8}")  # noqa: T201
    for path, names in told.items():
        print(line(path, Counter(names.values())))  # noqa: T201
    whole = Counter(status for names in told.values() for status in names.values())
    print(line(f"all together, at least {LEAST} %", whole))  # noqa: T201
    return int(score(whole) < LEAST)


def mutmut(copy: Path, *words: str) -> None:
    subprocess.run([sys.executable, "-m", "mutmut", *words], cwd=copy, check=True)


def statuses(copy: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each changed file, and what became of each change; one not asked about counts not."""
    for meta in sorted((copy / "mutants").rglob("*.py.meta")):
        codes = json.loads(meta.read_text())["exit_code_by_key"]
        names = {
            name: status_by_exit_code[code] for name, code in codes.items() if code is not None
        }
        if names:
            yield str(meta.relative_to(copy / "mutants").with_suffix("")), names


def line(name: str, of: Counter[str]) -> str:
    killed = noticed(of)
    return f"{of.total():8} {killed:7} {of.total() - killed:5} {score(of):6.1f} %  {name}"


def noticed(of: Counter[str]) -> int:
    return sum(of[status] for status in NOTICED)


def score(of: Counter[str]) -> float:
    return 100 * noticed(of) / of.total() if of else 0


if __name__ == "__main__":
    sys.exit(main())
