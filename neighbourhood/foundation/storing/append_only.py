"""Tables that only grow: the database refuses to rewrite or empty them, whatever the code does."""

from collections.abc import Container, Mapping


def append_only_ddl(
    what: str, tables: Mapping[str, str], *, asked_again: Container[str] = ()
) -> dict[str, tuple[str, ...]]:
    """Return the triggers that guard the tables of `what`, by dialect.

    `tables` tells of each, in SQL, which of its rows a NEW one would replace. Where it is in
    `asked_again` such a row is left as it is, elsewhere it is refused.
    """
    return {
        "sqlite": tuple(_on_sqlite(what, tables, asked_again)),
        "postgresql": tuple(_on_postgresql(what, tables)),
    }


def _on_sqlite(what: str, tables: Mapping[str, str], asked_again: Container[str]) -> list[str]:
    refuse = f"RAISE(ABORT, 'the {what} is append-only')"
    statements = [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT {refuse}; END"
        for table in tables
        for verb in ("UPDATE", "DELETE")
    ]
    # INSERT OR REPLACE deletes what stands in its way, and no trigger hears of it.
    for table, same in tables.items():
        answer = "RAISE(IGNORE)" if table in asked_again else refuse
        statements.append(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "  # noqa: S608 - all ours
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) BEGIN SELECT {answer}; END"
        )
    return statements


def _on_postgresql(what: str, tables: Mapping[str, str]) -> list[str]:
    refuse = f"EXECUTE FUNCTION refuse_{what}_change()"
    statements = [
        f"CREATE FUNCTION refuse_{what}_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"'BEGIN RAISE EXCEPTION ''the {what} is append-only''; END'"
    ]
    for table in tables:
        statements.append(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW {refuse}"
        )
        # No row is deleted by TRUNCATE, so no trigger for each row hears of it.
        statements.append(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT {refuse}"
        )
    return statements
