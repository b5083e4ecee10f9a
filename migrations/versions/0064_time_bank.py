"""The time bank: minutes noted after a help, in a ledger that only grows and sums to zero."""

import sqlalchemy as sa
from alembic import op

revision = '0064'
down_revision = '0063'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
# As in neighbourhood/foundation/storing/append_only.py when this was written: what a migration does
# stays as it was.
TABLES = {
    'time_account': 'id = NEW.id OR code = NEW.code',
    'time_transfer': 'id = NEW.id OR reference = NEW.reference',
    'time_entry': 'id = NEW.id OR (transfer_id = NEW.transfer_id AND account_id = NEW.account_id)',
}
ASKED_AGAIN = {'time_account'}


def fk(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f'{to}.id'], name=op.f(f'fk_{table}_{column}_{to}'))


def pk(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{table}'))


def upgrade() -> None:
    op.create_table(
        'time_account',
        sa.Column('id', Id, nullable=False),
        sa.Column('code', sa.String(60), nullable=False),
        pk('time_account'),
        sa.UniqueConstraint('code', name=op.f('uq_time_account_code')),
    )
    op.create_table(
        'time_holder',
        sa.Column('id', Id, nullable=False),
        sa.Column('resident_id', Id, nullable=False),
        sa.Column('account_id', Id, nullable=False),
        fk('time_holder', 'resident_id', 'resident'),
        fk('time_holder', 'account_id', 'time_account'),
        pk('time_holder'),
        sa.UniqueConstraint('resident_id', name=op.f('uq_time_holder_resident_id')),
        sa.UniqueConstraint('account_id', name=op.f('uq_time_holder_account_id')),
    )
    op.create_table(
        'time_transfer',
        sa.Column('id', Id, nullable=False),
        sa.Column('reference', sa.String(100), nullable=False),
        sa.Column('kind', sa.String(40), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        pk('time_transfer'),
        sa.UniqueConstraint('reference', name=op.f('uq_time_transfer_reference')),
    )
    op.create_table(
        'time_entry',
        sa.Column('id', Id, nullable=False),
        sa.Column('transfer_id', Id, nullable=False),
        sa.Column('account_id', Id, nullable=False),
        sa.Column('minutes', sa.Integer(), nullable=False),
        sa.CheckConstraint('minutes <> 0', name=op.f('ck_time_entry_not_nothing')),
        fk('time_entry', 'transfer_id', 'time_transfer'),
        fk('time_entry', 'account_id', 'time_account'),
        pk('time_entry'),
        sa.UniqueConstraint(
            'transfer_id', 'account_id', name=op.f('uq_time_entry_transfer_id_account_id')
        ),
    )
    op.create_index(op.f('ix_time_entry_account_id'), 'time_entry', ['account_id'])
    op.create_table(
        'time_note',
        sa.Column('id', Id, nullable=False),
        sa.Column('about', sa.String(40), nullable=False),
        sa.Column('about_id', sa.BigInteger(), nullable=False),
        sa.Column('giver_id', Id, nullable=True),
        sa.Column('receiver_id', Id, nullable=True),
        sa.Column('minutes', sa.Integer(), nullable=False),
        sa.Column('status', sa.String(40), nullable=False),
        sa.Column('title', sa.Text(), nullable=False),
        sa.Column('path', sa.String(200), nullable=False),
        sa.Column('noted_at', sa.DateTime(), nullable=False),
        sa.Column('turn', sa.Integer(), nullable=False),
        sa.CheckConstraint(
            'minutes BETWEEN 5 AND 480 AND minutes % 5 = 0',
            name=op.f('ck_time_note_minutes_in_steps'),
        ),
        sa.CheckConstraint('giver_id <> receiver_id', name=op.f('ck_time_note_between_two')),
        sa.CheckConstraint('turn >= 1', name=op.f('ck_time_note_turns_counted')),
        fk('time_note', 'giver_id', 'resident'),
        fk('time_note', 'receiver_id', 'resident'),
        pk('time_note'),
        sa.UniqueConstraint('about', 'about_id', name=op.f('uq_time_note_about_about_id')),
    )
    op.create_index('ix_time_note_giver', 'time_note', ['giver_id', 'noted_at'])
    op.create_index('ix_time_note_receiver', 'time_note', ['receiver_id', 'noted_at'])
    for statement in _guards(op.get_bind().dialect.name):
        op.execute(statement)


def _guards(dialect: str) -> list[str]:
    return _on_postgresql() if dialect == 'postgresql' else _on_sqlite()


def _on_sqlite() -> list[str]:
    refuse = "RAISE(ABORT, 'the time_ledger is append-only')"
    said = []
    for table, same in TABLES.items():
        answer = 'RAISE(IGNORE)' if table in ASKED_AGAIN else refuse
        for verb in ('update', 'delete'):
            said.append(
                f'CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} '
                f'BEGIN SELECT {refuse}; END'
            )
        said.append(
            f'CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} '
            f'WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) BEGIN SELECT {answer}; END'
        )
    return said


def _on_postgresql() -> list[str]:
    refuse = 'EXECUTE FUNCTION refuse_time_ledger_change()'
    said = [
        'CREATE FUNCTION refuse_time_ledger_change() RETURNS trigger LANGUAGE plpgsql AS '
        "'BEGIN RAISE EXCEPTION ''the time_ledger is append-only''; END'"
    ]
    for table in TABLES:
        said.append(
            f'CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} '
            f'FOR EACH ROW {refuse}'
        )
        said.append(
            f'CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} '
            f'FOR EACH STATEMENT {refuse}'
        )
    return said


def downgrade() -> None:
    if op.get_bind().execute(sa.text('SELECT 1 FROM time_transfer LIMIT 1')).first():
        raise RuntimeError('time was noted: the release before cannot keep it')
    for table in ('time_note', 'time_entry', 'time_transfer', 'time_holder', 'time_account'):
        op.drop_table(table)
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('DROP FUNCTION refuse_time_ledger_change()')
