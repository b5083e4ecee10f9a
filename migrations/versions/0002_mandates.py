"""Mandates, who signed in whose place, and accounts without a mailbox."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

SIGNED = ("card", "invitation", "message", "notice", "reply", "seat_request", "thanks")
Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
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


def upgrade() -> None:
    op.create_table('mandate',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('reference', sa.String(length=8), nullable=False),
    sa.Column('principal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('prepared_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('recorded_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('revoked_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('organisation', sa.String(length=200), nullable=False),
    sa.Column('posts', sa.Boolean(), nullable=False),
    sa.Column('replies', sa.Boolean(), nullable=False),
    sa.Column('invites', sa.Boolean(), nullable=False),
    sa.Column('chats', sa.Boolean(), nullable=False),
    sa.Column('days', sa.Integer(), nullable=False),
    sa.Column('consent', sa.Enum('code', 'paper', name='consent', native_enum=False, length=40), nullable=False),
    sa.Column('status', sa.Enum('prepared', 'live', 'revoked', 'expired', 'abandoned', name='mandatestatus', native_enum=False, length=40), nullable=False),
    sa.Column('address_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('nonce', sa.String(length=64), nullable=False),
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('begins_at', sa.DateTime(), nullable=True),
    sa.Column('ends_at', sa.DateTime(), nullable=True),
    sa.Column('revoked_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint("(status = 'revoked') = (revoked_at IS NOT NULL)", name=op.f('ck_mandate_revoked_once')),
    sa.CheckConstraint("consent <> 'paper' OR status IN ('prepared', 'abandoned') OR recorded_by_id IS NOT NULL", name=op.f('ck_mandate_paper_seen_by_somebody')),
    sa.CheckConstraint("status IN ('prepared', 'abandoned') OR (begins_at IS NOT NULL AND ends_at > begins_at)", name=op.f('ck_mandate_begun_for_a_while')),
    sa.CheckConstraint('days IN (1, 31, 182, 365)', name=op.f('ck_mandate_for_a_known_time')),
    sa.CheckConstraint('posts OR replies OR invites OR chats', name=op.f('ck_mandate_for_something')),
    sa.CheckConstraint('recorded_by_id <> prepared_by_id', name=op.f('ck_mandate_paper_seen_by_another')),
    sa.ForeignKeyConstraint(['address_id'], ['address.id'], name=op.f('fk_mandate_address_id_address')),
    sa.ForeignKeyConstraint(['prepared_by_id'], ['resident.id'], name=op.f('fk_mandate_prepared_by_id_resident')),
    sa.ForeignKeyConstraint(['principal_id'], ['resident.id'], name=op.f('fk_mandate_principal_id_resident')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['resident.id'], name=op.f('fk_mandate_recorded_by_id_resident')),
    sa.ForeignKeyConstraint(['revoked_by_id'], ['resident.id'], name=op.f('fk_mandate_revoked_by_id_resident')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mandate')),
    sa.UniqueConstraint('code_hash', name=op.f('uq_mandate_code_hash')),
    sa.UniqueConstraint('nonce', name=op.f('uq_mandate_nonce')),
    sa.UniqueConstraint('reference', name=op.f('uq_mandate_reference'))
    )
    with op.batch_alter_table('mandate', schema=None) as batch_op:
        batch_op.create_index('ix_mandate_due', ['status', 'ends_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_mandate_principal_id'), ['principal_id'], unique=False)

    op.create_table('mandate_agent',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('mandate_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('agent_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['agent_id'], ['resident.id'], name=op.f('fk_mandate_agent_agent_id_resident')),
    sa.ForeignKeyConstraint(['mandate_id'], ['mandate.id'], name=op.f('fk_mandate_agent_mandate_id_mandate')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mandate_agent')),
    sa.UniqueConstraint('mandate_id', 'agent_id', name=op.f('uq_mandate_agent_mandate_id_agent_id'))
    )
    with op.batch_alter_table('mandate_agent', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mandate_agent_agent_id'), ['agent_id'], unique=False)

    op.create_table('mandate_deed',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('mandate_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('agent_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('deed', sa.Enum('posted', 'edited', 'renewed', 'finished', 'withdrew', 'accepted', 'declined', 'thanked', 'replied', 'took back', 'invited', 'cancelled', 'asked seat', 'accepted seat', 'declined seat', 'gave up seat', 'wrote', name='deed', native_enum=False, length=40), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('path', sa.String(length=200), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['agent_id'], ['resident.id'], name=op.f('fk_mandate_deed_agent_id_resident')),
    sa.ForeignKeyConstraint(['mandate_id'], ['mandate.id'], name=op.f('fk_mandate_deed_mandate_id_mandate')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mandate_deed'))
    )
    with op.batch_alter_table('mandate_deed', schema=None) as batch_op:
        batch_op.create_index('ix_mandate_deed_journal', ['mandate_id', 'created_at', 'id'], unique=False)

    op.create_table('mandate_report',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('mandate_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('month', sa.Date(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('printed_at', sa.DateTime(), nullable=True),
    sa.Column('posted_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint('posted_at IS NULL OR printed_at IS NOT NULL', name=op.f('ck_mandate_report_printed_before_posted')),
    sa.ForeignKeyConstraint(['mandate_id'], ['mandate.id'], name=op.f('fk_mandate_report_mandate_id_mandate')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mandate_report')),
    sa.UniqueConstraint('mandate_id', 'month', name=op.f('uq_mandate_report_mandate_id_month'))
    )
    for table in SIGNED:
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column("agent_id", Id, nullable=True))
            batch_op.create_foreign_key(
                f"fk_{table}_agent_id_resident", "resident", ["agent_id"], ["id"]
            )
    restore_triggers()
    with op.batch_alter_table("resident") as batch_op:
        batch_op.alter_column("email", existing_type=sa.String(length=254), nullable=True)


def restore_triggers() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for trigger in SEARCH_TRIGGERS:
            op.execute(trigger)


def downgrade() -> None:
    # Whoever has no mailbox cannot be kept by a table that asks for one.
    for table in reversed(SIGNED):
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_constraint(f"fk_{table}_agent_id_resident", type_="foreignkey")
            batch_op.drop_column("agent_id")
    restore_triggers()
    with op.batch_alter_table("resident") as batch_op:
        batch_op.alter_column("email", existing_type=sa.String(length=254), nullable=False)
    op.drop_table('mandate_report')
    with op.batch_alter_table('mandate_deed', schema=None) as batch_op:
        batch_op.drop_index('ix_mandate_deed_journal')

    op.drop_table('mandate_deed')
    with op.batch_alter_table('mandate_agent', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mandate_agent_agent_id'))

    op.drop_table('mandate_agent')
    with op.batch_alter_table('mandate', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mandate_principal_id'))
        batch_op.drop_index('ix_mandate_due')

    op.drop_table('mandate')
