"""Ways back, what a moment of a conversation tells, and where else a notification is seen.

What was ended may be put back for ten minutes: a row says how it stood. A line of a conversation
may say what changed, before and after. A notification is seen on its page, or on another.
"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "way_back",
        sa.Column("id", Id, nullable=False),
        sa.Column("resident_id", Id, nullable=False),
        sa.Column("about", sa.String(40), nullable=False),
        sa.Column("about_id", sa.BigInteger(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name=op.f("fk_way_back_resident_id_resident")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_way_back")),
        sa.UniqueConstraint("about", "about_id", name=op.f("uq_way_back_about_about_id")),
    )
    op.create_index(op.f("ix_way_back_resident_id"), "way_back", ["resident_id"])
    op.add_column("message", sa.Column("details", sa.JSON(), nullable=True))
    op.add_column("notification", sa.Column("also", sa.String(200), nullable=True))


def downgrade() -> None:
    op.drop_column("notification", "also")
    op.drop_column("message", "details")
    op.drop_index(op.f("ix_way_back_resident_id"), table_name="way_back")
    op.drop_table("way_back")
