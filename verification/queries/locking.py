"""Reading rows that are about to change."""

from typing import Any, TypeVar

from sqlalchemy import Select

from neighbourhood.foundation.storing.database import Base

Row = TypeVar("Row", bound=Any)


def locked(statement: Select[Row]) -> Select[Row]:
    """Make others wait for what is read: it counts as it is now, not as it was read before."""
    return statement.with_for_update().execution_options(populate_existing=True)


def locked_of(statement: Select[Row], *models: type[Base]) -> Select[Row]:
    """Lock the rows of `models` alone, in a statement that joins others."""
    locking = statement.with_for_update(of=models)
    return locking.execution_options(populate_existing=True)
