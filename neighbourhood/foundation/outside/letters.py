"""Papers that leave by post: a desk prints them in batches, notes which left, which came back."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar

from neighbourhood.foundation.outside import paper
from neighbourhood.foundation.storing.clock import now

BATCH = 100
# Those posted lately are listed: so long, and so many.
LATELY = timedelta(days=30)
MOST_LISTED = 50


class Posted(Protocol):
    """A row that is printed before it is posted, and may come back."""

    id: int
    printed_at: datetime | None
    posted_at: datetime | None
    returned_at: datetime | None


L = TypeVar("L", bound=Posted)


@dataclass(frozen=True, slots=True)
class Stopped(Generic[L]):
    """A paper that is not printed, and the signs of it that no face of ours has."""

    paper: L
    signs: str


@dataclass(frozen=True, slots=True)
class Queue(Generic[L]):
    """What waits at a desk: to be printed, to be posted, and what cannot be printed."""

    fresh: list[L]
    printed: list[L]
    stopped: list[Stopped[L]]


def sort_out(waiting: Sequence[L], written_on: Callable[[L], object]) -> Queue[L]:
    """Sort rows by what is to be done; `written_on` tells what names a paper bears."""
    stopped = _stopped(waiting, written_on)
    kept_back = {one.paper.id for one in stopped}
    able = [paper for paper in waiting if paper.id not in kept_back]
    return Queue(
        fresh=[one for one in able if not one.printed_at],
        printed=[one for one in able if one.printed_at][:BATCH],
        stopped=stopped,
    )


def _stopped(waiting: Sequence[L], written_on: Callable[[L], object]) -> list[Stopped[L]]:
    # Most often none: all are asked about at once, and one by one only then.
    if not paper.unwritten([written_on(one) for one in waiting]):
        return []
    asked = [Stopped(one, paper.unwritten(written_on(one))) for one in waiting]
    return [one for one in asked if one.signs]


def take_to_printer(waiting: Sequence[L], written_on: Callable[[L], object]) -> int:
    """Note that the first of these held rows are printed; return how many are at the printer."""
    queue = sort_out(waiting, written_on)
    batch = [*queue.printed, *queue.fresh][:BATCH]
    for one in batch:
        one.printed_at = one.printed_at or now()
    return len(batch)


def note_posted(waiting: Sequence[L], ids: Collection[int]) -> list[L]:
    """Note that those of `ids` left, if they were printed; return them."""
    gone = [one for one in waiting if one.printed_at and one.id in ids]
    for one in gone:
        one.posted_at = now()
    return gone


def print_again(posted: Sequence[L], paper_id: int) -> L | None:
    """Take one of these held rows back to the printer, as if it had not left; None if it is not."""
    found = _one_of(posted, paper_id)
    if found is not None:
        found.posted_at = found.returned_at = None
    return found


def note_returned(posted: Sequence[L], paper_id: int) -> L | None:
    """Note that one of these held rows came back; None if it did already, or is not there."""
    found = _one_of(posted, paper_id)
    if found is None or found.returned_at is not None:
        return None
    found.returned_at = now()
    return found


def _one_of(posted: Sequence[L], paper_id: int) -> L | None:
    return next((one for one in posted if one.id == paper_id), None)
