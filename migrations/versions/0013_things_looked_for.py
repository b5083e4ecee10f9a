"""A thing to lend and a thing looked for are two kinds of card."""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None

LOOKED_FOR = "about = 'notice' AND about_id IN (SELECT id FROM notice WHERE direction = 'ask')"


def upgrade() -> None:
    op.execute(sa.text(f"UPDATE card SET kind = 'borrow' WHERE kind = 'loan' AND {LOOKED_FOR}"))


def downgrade() -> None:
    op.execute(sa.text("UPDATE card SET kind = 'loan' WHERE kind = 'borrow'"))
