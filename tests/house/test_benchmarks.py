"""What is measured against a bare database still writes what that database takes."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_promises_can_still_be_measured():
    command = [sys.executable, "-m", "tests.benchmarks.pledges", "briefly"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(": ratio ") == 2
