"""Baskets: several gifts that one payment pays."""

import sqlalchemy as sa
from alembic import op

revision = '0047'
down_revision = '0046'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table(
        'basket',
        sa.Column('id', Id, nullable=False),
        sa.Column('key', sa.String(60), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_basket')),
        sa.UniqueConstraint('key', name=op.f('uq_basket_key')),
    )
    op.create_table(
        'basket_line',
        sa.Column('pledge_id', Id, nullable=False),
        sa.Column('basket_id', Id, nullable=False),
        sa.Column('line', sa.Integer(), nullable=False),
        sa.CheckConstraint('line BETWEEN 1 AND 10', name=op.f('ck_basket_line_few')),
        sa.ForeignKeyConstraint(['basket_id'], ['basket.id'], name=op.f('fk_basket_line_basket_id_basket')),
        sa.ForeignKeyConstraint(['pledge_id'], ['pledge.id'], name=op.f('fk_basket_line_pledge_id_pledge')),
        sa.PrimaryKeyConstraint('pledge_id', name=op.f('pk_basket_line')),
        sa.UniqueConstraint('basket_id', 'line', name=op.f('uq_basket_line_basket_id_line')),
    )


def downgrade() -> None:
    # The release before takes the part of a payment for a whole one: it could neither give it back
    # nor hear of it.
    told = "SELECT 1 FROM pledge WHERE payment_reference LIKE '%#%' LIMIT 1"
    waiting = 'SELECT 1 FROM basket LIMIT 1'
    if any(op.get_bind().execute(sa.text(asked)).first() for asked in (told, waiting)):
        raise RuntimeError('there are baskets: the release before cannot give their payments back')
    op.drop_table('basket_line')
    op.drop_table('basket')
