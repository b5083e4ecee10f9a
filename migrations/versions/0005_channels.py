"""Cards keep what only they show in one column of facts; one table of drafts for every form."""

import sqlalchemy as sa
from alembic import op

revision = '0005_channels'
down_revision = '0004'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
# What the card of each thing shows, and of which type.
FACTS = {
    "notice": {"replies": "integer"},
    "invitation": {"seats": "integer"},
    "need": {"raised_cents": "bigint", "target_cents": "bigint", "donors": "integer"},
}
# As they were when this was written: copying the table drops them.
SEARCH_TRIGGERS = (
    "CREATE TRIGGER card_search_insert AFTER INSERT ON card BEGIN"
    " INSERT INTO card_search(rowid, search) VALUES (new.id, new.search); END",
    "CREATE TRIGGER card_search_delete AFTER DELETE ON card BEGIN"
    " INSERT INTO card_search(card_search, rowid, search)"
    " VALUES ('delete', old.id, old.search); END",
    "CREATE TRIGGER card_search_update AFTER UPDATE OF search ON card BEGIN"
    " INSERT INTO card_search(card_search, rowid, search)"
    " VALUES ('delete', old.id, old.search);"
    " INSERT INTO card_search(rowid, search) VALUES (new.id, new.search); END",
)


def on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def forget_search() -> None:
    if on_sqlite():
        for name in ("insert", "delete", "update"):
            op.execute(f"DROP TRIGGER card_search_{name}")


def write_search() -> None:
    if on_sqlite():
        for statement in SEARCH_TRIGGERS:
            op.execute(statement)


def upgrade() -> None:
    gather_facts()
    gather_drafts()


def downgrade() -> None:
    part_drafts()
    part_facts()


def gather_facts() -> None:
    forget_search()
    with op.batch_alter_table('card') as batch_op:
        batch_op.add_column(sa.Column('facts', sa.JSON(), nullable=False, server_default='{}'))
    make = "json_object" if on_sqlite() else "json_build_object"
    for about, facts in FACTS.items():
        pairs = ", ".join(f"'{name}', {name}" for name in facts)
        op.execute(f"UPDATE card SET facts = {make}({pairs}) WHERE about = '{about}'")
    with op.batch_alter_table('card') as batch_op:
        batch_op.alter_column('facts', server_default=None)
        batch_op.drop_constraint(op.f('ck_card_never_over_funded'), type_='check')
        for name in ('replies', 'seats', 'raised_cents', 'target_cents', 'donors'):
            batch_op.drop_column(name)
    write_search()


def part_facts() -> None:
    forget_search()
    with op.batch_alter_table('card') as batch_op:
        batch_op.add_column(sa.Column('replies', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('seats', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('raised_cents', sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column('target_cents', sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column('donors', sa.Integer(), nullable=True))
    for about, facts in FACTS.items():
        for name, kind in facts.items():
            read = f"json_extract(facts, '$.{name}')"
            if not on_sqlite():
                read = f"CAST(facts ->> '{name}' AS {kind})"
            op.execute(f"UPDATE card SET {name} = {read} WHERE about = '{about}'")
    with op.batch_alter_table('card') as batch_op:
        batch_op.alter_column('replies', server_default=None)
        batch_op.create_check_constraint(op.f('ck_card_never_over_funded'), 'raised_cents <= target_cents')
        batch_op.drop_column('facts')
    write_search()


def gather_drafts() -> None:
    with op.batch_alter_table('draft') as batch_op:
        batch_op.add_column(sa.Column('form', sa.String(length=60), nullable=True))
    op.execute("UPDATE draft SET form = 'notice ' || direction")
    with op.batch_alter_table('draft') as batch_op:
        batch_op.alter_column('form', existing_type=sa.String(length=60), nullable=False)
        batch_op.drop_constraint(op.f('uq_draft_resident_id_direction'), type_='unique')
        batch_op.create_unique_constraint(op.f('uq_draft_resident_id_form'), ['resident_id', 'form'])
        batch_op.drop_column('direction')
    op.execute(
        "INSERT INTO draft (resident_id, form, answers, updated_at)"
        " SELECT resident_id, 'invitation ' || side, answers, updated_at FROM invitation_draft"
        " ORDER BY id"
    )
    op.drop_table('invitation_draft')


def part_drafts() -> None:
    op.create_table('invitation_draft',
    sa.Column('id', Id, nullable=False),
    sa.Column('resident_id', Id, nullable=False),
    sa.Column('side', sa.String(length=40), nullable=False),
    sa.Column('answers', sa.JSON(), nullable=False),
    sa.Column('updated_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['resident_id'], ['resident.id'], name=op.f('fk_invitation_draft_resident_id_resident')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitation_draft')),
    sa.UniqueConstraint('resident_id', 'side', name=op.f('uq_invitation_draft_resident_id_side'))
    )
    op.execute(
        "INSERT INTO invitation_draft (resident_id, side, answers, updated_at)"
        " SELECT resident_id, substr(form, 12), answers, updated_at FROM draft"
        " WHERE form LIKE 'invitation %' ORDER BY id"
    )
    # Drafts of forms that did not keep any before have nowhere to go.
    op.execute("DELETE FROM draft WHERE form NOT IN ('notice ask', 'notice offer')")
    with op.batch_alter_table('draft') as batch_op:
        batch_op.add_column(sa.Column('direction', sa.String(length=40), nullable=True))
    op.execute("UPDATE draft SET direction = substr(form, 8)")
    with op.batch_alter_table('draft') as batch_op:
        batch_op.alter_column('direction', existing_type=sa.String(length=40), nullable=False)
        batch_op.drop_constraint(op.f('uq_draft_resident_id_form'), type_='unique')
        batch_op.create_unique_constraint(op.f('uq_draft_resident_id_direction'), ['resident_id', 'direction'])
        batch_op.drop_column('form')
