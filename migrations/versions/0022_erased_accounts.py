"""An account may be erased: its row stays for those that point to it, and holds nothing."""

import sqlalchemy as sa
from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None

EMPTY = (
    "erased_at IS NULL OR (closed_at IS NOT NULL AND email IS NULL AND address_id IS NULL"
    " AND quartier_id IS NULL AND proved_name IS NULL AND about = '' AND password_hash = '')"
)


def upgrade() -> None:
    with op.batch_alter_table('resident') as table:
        table.add_column(sa.Column('erased_at', sa.DateTime(), nullable=True))
        table.create_check_constraint(op.f('ck_resident_erased_is_empty'), EMPTY)


def downgrade() -> None:
    with op.batch_alter_table('resident') as table:
        table.drop_constraint(op.f('ck_resident_erased_is_empty'), type_='check')
        table.drop_column('erased_at')
