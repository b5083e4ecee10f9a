"""`make bench`: every benchmark, one after the other, each in a process of its own."""

import subprocess
import sys

NAMES = (
    "start", "places", "million", "autocompletion", "mapped", "feed", "chat", "chat_long",
    "pledges", "letters", "mixed", "malice", "intake", "matching", "cards",
)  # fmt: skip

for name in NAMES:
    print(f"\n# {name}", flush=True)  # noqa: T201
    subprocess.run([sys.executable, "-m", f"tests.benchmarks.{name}"], check=True)
