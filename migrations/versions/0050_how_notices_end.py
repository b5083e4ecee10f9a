"""How a notice ended, as its author said it: done, in part, nobody came, not needed, withdrawn."""

import sqlalchemy as sa
from alembic import op

revision = '0050'
down_revision = '0049'
branch_labels = None
depends_on = None

ENDED = "how_ended IS NULL OR status IN ('done', 'not done', 'withdrawn')"


def upgrade() -> None:
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.add_column(sa.Column('how_ended', sa.String(40), nullable=True))
        batch_op.create_check_constraint(op.f('ck_notice_ended_somehow'), ENDED)
    # Of what was not done, nobody said yet why: that stays unsaid.
    op.execute("UPDATE notice SET how_ended = status WHERE status IN ('done', 'withdrawn')")


def downgrade() -> None:
    # The release before says less: done in part is done, not needed is withdrawn.
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_notice_ended_somehow'), type_='check')
        batch_op.drop_column('how_ended')
