"""`make faults`: what tests of money and of races try a little, tried for long.

Messages of the bank in 5,000 orders, 100 rounds of sixteen who give at once on both databases, and
a process killed at every line in which money changes; then all who meet at a barrier, one of them a
second ahead of the others or behind them.
"""

import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

TRIES = {"EXAMPLES": "5000", "ROUNDS": "100", "STRIDE": "1"}
TESTS = [f"tests/neighbourhood/funding/test_{name}.py" for name in ("orders", "crowds", "killed")]
AHEAD = ("the last", "but the last")


def main() -> int:
    """Run the tests that know how to try for longer; return whether one failed."""
    uneven = ["-p", "tests.support.uneven", *_meetings()]
    runs = [(TESTS, TRIES), *((uneven, {"UNEVEN": who}) for who in AHEAD)]
    return max(_run(tests, tries) for tests, tries in runs)


def _meetings() -> Iterable[str]:
    """The tests in which several threads meet."""
    for path in sorted(Path("tests").rglob("test_*.py")):
        if "Barrier(" in path.read_text() or "Meeting(" in path.read_text():
            yield str(path)


def _run(tests: Iterable[str], tries: Mapping[str, str]) -> int:
    env = {**os.environ, **{f"PALIER_TRY_{name}": value for name, value in tries.items()}}
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadgroup", "--durations=0"]
    return subprocess.run([*command, *tests, *sys.argv[1:]], env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
