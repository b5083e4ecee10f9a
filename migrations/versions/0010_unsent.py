"""What somebody typed into a form that could not be taken, kept for a day."""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "unsent",
        sa.Column("id", Id, nullable=False),
        sa.Column("browser", sa.String(64), nullable=False),
        sa.Column("resident_id", Id, nullable=True),
        sa.Column("page", sa.String(500), nullable=False),
        sa.Column("path", sa.String(500), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name="fk_unsent_resident_id_resident"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_unsent"),
        sa.UniqueConstraint("browser", "path", name="uq_unsent_browser_path"),
    )
    op.create_index("ix_unsent_resident_id", "unsent", ["resident_id"])


def downgrade() -> None:
    op.drop_index("ix_unsent_resident_id", table_name="unsent")
    op.drop_table("unsent")
