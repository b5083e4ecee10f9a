"""Those who meet at a barrier do not go on together: one of them is a second ahead, or behind.

A plugin of `make faults`. Of two who meet there, no test may depend on who is quicker: whoever
takes a lock away to see the race has them read all before they meet, and write after it.
"""

import os
import threading
import time

LATE_SECONDS = 1.2
_wait = threading.Barrier.wait


def _unevenly(barrier: threading.Barrier, timeout: float | None = None) -> int:
    """Let all `but the last` who arrived, or `the last` alone, go on before the others."""
    rank = _wait(barrier, timeout)
    came_last = rank == barrier.parties - 1
    if came_last == (os.environ["PALIER_TRY_UNEVEN"] == "but the last"):
        time.sleep(LATE_SECONDS)
    return rank


threading.Barrier.wait = _unevenly  # type: ignore[method-assign]
