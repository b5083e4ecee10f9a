"""Who leaves may say why; who had offered is told that a place is free again."""

import sqlalchemy as sa
from alembic import op

revision = '0051'
down_revision = '0050'
branch_labels = None
depends_on = None

NEW = ('left_at', 'called_at', 'still_at')


def upgrade() -> None:
    with op.batch_alter_table('reply', schema=None) as batch_op:
        batch_op.add_column(sa.Column('for_another', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('left_because', sa.String(400), nullable=False, server_default=''))
        for name in NEW:
            batch_op.add_column(sa.Column(name, sa.DateTime(), nullable=True))
    with op.batch_alter_table('reply', schema=None) as batch_op:
        batch_op.alter_column('for_another', server_default=None, existing_type=sa.Boolean())
        batch_op.alter_column('left_because', server_default=None, existing_type=sa.String(400))
        batch_op.create_index(op.f('ix_reply_left_at'), ['left_at'])


def downgrade() -> None:
    # Why somebody left stands in their conversation too.
    with op.batch_alter_table('reply', schema=None) as batch_op:
        batch_op.drop_index(op.f('ix_reply_left_at'))
        for name in ('left_because', 'for_another', *NEW):
            batch_op.drop_column(name)
