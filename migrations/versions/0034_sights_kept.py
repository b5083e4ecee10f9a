"""Who looked is forgotten of whoever is gone, and of nobody else; why one looked is sealed."""

import sqlalchemy as sa
from alembic import op

revision = '0034'
down_revision = '0033'
branch_labels = None
depends_on = None

SAME = (
    ' AND COALESCE(NEW.{who} = OLD.{who}, NEW.{who} IS NULL'
    ' AND (OLD.{who} IS NULL OR'
    ' (EXISTS (SELECT 1 FROM resident WHERE resident.id = OLD.{who} AND erased_at IS NOT NULL)'
    ' OR EXISTS (SELECT 1 FROM sight WHERE sight.id = OLD.sight_id AND sight.at < LONG_AGO))))'
)
MAY_GO = (
    '((EXISTS (SELECT 1 FROM resident WHERE resident.id = OLD.about_id AND erased_at IS NOT NULL)'
    ' OR EXISTS (SELECT 1 FROM sight WHERE sight.id = OLD.sight_id AND sight.at < LONG_AGO))'
    ' OR EXISTS (SELECT 1 FROM resident WHERE erased_at > JUST_NOW))'
)
ONLY_OF_THE_GONE = (
    'NEW.sight_id = OLD.sight_id'
    + SAME.format(who='actor_id')
    + SAME.format(who='about_id')
    + f" AND (NEW.reason = OLD.reason OR (NEW.reason = '' AND {MAY_GO}))"
)
ONLY_FORGETS = (
    'NEW.sight_id = OLD.sight_id'
    ' AND COALESCE(NEW.actor_id = OLD.actor_id, NEW.actor_id IS NULL)'
    ' AND COALESCE(NEW.about_id = OLD.about_id, NEW.about_id IS NULL)'
    " AND NEW.reason IN ('', OLD.reason)"
)
LONG_AGO = {
    'sqlite': "datetime('now', '-1094 days')",
    'postgresql': "(now() AT TIME ZONE 'UTC') - interval '1094 days'",
}
JUST_NOW = {
    'sqlite': "datetime('now', '-1 days')",
    'postgresql': "(now() AT TIME ZONE 'UTC') - interval '1 days'",
}
WORDS = {'export': ('reason', 'answer'), 'sight_names': ('reason',)}
SEALED = 'sealed:%'


def dialect() -> str:
    return op.get_bind().dialect.name


def upgrade() -> None:
    drop_guard()
    retype(sa.Text(), sa.String(200))
    only = ONLY_OF_THE_GONE.replace('LONG_AGO', LONG_AGO[dialect()]).replace('JUST_NOW', JUST_NOW[dialect()])
    if dialect() == 'sqlite':
        guard_on_sqlite(only)
        return
    op.execute(
        'CREATE FUNCTION refuse_sight_names_forgetting() RETURNS trigger LANGUAGE plpgsql AS '
        f"$$BEGIN IF NOT ({only}) THEN RAISE EXCEPTION 'the sight is append-only'; END IF; RETURN NEW; END$$"
    )
    op.execute(
        'CREATE TRIGGER sight_names_forgets_only BEFORE UPDATE ON sight_names '
        'FOR EACH ROW EXECUTE FUNCTION refuse_sight_names_forgetting()'
    )


def downgrade() -> None:
    # The release before knows no keys there: nothing that it could not read is thrown away.
    for table, columns in WORDS.items():
        for column in columns:
            if op.get_bind().execute(sa.text(f"SELECT 1 FROM {table} WHERE {column} LIKE '{SEALED}' LIMIT 1")).first():
                raise RuntimeError('stop the site, and run `flask --app app keys unseal` first: values are sealed')
    drop_guard()
    retype(sa.String(200), sa.Text())
    if dialect() == 'sqlite':
        guard_on_sqlite(ONLY_FORGETS)
        return
    op.execute('DROP FUNCTION refuse_sight_names_forgetting()')
    op.execute(
        'CREATE TRIGGER sight_names_forgets_only BEFORE UPDATE ON sight_names '
        f'FOR EACH ROW WHEN (NOT ({ONLY_FORGETS})) EXECUTE FUNCTION refuse_sight_change()'
    )


def drop_guard() -> None:
    # On SQLite it goes with the table that is written anew.
    if dialect() != 'sqlite':
        op.execute('DROP TRIGGER sight_names_forgets_only ON sight_names')


def retype(after: sa.types.TypeEngine, before: sa.types.TypeEngine) -> None:
    for table, columns in WORDS.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.alter_column(column, type_=after, existing_type=before, existing_nullable=False)


def guard_on_sqlite(only: str) -> None:
    refuse = "RAISE(ABORT, 'the sight is append-only')"
    op.execute(f'CREATE TRIGGER sight_names_no_update BEFORE UPDATE ON sight_names WHEN NOT ({only}) BEGIN SELECT {refuse}; END')
    op.execute(f'CREATE TRIGGER sight_names_no_delete BEFORE DELETE ON sight_names BEGIN SELECT {refuse}; END')
    op.execute(
        'CREATE TRIGGER sight_names_no_replace BEFORE INSERT ON sight_names '
        f'WHEN EXISTS (SELECT 1 FROM sight_names WHERE sight_id = NEW.sight_id) BEGIN SELECT {refuse}; END'
    )
