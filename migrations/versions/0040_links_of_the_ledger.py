"""A chain over the ledger, which only grows; the rules of the books found broken."""

import sqlalchemy as sa
from alembic import op

revision = '0040'
down_revision = '0039'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table(
        'ledger_link',
        sa.Column('number', Id, autoincrement=False, nullable=False),
        sa.Column('transfer_id', Id, nullable=False),
        sa.Column('nonce', sa.String(length=32), nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.Column('head', sa.String(length=64), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.CheckConstraint('number > 0', name=op.f('ck_ledger_link_numbered_from_one')),
        sa.CheckConstraint(
            'length(nonce) = 32 AND length(digest) = 64 AND length(head) = 64', name=op.f('ck_ledger_link_written_whole')
        ),
        sa.ForeignKeyConstraint(['transfer_id'], ['ledger_transfer.id'], name=op.f('fk_ledger_link_transfer_id_ledger_transfer')),
        sa.PrimaryKeyConstraint('number', name=op.f('pk_ledger_link')),
        sa.UniqueConstraint('transfer_id', name=op.f('uq_ledger_link_transfer_id')),
    )
    op.create_index('ix_ledger_link_day', 'ledger_link', ['day', 'number'])
    op.create_table(
        'broken_rule',
        sa.Column('rule', sa.String(length=40), nullable=False),
        sa.Column('times', sa.Integer(), nullable=False),
        sa.Column('first_at', sa.DateTime(), nullable=False),
        sa.Column('last_at', sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint('rule', name=op.f('pk_broken_rule')),
    )
    if op.get_bind().dialect.name == 'sqlite':
        guard_on_sqlite()
    else:
        guard_on_postgresql()


def guard_on_sqlite() -> None:
    refuse = "RAISE(ABORT, 'the chain is append-only')"
    for verb in ('update', 'delete'):
        op.execute(
            f'CREATE TRIGGER ledger_link_no_{verb} BEFORE {verb.upper()} ON ledger_link BEGIN SELECT {refuse}; END'
        )
    op.execute(
        'CREATE TRIGGER ledger_link_no_replace BEFORE INSERT ON ledger_link '
        'WHEN EXISTS (SELECT 1 FROM ledger_link WHERE number = NEW.number OR transfer_id = NEW.transfer_id) '
        f'BEGIN SELECT {refuse}; END'
    )


def guard_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_chain_change() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN RAISE EXCEPTION ''the chain is append-only''; END'"
    )
    op.execute(
        'CREATE TRIGGER ledger_link_append_only BEFORE UPDATE OR DELETE ON ledger_link '
        'FOR EACH ROW EXECUTE FUNCTION refuse_chain_change()'
    )
    op.execute(
        'CREATE TRIGGER ledger_link_no_truncate BEFORE TRUNCATE ON ledger_link '
        'FOR EACH STATEMENT EXECUTE FUNCTION refuse_chain_change()'
    )


def downgrade() -> None:
    # Receipts were printed with its heads: a chain begun anew would contradict them.
    if op.get_bind().execute(sa.text('SELECT 1 FROM ledger_link LIMIT 1')).first():
        raise RuntimeError('the ledger has a chain that receipts are checked against: the release before cannot keep it')
    op.drop_table('broken_rule')
    op.drop_index('ix_ledger_link_day', table_name='ledger_link')
    op.drop_table('ledger_link')
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('DROP FUNCTION refuse_chain_change()')
