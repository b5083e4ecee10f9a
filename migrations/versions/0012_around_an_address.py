"""What stands around an address on an envelope: building, floor."""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('address_claim', schema=None) as batch_op:
        batch_op.add_column(sa.Column('around', sa.String(length=200), server_default='', nullable=False))
    with op.batch_alter_table('address_claim', schema=None) as batch_op:
        batch_op.alter_column('around', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('address_claim', schema=None) as batch_op:
        batch_op.drop_column('around')
