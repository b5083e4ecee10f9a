"""Holding rows: nobody else changes them until the transaction ends."""

from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.sql.base import ExecutableOption

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import Base, db

M = TypeVar("M", bound=Base)
Q = TypeVar("Q", bound=Select[Any])


def hold(model: type[M], row_id: int, *options: ExecutableOption) -> M:
    """Return the row as it is under the lock; `Missing` when there is none.

    SQLite lets one writer in at a time: there the transaction itself is the lock.
    """
    statement = select(model).where(model.id == row_id).options(*options)  # type: ignore[attr-defined]
    found = db.session.scalar(held(statement, model))
    if found is None:
        raise Missing
    return found


def held(statement: Q, *of: type[Base], shared: bool = False) -> Q:
    """Return `statement` so that the rows it finds (those of `of`) are held and read anew.

    `shared` holds are for who only needs that nothing changes: they stand beside each other.
    """
    locked = statement.with_for_update(of=list(of) or None, read=shared)
    return locked.execution_options(populate_existing=True)
