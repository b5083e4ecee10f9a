"""Whoever wrote in a text never approves it: everyone who did is kept. One payment, one gift."""

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
WRITTEN = {'need_writer': ('need_id', 'need'), 'need_revision_writer': ('revision_id', 'need_revision')}
PAID = sa.text("payment_reference <> ''")
# Of two gifts with one payment the first keeps its number; the other keeps it with its own behind.
TOLD_APART = """
UPDATE pledge SET payment_reference = SUBSTR(payment_reference, 1, 90) || '#' || id
WHERE payment_reference <> '' AND EXISTS (
  SELECT 1 FROM pledge AS first
  WHERE first.payment_reference = pledge.payment_reference AND first.id < pledge.id
)
"""


def upgrade() -> None:
    for table, (column, text) in WRITTEN.items():
        op.create_table(table,
        sa.Column(column, Id, nullable=False),
        sa.Column('resident_id', Id, nullable=False),
        sa.ForeignKeyConstraint([column], [f'{text}.id'], name=op.f(f'fk_{table}_{column}_{text}')),
        sa.ForeignKeyConstraint(['resident_id'], ['resident.id'], name=op.f(f'fk_{table}_resident_id_resident')),
        sa.PrimaryKeyConstraint(column, 'resident_id', name=op.f(f'pk_{table}'))
        )
        # Who wrote last is all that was known.
        op.execute(sa.text(f'INSERT INTO {table} ({column}, resident_id) SELECT id, author_id FROM {text}'))
    op.execute(sa.text(TOLD_APART))
    with op.batch_alter_table('pledge', schema=None) as batch_op:
        batch_op.drop_index('ix_pledge_payment_reference')
        batch_op.create_index('uq_pledge_payment', ['payment_reference'], unique=True, sqlite_where=PAID, postgresql_where=PAID)


def downgrade() -> None:
    with op.batch_alter_table('pledge', schema=None) as batch_op:
        batch_op.drop_index('uq_pledge_payment')
        batch_op.create_index('ix_pledge_payment_reference', ['payment_reference'], unique=False)
    for table in reversed(WRITTEN):
        op.drop_table(table)
