"""Who is who: the name an address was proved under, and the names borne before."""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "former_name",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("resident_id", Id, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("proved", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_former_name_named")),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name=op.f("fk_former_name_resident_id_resident"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_name")),
    )
    op.create_index(op.f("ix_former_name_resident_id"), "former_name", ["resident_id"])
    op.create_table(
        "identity_check",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("resident_id", Id, nullable=False),
        sa.Column("reference", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("seen_by_id", Id, nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "(seen_at IS NULL) = (seen_by_id IS NULL) AND (seen_at IS NULL) = (name IS NULL)",
            name=op.f("ck_identity_check_seen_by_somebody"),
        ),
        sa.CheckConstraint(
            "seen_by_id <> resident_id", name=op.f("ck_identity_check_not_by_oneself")
        ),
        sa.ForeignKeyConstraint(
            ["resident_id"],
            ["resident.id"],
            name=op.f("fk_identity_check_resident_id_resident"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["seen_by_id"], ["resident.id"], name=op.f("fk_identity_check_seen_by_id_resident")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_check")),
        sa.UniqueConstraint("reference", name=op.f("uq_identity_check_reference")),
        sa.UniqueConstraint("resident_id", name=op.f("uq_identity_check_resident_id")),
    )
    with op.batch_alter_table("resident") as resident:
        resident.add_column(sa.Column("proved_name", sa.String(length=200), nullable=True))
        resident.add_column(
            sa.Column("name_to_prove", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.execute("UPDATE resident SET proved_name = full_name WHERE verified_at IS NOT NULL")
    with op.batch_alter_table("resident") as resident:
        resident.alter_column("name_to_prove", server_default=None)
        resident.create_check_constraint(
            op.f("ck_resident_another_name_than_proved"),
            "NOT name_to_prove OR (verified_at IS NOT NULL AND proved_name IS NOT NULL)",
        )


def downgrade() -> None:
    with op.batch_alter_table("resident") as resident:
        resident.drop_constraint(op.f("ck_resident_another_name_than_proved"), type_="check")
        resident.drop_column("name_to_prove")
        resident.drop_column("proved_name")
    op.drop_table("identity_check")
    op.drop_index(op.f("ix_former_name_resident_id"), table_name="former_name")
    op.drop_table("former_name")
