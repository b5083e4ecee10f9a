"""Keyset paging: the next page starts after the last row seen, however many there are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, tuple_

from neighbourhood.foundation.storing.database import db
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


def page_of(
    statement: Select[Any], by: tuple[Any, Any], after: Cursor | None = None, *, size: int = 30
) -> Page[Any]:
    """Return the page of `statement` that follows `after`, newest first.

    `by` is a column of moments and the id that tells rows of one moment apart. Rows of one column
    are handed out bare, others as tuples.
    """
    moment, identifier = by
    position = None if after is None else (after.moment, after.id)
    asked = following(statement, by, position, size=size).add_columns(moment, identifier)
    page = cut(db.session.execute(asked).unique().all(), lambda row: row[-2:], size=size)
    rows = [row[0] if len(row) == 3 else tuple(row)[:-2] for row in page.rows]
    return Page(rows, page.next)


def following(
    statement: Select[Any], by: tuple[Any, Any], position: Any = None, *, size: int
) -> Select[Any]:
    """Return `statement` as it asks for the rows after `position`, and one to know if more follow.

    `page_of` does; what is built once and kept gives parameters as its `position`.
    """
    moment, identifier = by
    if position is not None:
        statement = statement.where(tuple_(moment, identifier) < position)
    return statement.order_by(moment.desc(), identifier.desc()).limit(size + 1)


def cut(found: Sequence[T], at: Callable[[T], Sequence[Any]], *, size: int) -> Page[T]:
    """Return the page that `following` found; `at` tells the moment and the id of a row."""
    last = Cursor(*at(found[size - 1])) if len(found) > size else None
    return Page(found[:size], last)
