"""Between which hours somebody wants to be written to; mails that wait for them."""

import sqlalchemy as sa
from alembic import op

revision = '0054'
down_revision = '0053'
branch_labels = None
depends_on = None

RULE = (
    '(reached_from IS NULL) = (reached_until IS NULL) AND (reached_from IS NULL'
    ' OR (reached_from >= 0 AND reached_until <= 24 AND reached_from < reached_until))'
)


def upgrade() -> None:
    with op.batch_alter_table('resident', schema=None) as batch_op:
        batch_op.add_column(sa.Column('reached_from', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('reached_until', sa.Integer(), nullable=True))
        batch_op.create_check_constraint(op.f('ck_resident_hours_in_order'), RULE)
    with op.batch_alter_table('notification', schema=None) as batch_op:
        batch_op.add_column(sa.Column('mail_at', sa.DateTime(), nullable=True))
        batch_op.create_index(op.f('ix_notification_mail_at'), ['mail_at'])


def downgrade() -> None:
    # What waits stands in the inbox; the release before sends at any time.
    with op.batch_alter_table('notification', schema=None) as batch_op:
        batch_op.drop_index(op.f('ix_notification_mail_at'))
        batch_op.drop_column('mail_at')
    with op.batch_alter_table('resident', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_resident_hours_in_order'), type_='check')
        batch_op.drop_column('reached_until')
        batch_op.drop_column('reached_from')
