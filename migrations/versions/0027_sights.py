"""Who saw or changed what concerns whom, which only grows; and files about many people."""

import sqlalchemy as sa
from alembic import op

revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
SAME_ROW = {'sight': 'id = NEW.id', 'sight_names': 'sight_id = NEW.sight_id'}
ONLY_FORGETS = (
    'NEW.sight_id = OLD.sight_id'
    ' AND COALESCE(NEW.actor_id = OLD.actor_id, NEW.actor_id IS NULL)'
    ' AND COALESCE(NEW.about_id = OLD.about_id, NEW.about_id IS NULL)'
    " AND NEW.reason IN ('', OLD.reason)"
)
UNDER_WAY = sa.text("status IN ('waiting', 'preparing')")


def on_sqlite() -> bool:
    return op.get_bind().dialect.name == 'sqlite'


def upgrade() -> None:
    op.create_table('sight',
    sa.Column('id', Id, nullable=False),
    sa.Column('act', sa.String(length=60), nullable=False),
    sa.Column('office', sa.String(length=200), nullable=False),
    sa.Column('municipality_id', Id, nullable=True),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.CheckConstraint('length(act) > 0', name=op.f('ck_sight_an_act')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_sight_municipality_id_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sight'))
    )
    op.create_index('ix_sight_municipality_id_id', 'sight', ['municipality_id', 'id'], unique=False)
    op.create_table('sight_names',
    sa.Column('sight_id', Id, nullable=False),
    sa.Column('actor_id', Id, nullable=True),
    sa.Column('about_id', Id, nullable=True),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.CheckConstraint('actor_id <> about_id', name=op.f('ck_sight_names_about_another')),
    sa.ForeignKeyConstraint(['about_id'], ['resident.id'], name=op.f('fk_sight_names_about_id_resident')),
    sa.ForeignKeyConstraint(['actor_id'], ['resident.id'], name=op.f('fk_sight_names_actor_id_resident')),
    sa.ForeignKeyConstraint(['sight_id'], ['sight.id'], name=op.f('fk_sight_names_sight_id_sight')),
    sa.PrimaryKeyConstraint('sight_id', name=op.f('pk_sight_names'))
    )
    op.create_index('ix_sight_names_about_id_sight_id', 'sight_names', ['about_id', 'sight_id'], unique=False)
    op.create_index('ix_sight_names_actor_id', 'sight_names', ['actor_id'], unique=False)
    set_guards()
    op.create_table('export',
    sa.Column('id', Id, nullable=False),
    sa.Column('code', sa.String(length=60), nullable=False),
    sa.Column('municipality_id', Id, nullable=False),
    sa.Column('asked_by_id', Id, nullable=True),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.Column('status', sa.Enum('waiting', 'preparing', 'ready', 'gone', 'refused', 'lapsed', name='exportstatus', native_enum=False, length=40), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('decided_by_id', Id, nullable=True),
    sa.Column('decided_at', sa.DateTime(), nullable=True),
    sa.Column('answer', sa.String(length=200), nullable=False),
    sa.Column('file', sa.String(length=200), nullable=False),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.Column('ready_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint('asked_by_id <> decided_by_id', name=op.f('ck_export_by_two')),
    sa.CheckConstraint("status IN ('waiting', 'lapsed') OR decided_at IS NOT NULL", name=op.f('ck_export_decided_when')),
    sa.CheckConstraint("status <> 'ready' OR ready_at IS NOT NULL", name=op.f('ck_export_ready_when')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['resident.id'], name=op.f('fk_export_asked_by_id_resident')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['resident.id'], name=op.f('fk_export_decided_by_id_resident')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_export_municipality_id_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_export'))
    )
    op.create_index('ix_export_municipality_id_status', 'export', ['municipality_id', 'status'], unique=False)
    op.create_index('uq_export_under_way', 'export', ['municipality_id', 'code', 'asked_by_id'], unique=True, sqlite_where=UNDER_WAY, postgresql_where=UNDER_WAY)


def set_guards() -> None:
    if on_sqlite():
        guard_on_sqlite()
        return
    refuse = 'EXECUTE FUNCTION refuse_sight_change()'
    op.execute(
        'CREATE FUNCTION refuse_sight_change() RETURNS trigger LANGUAGE plpgsql AS '
        "'BEGIN RAISE EXCEPTION ''the sight is append-only''; END'"
    )
    for table, verbs in (('sight', 'UPDATE OR DELETE'), ('sight_names', 'DELETE')):
        op.execute(f'CREATE TRIGGER {table}_append_only BEFORE {verbs} ON {table} FOR EACH ROW {refuse}')
        op.execute(f'CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}')
    op.execute(
        'CREATE TRIGGER sight_names_forgets_only BEFORE UPDATE ON sight_names '
        f'FOR EACH ROW WHEN (NOT ({ONLY_FORGETS})) {refuse}'
    )


def guard_on_sqlite() -> None:
    refuse = "RAISE(ABORT, 'the sight is append-only')"
    for table, unless in (('sight', ''), ('sight_names', f'WHEN NOT ({ONLY_FORGETS}) ')):
        op.execute(f'CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {unless}BEGIN SELECT {refuse}; END')
        op.execute(f'CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT {refuse}; END')
    for table, same in SAME_ROW.items():
        op.execute(
            f'CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} '
            f'WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) BEGIN SELECT {refuse}; END'
        )


def downgrade() -> None:
    op.drop_table('export')
    op.drop_table('sight_names')
    op.drop_table('sight')
    if not on_sqlite():
        op.execute('DROP FUNCTION refuse_sight_change()')
