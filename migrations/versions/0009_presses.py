"""A press is spent once; a draft belongs to who writes, and each tab has its own."""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table('press',
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('endpoint', sa.String(length=100), nullable=False),
    sa.Column('location', sa.Text(), nullable=True),
    sa.Column('said', sa.JSON(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_press'))
    )
    with op.batch_alter_table('press') as batch_op:
        batch_op.create_index(batch_op.f('ix_press_at'), ['at'], unique=False)
    part_drafts()


def downgrade() -> None:
    gather_drafts()
    op.drop_table('press')


def part_drafts() -> None:
    with op.batch_alter_table('draft') as batch_op:
        batch_op.add_column(sa.Column('writer_id', Id, nullable=True))
        batch_op.add_column(sa.Column('tab', sa.String(length=40), nullable=False, server_default=''))
    op.execute("UPDATE draft SET writer_id = resident_id")
    with op.batch_alter_table('draft') as batch_op:
        batch_op.alter_column('writer_id', existing_type=Id, nullable=False)
        batch_op.alter_column('tab', existing_type=sa.String(length=40), server_default=None)
        batch_op.drop_constraint(op.f('uq_draft_resident_id_form'), type_='unique')
        batch_op.create_foreign_key(op.f('fk_draft_writer_id_resident'), 'resident', ['writer_id'], ['id'])
        batch_op.create_unique_constraint(
            op.f('uq_draft_resident_id_writer_id_form_tab'),
            ['resident_id', 'writer_id', 'form', 'tab'],
        )


def gather_drafts() -> None:
    # What an agent wrote was never the principal's to read; of one's own, the latest.
    op.execute("DELETE FROM draft WHERE writer_id <> resident_id")
    op.execute(
        "DELETE FROM draft WHERE EXISTS (SELECT 1 FROM draft AS later"
        " WHERE later.resident_id = draft.resident_id AND later.form = draft.form"
        " AND (later.updated_at > draft.updated_at"
        " OR (later.updated_at = draft.updated_at AND later.id > draft.id)))"
    )
    with op.batch_alter_table('draft') as batch_op:
        batch_op.drop_constraint(op.f('uq_draft_resident_id_writer_id_form_tab'), type_='unique')
        batch_op.drop_constraint(op.f('fk_draft_writer_id_resident'), type_='foreignkey')
        batch_op.drop_column('writer_id')
        batch_op.drop_column('tab')
        batch_op.create_unique_constraint(op.f('uq_draft_resident_id_form'), ['resident_id', 'form'])
