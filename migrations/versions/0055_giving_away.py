"""What is given away: when it left with who it was promised to, or when nobody came for it."""

import sqlalchemy as sa
from alembic import op

revision = '0055'
down_revision = '0054'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('reply', schema=None) as batch_op:
        batch_op.add_column(sa.Column('handed_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('missed_at', sa.DateTime(), nullable=True))
        batch_op.create_check_constraint(
            op.f('ck_reply_handed_to_who_was_promised'), "handed_at IS NULL OR status = 'accepted'"
        )


def downgrade() -> None:
    # The release before does not know how to show what is given away.
    given = sa.text("SELECT 1 FROM notice WHERE subject = 'giving' LIMIT 1")
    if op.get_bind().execute(given).first():
        raise RuntimeError('things are given away: the release before cannot show them')
    with op.batch_alter_table('reply', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_reply_handed_to_who_was_promised'), type_='check')
        batch_op.drop_column('missed_at')
        batch_op.drop_column('handed_at')
