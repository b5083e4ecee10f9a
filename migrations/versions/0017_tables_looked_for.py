"""A table to come to and a table looked for are two kinds of card."""

import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None

LOOKED_FOR = "about = 'invitation' AND about_id IN (SELECT id FROM invitation WHERE side = 'guest')"


def upgrade() -> None:
    op.execute(sa.text(f"UPDATE card SET kind = 'table' WHERE kind = 'invitation' AND {LOOKED_FOR}"))


def downgrade() -> None:
    op.execute(sa.text("UPDATE card SET kind = 'invitation' WHERE kind = 'table'"))
