"""A word of thanks of a partner, for the receipts of those who gave to a need."""

import sqlalchemy as sa
from alembic import op

revision = '0045'
down_revision = '0044'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('need', schema=None) as batch_op:
        batch_op.add_column(sa.Column('thanks_text', sa.Text(), nullable=False, server_default=''))
    with op.batch_alter_table('need', schema=None) as batch_op:
        batch_op.alter_column('thanks_text', server_default=None, existing_type=sa.Text())


def downgrade() -> None:
    # What was handed to donors stays in their news; the release before has no place for the text,
    # and would not know what such a version of a need is.
    if op.get_bind().execute(sa.text("SELECT 1 FROM need_revision WHERE about = 'thanks' LIMIT 1")).first():
        raise RuntimeError('there are words of thanks: the release before cannot keep them')
    with op.batch_alter_table('need', schema=None) as batch_op:
        batch_op.drop_column('thanks_text')
