"""Rows as plain values, and rows without somebody: what declarations of holdings are made of."""

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, Text, cast as sql_cast, or_, select, update

from neighbourhood.foundation.storing.database import Base, db
from neighbourhood.foundation.words.blotting import Traces

Where = ColumnElement[bool]
Rows = Iterator[Mapping[str, Any]]


def table_of(model: type[Base] | Table) -> Table:
    """Return the table of a model."""
    return model if isinstance(model, Table) else cast("Table", model.__table__)


def read_rows(model: type[Base] | Table, where: Where, *, but: Mapping[str, str]) -> Rows:
    """Read rows as plain values, `but` the columns (`table.column`) that are withheld."""
    table = table_of(model)
    shown = [each for each in table.columns if f"{table.name}.{each.name}" not in but]
    first = tuple(table.primary_key.columns)
    for row in db.session.execute(select(*shown).where(where).order_by(*first)).mappings():
        yield {"table": table.name, **{name: _plain(value) for name, value in row.items()}}


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
    """Tell in SQL whether a column of text or JSON may hold something of somebody."""
    text = sql_cast(column, Text)
    return or_(*(text.icontains(word, autoescape=True) for word in traces.searched))
