"""Which columns are sealed: found by their types, so that none can be forgotten."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import BigInteger, Column, Text, func, literal_column, select, type_coerce
from sqlalchemy.exc import DBAPIError

from neighbourhood.foundation.storing.database import Base, db

# What a sealed value begins with; the name of its key follows, then a colon.
MARK = "sealed:"
NAME_LENGTH = 8
# Numbers that are sealed begin here: no table has so many rows.
FIRST_SEALED = 1 << 62
BEFORE_VALUE = len(MARK) + NAME_LENGTH + 1


def sealed_columns() -> Iterator[Column[Any]]:
    """Yield every column whose type says that it is sealed, what is pointed to first."""
    for table in Base.metadata.sorted_tables:
        yield from (each for each in table.columns if getattr(each.type, "is_sealed", False))


def number_columns() -> Iterator[Column[Any]]:
    """Yield every column of numbers that are sealed."""
    for table in Base.metadata.sorted_tables:
        yield from (each for each in table.columns if getattr(each.type, "is_number", False))


def as_number(column: Column[Any]) -> Any:
    """Return a column of numbers as the database has it."""
    return type_coerce(column, BigInteger)


def as_stored(column: Column[Any]) -> Any:
    """Return a column as the database has it, unopened."""
    return type_coerce(column, Text)


def is_sealed(column: Column[Any]) -> Any:
    """Tell in SQL whether a value is sealed."""
    return as_stored(column).startswith(MARK)


def key_names(column: Column[Any]) -> dict[str, int]:
    """Count the sealed values of a column, by the name of their key."""
    # Written out: PostgreSQL groups by nothing that hangs on a parameter.
    first: Any = literal_column(str(len(MARK) + 1))
    size: Any = literal_column(str(NAME_LENGTH))
    name = func.substr(as_stored(column), first, size)
    counted = select(name, func.count()).where(is_sealed(column)).group_by(name)
    return {row[0]: row[1] for row in db.session.execute(counted)}


def is_anything_sealed() -> bool:
    """Tell whether the database holds anything sealed; one without tables does not."""
    asked = [is_sealed(column) for column in sealed_columns()]
    asked += [as_number(column) >= FIRST_SEALED for column in number_columns()]
    with db.engine.connect() as connection:
        try:
            return any(connection.execute(select(1).where(each).limit(1)).first() for each in asked)
        except DBAPIError:
            return False
