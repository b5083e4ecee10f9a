"""What each kind of notice says besides its words, and since when it was changed."""

import sqlalchemy as sa
from alembic import op

revision = '0049'
down_revision = '0048'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('notice') as notice:
        notice.add_column(sa.Column('particulars', sa.JSON(), nullable=False, server_default='{}'))
        notice.add_column(sa.Column('changed_at', sa.DateTime(), nullable=True))
    with op.batch_alter_table('notice') as notice:
        notice.alter_column('particulars', server_default=None, existing_type=sa.JSON())


def downgrade() -> None:
    with op.batch_alter_table('notice') as notice:
        notice.drop_column('changed_at')
        notice.drop_column('particulars')
