"""What was paid for each pledge, refunds and disputes at the provider, cases for a person."""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime()


def one_of(*values: str) -> sa.Enum:
    return sa.Enum(*values, name='oneof', native_enum=False, length=40)


def upgrade() -> None:
    create_payments()
    create_reversals()
    create_cases()
    create_messages()
    op.create_index('ix_pledge_payment_reference', 'pledge', ['payment_reference'])
    note_what_was_paid()


def downgrade() -> None:
    name_old_states()
    op.drop_index('ix_pledge_payment_reference', 'pledge')
    for table in ('unknown_message', 'odd_message', 'money_case', 'reversal', 'payment'):
        op.drop_table(table)


def create_payments() -> None:
    op.create_table('payment',
    sa.Column('id', Id, nullable=False),
    sa.Column('pledge_id', Id, nullable=False),
    sa.Column('paid_cents', sa.BigInteger(), nullable=False),
    sa.Column('counted_cents', sa.BigInteger(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('is_stuck', sa.Boolean(), nullable=False),
    sa.Column('is_by_hand', sa.Boolean(), nullable=False),
    sa.CheckConstraint('paid_cents > 0', name=op.f('ck_payment_positive_amount')),
    sa.CheckConstraint('counted_cents BETWEEN 0 AND paid_cents', name=op.f('ck_payment_counts_at_most_once')),
    sa.ForeignKeyConstraint(['pledge_id'], ['pledge.id'], name=op.f('fk_payment_pledge_id_pledge')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_payment')),
    sa.UniqueConstraint('pledge_id', name=op.f('uq_payment_pledge_id'))
    )


def create_reversals() -> None:
    op.create_table('reversal',
    sa.Column('id', Id, nullable=False),
    sa.Column('reference', sa.String(length=200), nullable=False),
    sa.Column('payment_reference', sa.String(length=200), nullable=False),
    sa.Column('pledge_id', Id, nullable=True),
    sa.Column('amount_cents', sa.BigInteger(), nullable=False),
    sa.Column('status', one_of('pending', 'succeeded', 'failed', 'inquiry', 'opened', 'won', 'lost', 'total'), nullable=False),
    sa.Column('heard_at', Moment, nullable=False),
    sa.CheckConstraint('amount_cents >= 0', name=op.f('ck_reversal_amount_not_negative')),
    sa.ForeignKeyConstraint(['pledge_id'], ['pledge.id'], name=op.f('fk_reversal_pledge_id_pledge')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reversal')),
    sa.UniqueConstraint('reference', name=op.f('uq_reversal_reference'))
    )
    op.create_index('ix_reversal_payment_reference', 'reversal', ['payment_reference'])
    op.create_index(op.f('ix_reversal_pledge_id'), 'reversal', ['pledge_id'])


def create_cases() -> None:
    op.create_table('money_case',
    sa.Column('id', Id, nullable=False),
    sa.Column('kind', one_of('wrong amount', 'paid again', 'refund elsewhere', 'refund failed', 'dispute', 'dispute lost', 'too much back'), nullable=False),
    sa.Column('pledge_id', Id, nullable=False),
    sa.Column('amount_cents', sa.BigInteger(), nullable=False),
    sa.Column('opened_at', Moment, nullable=False),
    sa.Column('closed_at', Moment, nullable=True),
    sa.Column('closed_by_id', Id, nullable=True),
    sa.Column('word', sa.String(length=400), nullable=False),
    sa.CheckConstraint('(closed_at IS NULL) = (closed_by_id IS NULL) AND (closed_at IS NULL OR length(word) > 0)', name=op.f('ck_money_case_closed_with_a_word')),
    sa.ForeignKeyConstraint(['closed_by_id'], ['resident.id'], name=op.f('fk_money_case_closed_by_id_resident')),
    sa.ForeignKeyConstraint(['pledge_id'], ['pledge.id'], name=op.f('fk_money_case_pledge_id_pledge')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_money_case'))
    )
    op.create_index(op.f('ix_money_case_pledge_id'), 'money_case', ['pledge_id'])
    open_ones = sa.text('closed_at IS NULL')
    op.create_index('uq_money_case_open', 'money_case', ['pledge_id', 'kind'], unique=True, sqlite_where=open_ones, postgresql_where=open_ones)


def create_messages() -> None:
    op.create_table('odd_message',
    sa.Column('id', Id, nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('times', sa.Integer(), nullable=False),
    sa.Column('first_at', Moment, nullable=False),
    sa.Column('last_at', Moment, nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_odd_message')),
    sa.UniqueConstraint('digest', name=op.f('uq_odd_message_digest'))
    )
    op.create_table('unknown_message',
    sa.Column('id', Id, nullable=False),
    sa.Column('kind', sa.String(length=100), nullable=False),
    sa.Column('times', sa.Integer(), nullable=False),
    sa.Column('last_at', Moment, nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unknown_message')),
    sa.UniqueConstraint('kind', name=op.f('uq_unknown_message_kind'))
    )


def note_what_was_paid() -> None:
    """Money in hand counts; what was owed or given back does not; each refund keeps its number."""
    no = 'false' if op.get_bind().dialect.name == 'postgresql' else '0'
    op.execute(
        'INSERT INTO payment (pledge_id, paid_cents, counted_cents, attempts, is_stuck, is_by_hand)'
        " SELECT id, amount_cents, CASE status WHEN 'settled' THEN amount_cents ELSE 0 END,"
        f' 0, {no}, {no} FROM pledge'
        " WHERE status IN ('settled', 'owed back', 'refunded') ORDER BY id"
    )
    op.execute(
        'INSERT INTO reversal (reference, payment_reference, pledge_id, amount_cents, status, heard_at)'
        " SELECT 'refund-' || key || '-0', payment_reference, id, amount_cents, 'succeeded', created_at"
        " FROM pledge WHERE status = 'refunded' ORDER BY id"
    )


def name_old_states() -> None:
    """States that were not known before become the nearest one: nothing is sent back twice."""
    op.execute("UPDATE pledge SET status = 'refunded' WHERE status IN ('returning', 'taken back')")
    op.execute("UPDATE pledge SET status = 'owed back' WHERE status = 'stuck'")
    op.execute("UPDATE pledge SET status = 'settled' WHERE status = 'disputed' AND settled_at IS NOT NULL")
    op.execute("UPDATE pledge SET status = 'refunded' WHERE status = 'disputed'")
