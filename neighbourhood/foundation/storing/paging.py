"""Keyset paging: the next page starts after the last row seen, however many there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Generic, TypeVar

from neighbourhood.foundation.web.identifiers import row_id

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ended: the moment and the id of its last row, newest first."""

    moment: datetime
    id: int

    def __str__(self) -> str:
        microseconds = int(self.moment.timestamp() * 1_000_000)
        return f"{microseconds}-{self.id}"

    @classmethod
    def parse(cls, text: str | None) -> "Cursor | None":
        """Read a cursor from an address; anything else is the first page."""
        try:
            microseconds, identifier = (text or "").split("-")
            moment = datetime.fromtimestamp(int(microseconds) / 1_000_000, UTC)
            return cls(moment, row_id(identifier))
        except (ValueError, OverflowError, OSError):
            return None


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows, and where the following ones start."""

    rows: Sequence[T]
    next: Cursor | None
