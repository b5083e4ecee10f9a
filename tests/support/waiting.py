"""The one way tests wait: look again until it is there, never longer than said."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
PAUSE_SECONDS = 0.05


def until(found: Callable[[], T | None], *, seconds: float = 30, otherwise: str = "") -> T:
    """Return what `found` gives as soon as it gives something; fail when the time is up."""
    deadline = time.monotonic() + seconds
    while not (there := found()):
        if time.monotonic() > deadline:
            raise TimeoutError(f"{otherwise or 'nothing came'} after {seconds:g} s")
        time.sleep(PAUSE_SECONDS)
    return there
