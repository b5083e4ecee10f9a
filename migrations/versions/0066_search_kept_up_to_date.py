"""The index of words on PostgreSQL is kept up to date by who writes, not by who searches."""

import sqlalchemy as sa
from alembic import op

revision = '0066'
down_revision = '0065'
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_context().dialect.name == 'postgresql':
        op.execute(sa.text('ALTER INDEX ix_card_search SET (fastupdate = off)'))
        op.execute(sa.text("SELECT gin_clean_pending_list('ix_card_search')"))


def downgrade() -> None:
    if op.get_context().dialect.name == 'postgresql':
        op.execute(sa.text('ALTER INDEX ix_card_search RESET (fastupdate)'))
