"""A few words of the hosts to those who come, when a date is called off or moved."""

import sqlalchemy as sa
from alembic import op

revision = '0073'
down_revision = '0072'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('occurrence') as batch_op:
        batch_op.add_column(sa.Column('words', sa.String(300), nullable=False, server_default=''))
    with op.batch_alter_table('occurrence') as batch_op:
        batch_op.alter_column('words', server_default=None, existing_type=sa.String(300))


def downgrade() -> None:
    with op.batch_alter_table('occurrence') as batch_op:
        batch_op.drop_column('words')
