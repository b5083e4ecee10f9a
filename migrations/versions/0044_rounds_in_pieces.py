"""Rounds of needs published in several pieces: what is left of one."""

import sqlalchemy as sa
from alembic import op

revision = '0044'
down_revision = '0043'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('need_round', schema=None) as batch_op:
        batch_op.add_column(sa.Column('ahead', sa.JSON(), nullable=False, server_default='[]'))
    with op.batch_alter_table('need_round', schema=None) as batch_op:
        batch_op.alter_column('ahead', server_default=None, existing_type=sa.JSON())


def downgrade() -> None:
    unfinished = sa.text("SELECT 1 FROM need_round WHERE CAST(ahead AS TEXT) <> '[]' LIMIT 1")
    if op.get_bind().execute(unfinished).first():
        raise RuntimeError('a round is being published: wait until it is over')
    with op.batch_alter_table('need_round', schema=None) as batch_op:
        batch_op.drop_column('ahead')
