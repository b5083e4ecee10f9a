"""What the previous release had kept, and what has become of it since.

The rows are in previous_release.sql.xz, made by `release_dump`. A migration that renames, splits or
merges tables, or says a value otherwise, says so in the expectations below or in `release_figures`,
and nowhere else.
"""

import lzma
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Engine, inspect, text

from tests.support.release_figures import FIGURES

Rows = Mapping[str, Counter[tuple[object, ...]]]

_FILE = Path(__file__).with_name("previous_release.sql.xz")
SQL = lzma.decompress(_FILE.read_bytes()).decode()
REVISION = SQL.partition("\n")[0].removeprefix("-- revision ")

# Table of then → how many of its rows are still there, where they are now. A table that is not
# named keeps its name, and all its rows.
COUNTED_NOW: Mapping[str, str] = {
    "draft": "SELECT count(*) FROM draft WHERE form LIKE 'notice %'",
    # What was to be lent is a thing, of the number that its notice had.
    "card": "SELECT count(*) FROM card WHERE about <> 'item' OR about_id NOT IN"
    " (SELECT id FROM notice)",
    "notice": "SELECT (SELECT count(*) FROM notice)"
    " + (SELECT count(*) FROM item WHERE id NOT IN (SELECT id FROM notice))",
    "invitation_draft": "SELECT count(*) FROM draft WHERE form LIKE 'invitation %'",
    "partner_mandate": "SELECT count(*) FROM mandate WHERE partner_id IS NOT NULL",
}

# `table.column` of then, or a whole `table`, that keeps its name and is said otherwise now.
SAID_OTHERWISE: frozenset[str] = frozenset(
    {
        "card",
        "draft",
        "ledger_account.code",
        "ledger_account.kind",
        "ledger_transfer.reference",
        "notice",
        "notification.also",
        "notification.path",
        "pledge.key",
        "pledge.payment_reference",
    }
)

# The same, for what going back to the previous release cannot give back as it was.
NOT_GIVEN_BACK: frozenset[str] = frozenset(
    {
        "invitation_draft",
        "notice.closed_at",
        "notice.expires_at",
        "notice.warned_at",
        "notification.also",
        "notification.path",
        "partner_mandate",
    }
)

# What an upgrade draws by chance, takes from the clock, or numbers as it comes: otherwise each time
# one comes again.
DRAWN: frozenset[str] = frozenset(
    {
        "card.kind",
        "draft",
        "donor_pseudonym",
        "ledger_transfer.pseudonym",
        "ledger_transfer.reference",
        "notice.closed_at",
        "pledge.key",
        "pledge.payment_reference",
        "pledge.pseudonym",
        "reply.offered_at",
    }
)


def load(engine: Engine) -> None:
    """Put the rows into tables as the previous release made them."""
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        if engine.dialect.name == "sqlite":
            raw.executescript(f"BEGIN; {SQL}; COMMIT")
            return
        # SQLite and PostgreSQL have no word for bytes in common.
        raw.execute(re.sub(r"(?<=[(\s])X'([0-9a-f]*)'", r"'\\x\1'", SQL))
        raw.commit()
    _move_sequences_on(engine)


def _move_sequences_on(engine: Engine) -> None:
    with engine.begin() as connection:
        for table in _numbered(engine):
            connection.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'),"
                    f" (SELECT max(id) FROM {table})) WHERE EXISTS (SELECT 1 FROM {table})"
                )
            )


def _numbered(engine: Engine) -> list[str]:
    """Return the tables that PostgreSQL counts the rows of."""
    asked = (
        "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public'"
        # CASE, because PostgreSQL asks in any order, and a table without the column is an error.
        " AND CASE WHEN column_name = 'id'"
        " THEN pg_get_serial_sequence(table_name, 'id') END IS NOT NULL"
    )
    with engine.connect() as connection:
        return list(connection.execute(text(asked)).scalars())


def rows(engine: Engine) -> Rows:
    """Return everything the tables hold, by `table.column`: how often each value with its key."""
    seen = inspect(engine)
    found = {}
    for table in seen.get_table_names():
        if table.startswith(("card_search", "alembic_version")):
            continue
        key = seen.get_pk_constraint(table)["constrained_columns"]
        for column in seen.get_columns(table):
            found[f"{table}.{column['name']}"] = _values(engine, table, [*key, column["name"]])
    return found


def _values(engine: Engine, table: str, columns: list[str]) -> Counter[tuple[object, ...]]:
    named = ", ".join(f'"{column}"' for column in columns)
    with engine.connect() as connection:
        return Counter(
            tuple(map(_plain, row))
            for row in connection.execute(text(f"SELECT {named} FROM {table}"))
        )


def _plain(value: object) -> object:
    # JSON comes as text from one database and read from the other.
    return repr(value) if isinstance(value, dict | list) else value


def counts(found: Rows) -> Mapping[str, int]:
    """Return how many rows each table has."""
    return {name.partition(".")[0]: values.total() for name, values in found.items()}


def changed(before: Rows, after: Rows, *, but: frozenset[str] = SAID_OTHERWISE) -> list[str]:
    """Return the columns that are still there and hold something else, `but` those that may."""
    there = before.keys() & after.keys()
    return sorted(
        name
        for name in there
        if before[name] != after[name] and not {name, name.partition(".")[0]} & but
    )


def counted_now(engine: Engine, tables: Mapping[str, int]) -> Mapping[str, int]:
    """Return how many rows of each table of then are there now, wherever they are."""
    with engine.connect() as connection:
        return {
            table: connection.scalar(text(COUNTED_NOW.get(table, f"SELECT count(*) FROM {table}")))
            for table in tables
        }


def figures(engine: Engine, *, then: bool) -> Mapping[str, Counter[tuple[object, ...]]]:
    """Return what must come to the same, asked of the tables of then or of now."""
    with engine.connect() as connection:
        return {
            name: Counter(
                tuple(row) for row in connection.execute(text(asked.then if then else asked.now))
            )
            for name, asked in FIGURES.items()
        }


def orphans(engine: Engine) -> list[tuple[object, ...]]:
    """Return rows whose parent is missing, and on PostgreSQL the rules that nothing checked."""
    asked = "PRAGMA foreign_key_check"
    if engine.dialect.name == "postgresql":
        asked = "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE NOT convalidated"
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(asked))]


def behind(engine: Engine) -> list[str]:
    """Return the tables whose next row would be given a number that is taken."""
    if engine.dialect.name != "postgresql":
        return []
    asked = "SELECT coalesce(max(id), 0) >= nextval(pg_get_serial_sequence('{0}', 'id')) FROM {0}"
    with engine.connect() as connection:
        return [
            table for table in _numbered(engine) if connection.scalar(text(asked.format(table)))
        ]
