"""Sealing the numbers that tell where people live: all of them at once, or none.

As long as some are sealed and some are not, two people of one home are not seen to be. So they are
sealed in one transaction, before the site is served for the first time after the upgrade; and they
do not follow the keys that rotate, for then, too, equal homes would differ meanwhile.
"""

from typing import Any

from sqlalchemy import BigInteger, Column, func, literal, select, update

from neighbourhood.foundation.storing.columns import FIRST_SEALED, as_number, number_columns
from neighbourhood.foundation.storing.database import db, transaction


def count_plain() -> int:
    """Count the numbers that are not sealed."""
    return sum(
        db.session.scalar(select(func.count()).select_from(column.table).where(_is_plain(column)))
        or 0
        for column in number_columns()
    )


def seal_numbers() -> int:
    """Seal every number that is not; return how many."""
    if not any(_first(column) for column in number_columns()):
        return 0
    with transaction():
        return sum(_turn(column, _is_plain(column), is_open=False) for column in number_columns())


def open_numbers() -> int:
    """Write every number as it was before it was sealed; return how many."""
    with transaction():
        return sum(_turn(column, ~_is_plain(column), is_open=True) for column in number_columns())


def _first(column: Column[Any]) -> bool:
    return db.session.execute(select(1).where(_is_plain(column)).limit(1)).first() is not None


def _is_plain(column: Column[Any]) -> Any:
    return as_number(column) < FIRST_SEALED


def _turn(column: Column[Any], where: Any, *, is_open: bool) -> int:
    stored = as_number(column)
    done = 0
    for old, number in db.session.execute(select(stored, column).distinct().where(where)).all():
        # The type would seal a number once more: what is written is said as it is stored.
        new = literal(number, BigInteger if is_open else column.type)
        change = update(column.table).where(stored == old).values({column.name: new})
        done += db.session.execute(change).rowcount  # type: ignore[attr-defined]
    return done
