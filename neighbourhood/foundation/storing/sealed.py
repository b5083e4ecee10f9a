"""Columns that a dump of the database does not tell: sealed as they are written, opened when read.

`purpose` is the column (`table.column`). What was written before the column was sealed is read as
it stands until `flask keys rotate` has sealed it. What is empty stays empty, and tells only that.
"""

import json
from typing import Any

from sqlalchemy import BigInteger, ClauseElement, Dialect, Integer, Text, TypeDecorator
from sqlalchemy.sql import operators
from sqlalchemy.types import TypeEngine

from neighbourhood.foundation.storing.columns import FIRST_SEALED
from neighbourhood.foundation.storing.sealing import (
    is_sealed,
    open_number,
    opened,
    seal,
    seal_formerly,
    seal_number,
    unseal,
)

_ASKED = (operators.eq, operators.ne, operators.is_, operators.is_not)


class _Closed(TypeDecorator.Comparator[Any]):
    """SQL is asked whether a sealed value is there, never what it is: it would always say no."""

    def operate(self, op: Any, *other: Any, **kwargs: Any) -> Any:
        # SQLAlchemy itself asks of two columns whether they are the same.
        if op in _ASKED and (isinstance(other[0], ClauseElement) or not other[0]):
            return super().operate(op, *other, **kwargs)
        raise TypeError(f"{self.expr} is sealed: compare what was read, or a blind index")


class Sealed(TypeDecorator[str]):
    """Words, of no more than `longest` signs.

    `formerly` is the purpose for which they were sealed under SECRET_KEY, if they were: what that
    does not open any more is None.
    """

    impl = Text
    cache_ok = True
    comparator_factory = _Closed
    is_sealed = True
    turns = True

    def __init__(
        self, purpose: str, longest: int | None = None, *, formerly: str | None = None
    ) -> None:
        super().__init__()
        self.purpose, self.longest, self.formerly = purpose, longest, formerly

    def process_bind_param(self, value: Any | None, dialect: Dialect) -> str | None:
        del dialect
        if value is None:
            return None
        if self.longest is not None and len(value) > self.longest:
            raise ValueError(f"more than {self.longest} signs for {self.purpose}")
        return self._close(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        del dialect
        return None if value is None else self._open(value)

    def anew(self, stored: str) -> str:
        """Return what is stored, sealed under the newest key; what nothing opens becomes empty."""
        return self._close(self._open(stored) or "")

    def as_before(self, stored: str) -> str:
        """Return what is stored as it was before there were keys."""
        if not is_sealed(stored):
            return stored
        said = opened(self.purpose, stored)
        return seal_formerly(self.formerly, said) if self.formerly else said

    def _close(self, value: Any) -> str:
        return seal(self.purpose, value) if value else ""

    def _open(self, stored: str) -> Any:
        if is_sealed(stored):
            return opened(self.purpose, stored)
        return unseal(self.formerly, stored) if self.formerly and stored else stored


class SealedOnce(Sealed):
    """Words of a table that only grows: never sealed anew, under the key of their day.

    That key is kept until the value is gone.
    """

    cache_ok = True
    turns = False


class SealedJson(Sealed):
    """Lists and mappings, as JSON; an empty one is stored as it is."""

    # Said of each class: SQLAlchemy does not look at the one above.
    cache_ok = True

    def _close(self, value: Any) -> str:
        said = json.dumps(value, ensure_ascii=False)
        return seal(self.purpose, said) if value else said

    def _open(self, stored: str) -> Any:
        return json.loads(super()._open(stored))


class SealedNumber(TypeDecorator[int]):
    """The number of a row of places, which tells of people: sealed so that equal ones stay equal.

    Two such columns may be compared in SQL when they have the same purpose; the row itself is
    found by the number that was read, never by a join.
    """

    impl = BigInteger
    cache_ok = True
    is_number = True

    def __init__(self, purpose: str) -> None:
        super().__init__()
        self.purpose = purpose

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:
        del dialect
        return None if value is None else seal_number(self.purpose, value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> int | None:
        del dialect
        if value is None or value < FIRST_SEALED:
            return value
        return open_number(self.purpose, value)


class SealedByHand(TypeDecorator[str]):
    """What only somebody else than the site opens, by a secret of theirs: never sealed anew.

    Its key is kept until the value is gone.
    """

    impl = Text
    cache_ok = True
    is_sealed = True
