"""Papers that leave by post: a desk takes them to the printer in batches, then notes which left."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from neighbourhood.foundation.storing.clock import now

BATCH = 100


class Posted(Protocol):
    """A row that is printed before it is posted."""

    id: int
    printed_at: datetime | None
    posted_at: datetime | None


L = TypeVar("L", bound=Posted)


def take_to_printer(waiting: Sequence[Posted]) -> int:
    """Note that the first of these held rows are printed; return how many are at the printer."""
    batch = waiting[:BATCH]
    for paper in batch:
        paper.printed_at = paper.printed_at or now()
    return len(batch)


def note_posted(waiting: Sequence[L], ids: Collection[int]) -> list[L]:
    """Note that those of `ids` left, if they were printed; return them."""
    gone = [paper for paper in waiting if paper.printed_at and paper.id in ids]
    for paper in gone:
        paper.posted_at = now()
    return gone
