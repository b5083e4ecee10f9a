"""Tables that only grow: the database refuses to rewrite or empty them, whatever the code does."""

from collections.abc import Container, Mapping
from types import MappingProxyType

_NONE: Mapping[str, str] = MappingProxyType({})
# A day less than the three years of the timetable, whatever the two clocks say.
_LONG_AGO = MappingProxyType(
    {
        "sqlite": "datetime('now', '-1094 days')",
        "postgresql": "(now() AT TIME ZONE 'UTC') - interval '1094 days'",
    }
)
# An erasure under way, and a day for two clocks that disagree: it must never be refused.
_JUST_NOW = MappingProxyType(
    {
        "sqlite": "datetime('now', '-1 days')",
        "postgresql": "(now() AT TIME ZONE 'UTC') - interval '1 days'",
    }
)


def append_only_ddl(
    what: str,
    tables: Mapping[str, str],
    *,
    asked_again: Container[str] = (),
    forgetting: Mapping[str, str] = _NONE,
) -> dict[str, tuple[str, ...]]:
    """Return the triggers that guard the tables of `what`, by dialect.

    `tables` tells of each, in SQL, which of its rows a NEW one would replace. Where it is in
    `asked_again` such a row is left as it is, elsewhere it is refused. `forgetting` tells of a
    table whose rows may lose something and never say something else: in SQL that is never NULL,
    when a NEW row only leaves out what the OLD one said, and may. There `LONG_AGO` is a moment
    before which things are forgotten by the clock: that of the database, which no code moves.
    `JUST_NOW` is one after which whatever happens belongs to what is under way.
    """
    lost = {
        dialect: {
            table: only.replace("LONG_AGO", moment).replace("JUST_NOW", _JUST_NOW[dialect])
            for table, only in forgetting.items()
        }
        for dialect, moment in _LONG_AGO.items()
    }
    return {
        "sqlite": tuple(_on_sqlite(what, tables, asked_again, lost["sqlite"])),
        "postgresql": tuple(_on_postgresql(what, tables, lost["postgresql"])),
    }


def _on_sqlite(
    what: str, tables: Mapping[str, str], asked_again: Container[str], forgetting: Mapping[str, str]
) -> list[str]:
    refuse = f"RAISE(ABORT, 'the {what} is append-only')"
    statements = []
    for table in tables:
        unless = f"WHEN NOT ({forgetting[table]}) " if table in forgetting else ""
        statements += [
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
            f"{unless}BEGIN SELECT {refuse}; END",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT {refuse}; END",
        ]
    # INSERT OR REPLACE deletes what stands in its way, and no trigger hears of it.
    for table, same in tables.items():
        answer = "RAISE(IGNORE)" if table in asked_again else refuse
        statements.append(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "  # noqa: S608 - all ours
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) BEGIN SELECT {answer}; END"
        )
    return statements


def _on_postgresql(
    what: str, tables: Mapping[str, str], forgetting: Mapping[str, str]
) -> list[str]:
    refuse = f"EXECUTE FUNCTION refuse_{what}_change()"
    statements = [
        f"CREATE FUNCTION refuse_{what}_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"'BEGIN RAISE EXCEPTION ''the {what} is append-only''; END'"
    ]
    for table in tables:
        verbs = "DELETE" if table in forgetting else "UPDATE OR DELETE"
        statements.append(
            f"CREATE TRIGGER {table}_append_only BEFORE {verbs} ON {table} FOR EACH ROW {refuse}"
        )
        # No row is deleted by TRUNCATE, so no trigger for each row hears of it.
        statements.append(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT {refuse}"
        )
    for table, only in forgetting.items():
        # A function of its own: what a trigger asks WHEN cannot look into other tables.
        statements += [
            f"CREATE FUNCTION refuse_{table}_forgetting() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$BEGIN IF NOT ({only}) THEN RAISE EXCEPTION 'the {what} is append-only'; END IF; "
            "RETURN NEW; END$$",
            f"CREATE TRIGGER {table}_forgets_only BEFORE UPDATE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION refuse_{table}_forgetting()",
        ]
    return statements
