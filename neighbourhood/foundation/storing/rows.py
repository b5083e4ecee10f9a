"""Rows as plain values, and rows without somebody: what declarations of holdings are made of."""

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from types import MappingProxyType
from typing import Any, cast

from sqlalchemy import Column, ColumnElement, Table, Text, delete, or_, select, update
from sqlalchemy import cast as sql_cast

from neighbourhood.foundation.storing.database import Base, db
from neighbourhood.foundation.storing.sealed import Sealed, SealedNumber
from neighbourhood.foundation.words.blotting import Traces

Where = ColumnElement[bool]
Rows = Iterator[Mapping[str, Any]]
_AT_ONCE = 500
NOTHING: Mapping[str, str] = MappingProxyType({})


def table_of(model: type[Base] | Table) -> Table:
    """Return the table of a model."""
    return model if isinstance(model, Table) else cast("Table", model.__table__)


def read_rows(model: type[Base] | Table, where: Where, *, but: Mapping[str, str] = NOTHING) -> Rows:
    """Read rows as plain values, `but` the columns (`table.column`) that are withheld.

    Numbers of ours, by which rows point to each other, tell nothing and are never among them.
    """
    table = table_of(model)
    told = [each for each in table.columns if not is_number_of_ours(each)]
    shown = [each.name for each in told if f"{table.name}.{each.name}" not in but]
    keys = tuple(table.primary_key.columns)
    for row in db.session.execute(select(table).where(where).order_by(*keys)).mappings():
        yield {"table": table.name, **{name: _plain(row[name]) for name in shown}}


def is_number_of_ours(column: Column[Any]) -> bool:
    """Tell whether a column only says which row it is, or which one it points to."""
    points = column.foreign_keys or isinstance(column.type, SealedNumber)
    return bool(points) or (column.primary_key and column.name == "id")


def theirs(model: type[Base], resident_id: int) -> Where:
    """Tell in SQL which rows are of a resident, by the column of that name."""
    mine: Where = table_of(model).c.resident_id == resident_id
    return mine


def rows_of(*models: type[Base], but: Mapping[str, str] = NOTHING) -> Callable[[int], Rows]:
    """Return what reads the rows of a resident in each of `models`."""

    def read(resident_id: int) -> Rows:
        for model in models:
            yield from read_rows(model, theirs(model, resident_id), but=but)

    return read


def erasing_of(*models: type[Base]) -> Callable[[int], None]:
    """Return what deletes the rows of a resident in each of `models`."""

    def erase(resident_id: int) -> None:
        for model in models:
            db.session.execute(delete(model).where(theirs(model, resident_id)))

    return erase


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value


def blot_rows(model: type[Base] | Table, where: Where, traces: Traces, *columns: str) -> None:
    """Take somebody out of these columns of some rows, text and JSON alike."""
    table = table_of(model)
    key, held = tuple(table.primary_key.columns), [table.c[name] for name in columns]
    for row in db.session.execute(select(*key, *held).where(where)).all():
        before = dict(zip(columns, row[len(key) :], strict=True))
        after = {name: traces.blot_all(value) for name, value in before.items()}
        if after != before:
            mine = (column == value for column, value in zip(key, row, strict=False))
            db.session.execute(update(table).where(*mine).values(after))


def names_them(column: Any, traces: Traces) -> Where:
    """Tell in SQL whether a column of text or JSON may hold something of somebody.

    What is sealed is opened here, row by row: SQL cannot look into it.
    """
    if isinstance(column.type, Sealed):
        return _opened_names_them(column, traces)
    text = sql_cast(column, Text)
    return or_(*(text.icontains(word, autoescape=True) for word in traces.searched))


def _opened_names_them(column: Any, traces: Traces) -> Where:
    table = column.table if isinstance(column, Column) else column.property.columns[0].table
    (key,) = table.primary_key.columns
    rows = db.session.execute(select(key, column).execution_options(yield_per=_AT_ONCE))
    named = [number for number, said in rows if traces.may_be_in(said)]
    mine: Where = key.in_(named)
    return mine
