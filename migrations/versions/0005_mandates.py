"""A mandate names its partner, and keeps the codes of what it allows."""

import sqlalchemy as sa
from alembic import op


revision = '0005_mandates'
down_revision = '0005_channels'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CODES = {"chats": "chat", "invites": "invitations", "posts": "post", "replies": "reply"}
FLAGS = [sa.column(name, sa.Boolean()) for name in CODES]

mandate = sa.table(
    "mandate",
    sa.column("id", Id),
    sa.column("principal_id", Id),
    sa.column("address_id", Id),
    sa.column("organisation", sa.String()),
    sa.column("consent", sa.String()),
    sa.column("partner_id", Id),
    sa.column("scopes", sa.JSON()),
    sa.column("begins_at", sa.DateTime()),
    sa.column("created_at", sa.DateTime()),
    *FLAGS,
)
partner = sa.table("partner", sa.column("id", Id), sa.column("name", sa.String()))
partner_mandate = sa.table(
    "partner_mandate",
    sa.column("partner_id", Id),
    sa.column("mandate_id", Id),
    sa.column("created_at", sa.DateTime()),
)


def upgrade() -> None:
    with op.batch_alter_table("mandate") as batch_op:
        batch_op.add_column(sa.Column("partner_id", Id, nullable=True))
        batch_op.add_column(sa.Column("scopes", sa.JSON(), nullable=True))
    _name_partners()
    _write_codes()
    with op.batch_alter_table("mandate") as batch_op:
        batch_op.alter_column("scopes", existing_type=sa.JSON(), nullable=False)
        batch_op.drop_constraint(op.f("ck_mandate_for_something"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_mandate_for_something"), "CAST(scopes AS TEXT) <> '[]'"
        )
        batch_op.create_foreign_key(
            op.f("fk_mandate_partner_id_partner"), "partner", ["partner_id"], ["id"]
        )
        for name in ("organisation", *CODES):
            batch_op.drop_column(name)
    with op.batch_alter_table("mandate") as batch_op:
        batch_op.create_index(batch_op.f("ix_mandate_partner_id"), ["partner_id"], unique=False)
    with op.batch_alter_table("partner_mandate") as batch_op:
        batch_op.drop_index(batch_op.f("ix_partner_mandate_partner_id"))
    op.drop_table("partner_mandate")


def _name_partners() -> None:
    bind = op.get_bind()
    given = (
        sa.select(partner_mandate.c.partner_id)
        .where(partner_mandate.c.mandate_id == mandate.c.id)
        .scalar_subquery()
    )
    bind.execute(mandate.update().values(partner_id=given))
    # Nothing but a name was kept where the row that says whose mandate it is was lost.
    left = sa.select(mandate.c.id, mandate.c.organisation).where(
        mandate.c.organisation != "", mandate.c.partner_id.is_(None)
    )
    for mandate_id, name in bind.execute(left).all():
        found = bind.execute(sa.text(NAMED), {"name": name, "mandate": mandate_id}).scalars().all()
        if len(found) != 1:
            raise RuntimeError(f"mandate {mandate_id} names no partner of its town: {name}")
        bind.execute(
            mandate.update().where(mandate.c.id == mandate_id).values(partner_id=found[0])
        )


NAMED = """
SELECT DISTINCT partner.id FROM mandate
JOIN resident ON resident.id = mandate.principal_id
LEFT JOIN address ON address.id = mandate.address_id
JOIN quartier ON quartier.id = COALESCE(address.quartier_id, resident.quartier_id)
JOIN partner ON partner.municipality_id = quartier.municipality_id AND partner.name = :name
WHERE mandate.id = :mandate
"""


def _write_codes() -> None:
    bind = op.get_bind()
    for mandate_id, *flags in bind.execute(sa.select(mandate.c.id, *FLAGS)).all():
        codes = [code for code, held in zip(CODES.values(), flags, strict=True) if held]
        bind.execute(mandate.update().where(mandate.c.id == mandate_id).values(scopes=codes))


def downgrade() -> None:
    op.create_table('partner_mandate',
    sa.Column('id', Id, nullable=False),
    sa.Column('partner_id', Id, nullable=False),
    sa.Column('mandate_id', Id, nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['mandate_id'], ['mandate.id'], name=op.f('fk_partner_mandate_mandate_id_mandate'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_partner_mandate_partner_id_partner')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_partner_mandate')),
    sa.UniqueConstraint('mandate_id', name=op.f('uq_partner_mandate_mandate_id'))
    )
    with op.batch_alter_table('partner_mandate', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_partner_mandate_partner_id'), ['partner_id'], unique=False)
    with op.batch_alter_table("mandate") as batch_op:
        batch_op.add_column(sa.Column("organisation", sa.String(length=200), nullable=True))
        for name in CODES:
            batch_op.add_column(sa.Column(name, sa.Boolean(), nullable=True))
    _name_organisations()
    _set_flags()
    with op.batch_alter_table("mandate") as batch_op:
        batch_op.drop_index(batch_op.f("ix_mandate_partner_id"))
    with op.batch_alter_table("mandate") as batch_op:
        batch_op.alter_column(
            "organisation", existing_type=sa.String(length=200), nullable=False
        )
        for name in CODES:
            batch_op.alter_column(name, existing_type=sa.Boolean(), nullable=False)
        batch_op.drop_constraint(op.f("ck_mandate_for_something"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_mandate_for_something"), "posts OR replies OR invites OR chats"
        )
        batch_op.drop_constraint("fk_mandate_partner_id_partner", type_="foreignkey")
        batch_op.drop_column("partner_id")
        batch_op.drop_column("scopes")


def _name_organisations() -> None:
    name = sa.select(partner.c.name).where(partner.c.id == mandate.c.partner_id).scalar_subquery()
    bind = op.get_bind()
    bind.execute(mandate.update().values(organisation=sa.func.coalesce(name, "")))
    # When it was entrusted to the partner, give or take a moment.
    by_code = sa.func.coalesce(mandate.c.begins_at, mandate.c.created_at)
    since = sa.case((mandate.c.consent == "paper", mandate.c.created_at), else_=by_code)
    held = (
        sa.select(mandate.c.partner_id, mandate.c.id, since)
        .where(mandate.c.partner_id.is_not(None))
        .order_by(mandate.c.id)
    )
    columns = ["partner_id", "mandate_id", "created_at"]
    bind.execute(partner_mandate.insert().from_select(columns, held))


def _set_flags() -> None:
    bind = op.get_bind()
    for mandate_id, codes in bind.execute(sa.select(mandate.c.id, mandate.c.scopes)).all():
        flags = {name: code in codes for name, code in CODES.items()}
        bind.execute(mandate.update().where(mandate.c.id == mandate_id).values(**flags))
