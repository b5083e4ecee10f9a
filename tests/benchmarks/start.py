# ruff: noqa: T201 - a benchmark prints
"""Starting the application against a bare Flask with SQLAlchemy: time and memory, as ratios.

Run by `make bench`, or alone: `.venv/bin/python -m tests.benchmarks.start`. Each start is a process
of its own; they take turns and the medians count. The seconds are those of the processor: a start
waits for nothing, and what else the machine does is not its to pay for.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
ROUNDS = 9
SECONDS, MEGABYTES = 1.2, 110

BARE = """
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
SQLAlchemy(app)
"""
OURS = """
import app

app.create_app()
"""
# Memory is the most that was held: kilobytes, but bytes on macOS.
REPORT = """
import json, resource, sys, time

most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([time.process_time(), most / (2**20 if sys.platform == "darwin" else 2**10)]))
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        # The first start of each writes what Python compiled.
        rounds = [(_start(BARE, folder), _start(OURS, folder)) for _ in range(ROUNDS + 1)][1:]
    bare, ours = (_medians(side) for side in zip(*rounds, strict=True))
    print(
        f"start: {ours[0]:.2f} s (aim {SECONDS}), bare {bare[0]:.2f} s, "
        f"ratio {ours[0] / bare[0]:.1f}\n"
        f"memory: {ours[1]:.0f} MB (aim {MEGABYTES}), bare {bare[1]:.0f} MB, "
        f"ratio {ours[1] / bare[1]:.1f}"
    )


def _start(program: str, folder: str) -> tuple[float, float]:
    """Return the seconds and the megabytes of one start."""
    known = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    done = subprocess.run(
        [sys.executable, "-c", program + REPORT],
        cwd=ROOT,
        env={
            **known,
            "PALIER_INSTANCE": folder,
            "PYTHONPYCACHEPREFIX": f"{folder}/compiled",
            "LOG_LEVEL": "ERROR",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, megabytes = json.loads(done.stdout)
    return seconds, megabytes


def _medians(rows: tuple[tuple[float, float], ...]) -> tuple[float, float]:
    seconds, megabytes = zip(*rows, strict=True)
    return median(seconds), median(megabytes)


if __name__ == "__main__":
    main()
