"""Keep the rows of this release, for the tests of the migrations that come after it.

`python -m tests.support.release_dump` builds the demonstration town with the odd cases of `stage`
and the rarer ones of `release_rows`, and writes every row as plain SQL that SQLite and PostgreSQL
both read into tests/support/previous_release.sql.xz. Run it in a checkout of a release, once the
first migration of the next one is about to be written; what `previous_release.py` expects of the
tables then begins anew. It says which tables stayed empty and which words of an enumeration no row
uses, and fails on an empty table: then `release_rows` lacks a builder.
"""

import json
import lzma
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import singledispatch
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from sqlalchemy import Column, ColumnElement, Row, Table, func, or_, select
from sqlalchemy import Enum as SqlEnum

from app import create_app
from neighbourhood.foundation.storing.database import Base, db, transaction
from tests.support import palier, stage
from tests.support.release_rows import BUILDERS
from tests.support.staging.people import Stage

FILE = Path(__file__).with_name("previous_release.sql.xz")
# So many rows that the file would be heavy: of these, what others point to is kept, and a few more.
LONG = {"address": 30, "cell": 10, "street": 10, "base_map_feature": 8}
# Tables that came since the rows of the last release were written: before the next ones are, a row
# of each is to be made in `release_rows`, and its name taken out here.
NEW = {
    "absence",
    "stand_in",
    "day_off",
    "time_account",
    "time_entry",
    "time_holder",
    "time_note",
    "time_transfer",
    "allocation_line",
    "allocation_return",
    "allocation_round",
    "archive",
    "bank_account",
    "bank_line",
    "bank_statement",
    "basket",
    "basket_line",
    "block",
    "broken_rule",
    "closing",
    "cover_payment",
    "data_request",
    "dispatch",
    "export",
    "failed_job",
    "gift_wish",
    "ledger_link",
    "monthly_gift",
    "monthly_turn",
    "moderation_appeal",
    "moderation_decision",
    "moderation_hearing",
    "moderation_opening",
    "moderation_opinion",
    "moderation_reviewer",
    "mute",
    "need_file",
    "need_place",
    "need_reference",
    "need_rhythm",
    "need_round",
    "package",
    "pay_out",
    "pay_out_line",
    "saved_search",
    "sight",
    "sight_names",
    "switched_off",
    "tax_drawing",
    "tax_line",
    "tax_paper",
    "tax_right",
    "town_choice",
    "town_file",
    "town_look",
    "transfer_promise",
    "visitor",
    "visitor_link",
    "waiting",
    "weekly_choice",
}


def main() -> int:
    """Build a town in a folder of its own, and write what is in it."""
    with tempfile.TemporaryDirectory(prefix="palier-release-") as folder:
        site = palier.prepared(Path(folder))
        stage.place(site)
        sys.stdout.write(site.python("-m", "tests.support.release_dump", str(FILE)))
    return 0


def write(file: Path) -> int:
    """Add the rarer rows to the site of the environment; write its tables into `file`."""
    with create_app().test_request_context():
        for build in BUILDERS:
            with transaction():
                build(Stage())
        with db.engine.connect() as connection:
            revision = MigrationContext.configure(connection).get_current_revision()
        text = "\n".join([f"-- revision {revision}", *_statements()])
        file.write_bytes(lzma.compress(f"{text}\n".encode(), preset=9 | lzma.PRESET_EXTREME))
        known = [table for table in Base.metadata.sorted_tables if table.name not in NEW]
        empty = [table.name for table in known if not _count(table)]
        unused = list(_unused())
    said = (f"{file.stat().st_size} bytes", f"empty: {empty}", f"words no row uses: {unused}")
    sys.stdout.write("\n".join(said) + "\n")
    return 1 if empty else 0


def _statements() -> Iterator[str]:
    for table in Base.metadata.sorted_tables:
        rows = db.session.execute(_chosen(table)).all()
        if rows:
            names = ", ".join(column.name for column in table.columns)
            lines = ",\n".join(f"({', '.join(map(literal, row))})" for row in rows)
            yield f"INSERT INTO {table.name} ({names}) VALUES\n{lines};"


def _chosen(table: Table):
    statement = select(table).order_by(*table.primary_key.columns)
    if table.name not in LONG:
        return statement
    first = select(table.c.id).order_by(table.c.id).limit(LONG[table.name])
    return statement.where(or_(table.c.id.in_(first), *_pointed_at(table)))


def _pointed_at(table: Table) -> Iterator[ColumnElement[bool]]:
    for other in Base.metadata.sorted_tables:
        for key in other.foreign_keys:
            if key.column.table is table:
                yield table.c.id.in_(_pointers(other, key.parent))


def _pointers(table: Table, column: Column):
    pointers = select(column).where(column.is_not(None))
    if table.name in LONG:
        kept = _chosen(table).subquery()
        pointers = select(kept.c[column.name]).where(kept.c[column.name].is_not(None))
    return pointers


@singledispatch
def literal(value: object) -> str:
    """Return a value as SQL says it; bytes as SQLite does, what loads them knows."""
    return "'" + str(value).replace("'", "''") + "'"


@literal.register
def _(value: None) -> str:
    return "NULL"


@literal.register
def _(value: bool) -> str:
    return "TRUE" if value else "FALSE"


@literal.register(int)
@literal.register(float)
def _(value: float) -> str:
    return repr(value)


@literal.register
def _(value: bytes) -> str:
    return f"X'{value.hex()}'"


@literal.register
def _(value: datetime) -> str:
    return f"'{value:%Y-%m-%d %H:%M:%S.%f}'"


@literal.register(dict)
@literal.register(list)
def _(value: object) -> str:
    return literal(json.dumps(value, ensure_ascii=False))


def _count(table: Table) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def _unused() -> Iterator[str]:
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, SqlEnum):
                seen: Sequence[Row] = db.session.execute(select(column).distinct()).all()
                used = {getattr(word, "value", word) for (word,) in seen}
                yield from (
                    f"{table.name}.{column.name}={word}"
                    for word in column.type.enums
                    if word not in used
                )


if __name__ == "__main__":
    sys.exit(write(Path(sys.argv[1])) if sys.argv[1:] else main())
