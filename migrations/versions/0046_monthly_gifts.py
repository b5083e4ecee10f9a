"""Gifts that come again each month, and what became of each month."""

import sqlalchemy as sa
from alembic import op

revision = '0046'
down_revision = '0045'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def fk(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f'{to}.id'], name=op.f(f'fk_{table}_{column}_{to}'))


def ck(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f'ck_{table}_{name}'))


def upgrade() -> None:
    op.create_table(
        'monthly_gift',
        sa.Column('id', Id, nullable=False),
        sa.Column('fund_id', Id, nullable=False),
        sa.Column('pseudonym', sa.String(32), nullable=False),
        sa.Column('amount_cents', sa.BigInteger(), nullable=False),
        sa.Column('day', sa.Integer(), nullable=False),
        sa.Column('status', sa.String(40), nullable=False),
        sa.Column('why', sa.String(40), nullable=True),
        sa.Column('next_on', sa.Date(), nullable=True),
        sa.Column('refusals', sa.Integer(), nullable=False),
        sa.Column('keeps_card', sa.Boolean(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('stopped_at', sa.DateTime(), nullable=True),
        ck('monthly_gift', 'positive_amount', 'amount_cents > 0'),
        ck('monthly_gift', 'day_of_every_month', 'day BETWEEN 1 AND 28'),
        ck('monthly_gift', 'next_when', "status <> 'active' OR next_on IS NOT NULL"),
        ck('monthly_gift', 'stopped_why', "(status = 'stopped') = (why IS NOT NULL)"),
        ck('monthly_gift', 'stopped_when', "(status = 'stopped') = (stopped_at IS NOT NULL)"),
        fk('monthly_gift', 'fund_id', 'fund'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_monthly_gift')),
    )
    with op.batch_alter_table('monthly_gift', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_monthly_gift_fund_id'), ['fund_id'])
        batch_op.create_index(batch_op.f('ix_monthly_gift_pseudonym'), ['pseudonym'])
        batch_op.create_index('ix_monthly_gift_status_next', ['status', 'next_on'])
    op.create_table(
        'monthly_turn',
        sa.Column('id', Id, nullable=False),
        sa.Column('monthly_id', Id, nullable=False),
        sa.Column('month', sa.Date(), nullable=False),
        sa.Column('pledge_id', Id, nullable=True),
        sa.Column('status', sa.String(40), nullable=False),
        sa.Column('tried_at', sa.DateTime(), nullable=True),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        ck('monthly_turn', 'of_a_pledge', "status = 'skipped' OR pledge_id IS NOT NULL"),
        fk('monthly_turn', 'monthly_id', 'monthly_gift'),
        fk('monthly_turn', 'pledge_id', 'pledge'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_monthly_turn')),
        sa.UniqueConstraint('monthly_id', 'month', name=op.f('uq_monthly_turn_monthly_id_month')),
        sa.UniqueConstraint('pledge_id', name=op.f('uq_monthly_turn_pledge_id')),
    )
    with op.batch_alter_table('monthly_turn', schema=None) as batch_op:
        batch_op.create_index('ix_monthly_turn_status', ['status'])


def downgrade() -> None:
    # The release before would neither charge these gifts nor let anybody stop them.
    going_on = "SELECT 1 FROM monthly_gift WHERE status <> 'stopped' OR keeps_card LIMIT 1"
    if op.get_bind().execute(sa.text(going_on)).first():
        raise RuntimeError('there are monthly gifts: stop them, and let the clock forget the cards')
    op.drop_table('monthly_turn')
    op.drop_table('monthly_gift')
