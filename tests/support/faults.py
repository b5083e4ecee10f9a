"""`make faults`: what tests of money try a little, tried for long.

Messages of the bank in 5,000 orders, 100 rounds of sixteen who give at once on both databases, and
a process killed at every line in which money changes.
"""

import os
import subprocess
import sys

TRIES = {"EXAMPLES": "5000", "ROUNDS": "100", "STRIDE": "1"}
TESTS = [f"tests/neighbourhood/funding/test_{name}.py" for name in ("orders", "crowds", "killed")]


def main() -> int:
    """Run the tests that know how to try for longer; return whether one failed."""
    env = {**os.environ, **{f"PALIER_TRY_{name}": value for name, value in TRIES.items()}}
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadgroup", "--durations=0"]
    return subprocess.run([*command, *TESTS, *sys.argv[1:]], env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
