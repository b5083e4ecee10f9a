"""Gifts by bank transfer: how a gift is paid, the reference to write, statements of the account and their lines."""

import sqlalchemy as sa
from alembic import op

revision = '0043'
down_revision = '0042'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def fk(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f'{to}.id'], name=op.f(f'fk_{table}_{column}_{to}'))


def upgrade() -> None:
    with op.batch_alter_table('pledge', schema=None) as batch_op:
        batch_op.add_column(sa.Column('means', sa.String(40), nullable=False, server_default='card'))
    with op.batch_alter_table('pledge', schema=None) as batch_op:
        batch_op.alter_column('means', server_default=None, existing_type=sa.String(40))
    op.create_table(
        'transfer_promise',
        sa.Column('id', Id, nullable=False),
        sa.Column('pledge_id', Id, nullable=False),
        sa.Column('reference', sa.String(25), nullable=False),
        sa.Column('reminded_at', sa.DateTime(), nullable=True),
        fk('transfer_promise', 'pledge_id', 'pledge'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_transfer_promise')),
        sa.UniqueConstraint('pledge_id', name=op.f('uq_transfer_promise_pledge_id')),
        sa.UniqueConstraint('reference', name=op.f('uq_transfer_promise_reference')),
    )
    op.create_table(
        'bank_statement',
        sa.Column('id', Id, nullable=False),
        sa.Column('form', sa.String(10), nullable=False),
        sa.Column('sent_by_id', Id, nullable=False),
        sa.Column('status', sa.String(40), nullable=False),
        sa.Column('lines', sa.Text(), nullable=False),
        sa.Column('faults', sa.JSON(), nullable=False),
        sa.Column('counts', sa.JSON(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('taken_at', sa.DateTime(), nullable=True),
        fk('bank_statement', 'sent_by_id', 'resident'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_bank_statement')),
    )
    op.create_table(
        'bank_line',
        sa.Column('id', Id, nullable=False),
        sa.Column('statement_id', Id, nullable=False),
        sa.Column('mark', sa.String(32), nullable=False),
        sa.Column('form', sa.String(10), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('amount_cents', sa.BigInteger(), nullable=False),
        sa.Column('reference', sa.String(35), nullable=False),
        sa.Column('bank_reference', sa.String(200), nullable=False),
        sa.Column('status', sa.String(40), nullable=False),
        sa.Column('pledge_id', Id, nullable=True),
        sa.Column('payer', sa.Text(), nullable=False),
        sa.Column('word', sa.Text(), nullable=False),
        sa.Column('decided_by_id', Id, nullable=True),
        sa.Column('decided_at', sa.DateTime(), nullable=True),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.CheckConstraint('amount_cents <> 0', name=op.f('ck_bank_line_not_nothing')),
        sa.CheckConstraint("status <> 'matched' OR pledge_id IS NOT NULL", name=op.f('ck_bank_line_matched_with')),
        sa.CheckConstraint(
            "status IN ('waiting', 'matched') OR decided_at IS NOT NULL", name=op.f('ck_bank_line_decided_when')
        ),
        fk('bank_line', 'statement_id', 'bank_statement'),
        fk('bank_line', 'pledge_id', 'pledge'),
        fk('bank_line', 'decided_by_id', 'resident'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_bank_line')),
        sa.UniqueConstraint('mark', name=op.f('uq_bank_line_mark')),
    )
    for column in ('statement_id', 'pledge_id', 'status'):
        op.create_index(op.f(f'ix_bank_line_{column}'), 'bank_line', [column])


def downgrade() -> None:
    # The release before would ask a card provider to give a transfer back, and forget what waits.
    if op.get_bind().execute(sa.text("SELECT 1 FROM pledge WHERE means <> 'card' LIMIT 1")).first():
        raise RuntimeError('there are gifts by bank transfer: the release before cannot keep them')
    if op.get_bind().execute(sa.text('SELECT 1 FROM bank_line LIMIT 1')).first():
        raise RuntimeError('lines of statements are kept: the release before cannot keep them')
    op.drop_table('bank_line')
    op.drop_table('bank_statement')
    op.drop_table('transfer_promise')
    with op.batch_alter_table('pledge', schema=None) as batch_op:
        batch_op.drop_column('means')
