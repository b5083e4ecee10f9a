"""Replies that wait: since when, and when their author was reminded of them."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = '0052'
down_revision = '0051'
branch_labels = None
depends_on = None

REPLY = sa.table(
    'reply',
    sa.column('status', sa.String()),
    sa.column('created_at', sa.DateTime()),
    sa.column('offered_at', sa.DateTime()),
)


def upgrade() -> None:
    with op.batch_alter_table('reply', schema=None) as batch_op:
        batch_op.add_column(sa.Column('offered_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('reminded_at', sa.DateTime(), nullable=True))
    # Replies of long ago wait from the day of the upgrade: nobody is told of many at once.
    waits = REPLY.c.status == 'offered'
    op.execute(sa.update(REPLY).where(~waits).values(offered_at=REPLY.c.created_at))
    op.execute(sa.update(REPLY).where(waits).values(offered_at=datetime.now(UTC).replace(tzinfo=None)))
    with op.batch_alter_table('reply', schema=None) as batch_op:
        batch_op.alter_column('offered_at', nullable=False, existing_type=sa.DateTime())


def downgrade() -> None:
    # To the release before, a reply without an answer waits, however long.
    op.execute(sa.text("UPDATE reply SET status = 'offered' WHERE status = 'unanswered'"))
    with op.batch_alter_table('reply', schema=None) as batch_op:
        batch_op.drop_column('reminded_at')
        batch_op.drop_column('offered_at')
