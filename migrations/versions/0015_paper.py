"""Papers that came back, and where the town hall is found.

A posted letter or journal may come back. Papers say where the town hall is, and when it is open.
"""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None

POSTED = ("letter_code", "mandate_report")
HALL = {"hall_address": 160, "hall_telephone": 30, "hall_hours": 160}


def upgrade() -> None:
    for table in POSTED:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("returned_at", sa.DateTime(), nullable=True))
            batch.create_check_constraint(
                op.f(f"ck_{table}_posted_before_returned"),
                "returned_at IS NULL OR posted_at IS NOT NULL",
            )
    for name, length in HALL.items():
        op.add_column(
            "municipality",
            sa.Column(name, sa.String(length), server_default="", nullable=False),
        )
    for name in HALL:
        with op.batch_alter_table("municipality") as batch:
            batch.alter_column(name, server_default=None)


def downgrade() -> None:
    for name in HALL:
        op.drop_column("municipality", name)
    for table in POSTED:
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(op.f(f"ck_{table}_posted_before_returned"), type_="check")
            batch.drop_column("returned_at")
