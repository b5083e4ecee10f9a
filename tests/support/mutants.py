"""`make mutants`: change one thing at a time in a part of the code, and ask the tests.

`ARGS=rules` asks about one part only, `ARGS="money neighbourhood.funding.actions.using*"` about
some changes in it. mutmut changes a copy of the tree in a temporary folder
(`[tool.palier.mutants]` says what, and which tests are asked). What no test noticed is printed as a
change to the source.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from mutmut.stats import status_by_exit_code

ROOT = Path(__file__).parents[2]
LEAST = 90
NOTICED = {"killed", "timeout"}
LEFT_BEHIND = shutil.ignore_patterns(
    ".git", ".venv", "node_modules", "instance", "screenshots", "__pycache__"
)
WORKERS = str(len(os.sched_getaffinity(0)))
HEADER = "[tool.mutmut]\n"


def main(words: Sequence[str]) -> int:
    """Print each file’s score in the parts asked for; fail when one part has too low a score."""
    asked = [name for name in PARTS if name in words] or list(PARTS)
    only = [word for word in words if word not in PARTS]
    return max(int(try_part(name, only) < LEAST) for name in asked)


def try_part(name: str, only: Sequence[str]) -> float:
    """Change one part; return how many of a hundred changes were noticed."""
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(ROOT, Path(folder) / "palier", ignore=LEFT_BEHIND)
        settings = copy / "pyproject.toml"
        settings.write_text(told_of(settings.read_text(), PARTS[name]))
        mutmut(copy, "run", "--max-children", WORKERS, *only)
        told = dict(statuses(copy))
        for names in told.values():
            for change in sorted(each for each, status in names.items() if status not in NOTICED):
                print(f"\n# {names[change]}", flush=True)  # noqa: T201
                mutmut(copy, "show", change)
    print(f"\n{name}:\n{'mutants':>8} {'killed':>7} {'left':>5} {'score':>8}")  # noqa: T201
    for path, names in told.items():
        print(line(path, Counter(names.values())))  # noqa: T201
    whole = Counter(status for names in told.values() for status in names.values())
    print(line(f"all together, at least {LEAST} %", whole), flush=True)  # noqa: T201
    return score(whole)


def parts() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Return what can be changed, by name: which files, and which tests are asked."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["palier"]["mutants"]


def told_of(settings: str, part: Mapping[str, Sequence[str]]) -> str:
    """Write a part among the settings of mutmut; a list in JSON is one in TOML."""
    told = (
        f"only_mutate = {json.dumps(part['only_mutate'])}\n"
        f"pytest_add_cli_args_test_selection = {json.dumps(part['tests'])}\n"
    )
    return settings.replace(HEADER, HEADER + told)


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


PARTS = parts()

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
