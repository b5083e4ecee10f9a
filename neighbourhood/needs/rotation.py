"""Which few needs are shown beside other pages: each in its turn, by age and gap, never by story.

Those that miss the least stand in line, the oldest first where they miss as much. Each day the
line begins that many places further: whoever waits long enough is shown, whatever is written, and
anybody can tell which comes when.
"""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

T = TypeVar("T")


def turn(line: Sequence[T], day: date, shown: int) -> Sequence[T]:
    """Return which `shown` of those in line are shown on a day: all of them where there are few."""
    if len(line) <= shown:
        return line
    first = day.toordinal() * shown % len(line)
    return [line[(first + place) % len(line)] for place in range(shown)]
