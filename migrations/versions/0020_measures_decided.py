"""Measures about an account."""

import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None

MEASURES = ('read_only_until', 'suspended_until', 'excluded_at')


def upgrade() -> None:
    with op.batch_alter_table('resident', schema=None) as batch_op:
        for column in MEASURES:
            batch_op.add_column(sa.Column(column, sa.DateTime(), nullable=True))
        batch_op.create_index('ix_resident_excluded_at', ['excluded_at'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('resident', schema=None) as batch_op:
        batch_op.drop_index('ix_resident_excluded_at')
        for column in reversed(MEASURES):
            batch_op.drop_column(column)
