"""Counts kept in the memory of one process."""

import time

from limits.storage import MemoryStorage

# A count that is over counts as nothing from its moment on: dropping it only gives room back.
PAUSE = 5.0


class Unhurried(MemoryStorage):
    """Goes through all that is counted every few seconds, not a hundred times in each of them.

    One line of chat is a count that is kept for a week: a walk over all of them, at each line,
    would take more time than the lines do.
    """

    STORAGE_SCHEME = ["unhurried"]

    _looked = 0.0

    def _MemoryStorage__schedule_expiry(self) -> None:  # noqa: N802 - its name outside its class
        moment = time.monotonic()
        if moment - self._looked >= PAUSE:
            self._looked = moment
            super()._MemoryStorage__schedule_expiry()  # type: ignore[misc]
