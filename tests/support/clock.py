"""The one way tests change time."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine


@pytest.fixture
def move_clock() -> Iterator[Callable[..., None]]:
    """Make it later, for everything in this process: `move_clock(days=91)`."""
    with time_machine.travel(datetime.now(UTC), tick=True) as traveller:

        def move(**by: float) -> None:
            traveller.shift(timedelta(**by))

        yield move
