"""Write the mapped file of streets, and die after each line in turn; print what stands there then.

A small process of its own: to fork the one of the tests copies all that they hold.
"""

import json
import os
import sys
from pathlib import Path

from neighbourhood.places import engraving
from neighbourhood.places.atlas import Atlas
from neighbourhood.places.engraving import Spot

SPOTS = [Spot("75120", f"Rue du {name}", "75020", "Paris", 48.8, 2.4) for name in ("Jour", "Nord")]


def main(path: Path) -> None:
    """Print the stamp of the file found after each death, and of the one written in the end."""
    seen: list[str] = []
    engraving.write(path, "old", SPOTS[:1], [])
    while killed_after(len(seen), path):
        found = Atlas(path)
        found.check()
        seen.append(found.stamp)
    print(json.dumps([*seen, Atlas(path).stamp]))  # noqa: T201


def killed_after(lines: int, path: Path) -> bool:
    """Write the file in a process that dies after so many lines; tell whether it died."""
    child = os.fork()
    if child == 0:
        left = [lines]

        def step(frame, _event, _arg):
            if Path(frame.f_code.co_filename).name != "engraving.py":
                return None
            left[0] -= 1
            if left[0] < 0:
                os._exit(9)
            return step

        sys.settrace(step)
        engraving.write(path, "new", SPOTS, [])
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


if __name__ == "__main__":
    main(Path(sys.argv[1]))
