"""`make bench`: every benchmark, one after the other, each in a process of its own."""

import subprocess
import sys

for name in ("start", "places", "autocompletion", "feed", "chat", "letters", "mixed", "malice"):
    print(f"\n# {name}", flush=True)  # noqa: T201
    subprocess.run([sys.executable, "-m", f"tests.benchmarks.{name}"], check=True)
