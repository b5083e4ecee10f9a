"""Accounts that are closed, files of one's data, and what people ask about their data."""

import sqlalchemy as sa
from alembic import op

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
UNDER_WAY = sa.text("status = 'closed'")
PREPARING = sa.text("status = 'preparing'")


def upgrade() -> None:
    op.create_table('closing',
    sa.Column('id', Id, nullable=False),
    sa.Column('resident_id', Id, nullable=False),
    sa.Column('asked_by_id', Id, nullable=True),
    sa.Column('reason', sa.String(400), nullable=False),
    sa.Column('status', sa.String(40), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('due_at', sa.DateTime(), nullable=False),
    sa.Column('ended_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint('due_at > created_at', name=op.f('ck_closing_later')),
    sa.CheckConstraint("(status = 'closed') = (ended_at IS NULL)", name=op.f('ck_closing_ended_when')),
    sa.CheckConstraint("status <> 'erased' OR reason = ''", name=op.f('ck_closing_erased_without_words')),
    sa.CheckConstraint("asked_by_id IS NULL OR status = 'erased' OR length(reason) > 0", name=op.f('ck_closing_for_a_reason')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['resident.id'], name=op.f('fk_closing_asked_by_id_resident')),
    sa.ForeignKeyConstraint(['resident_id'], ['resident.id'], name=op.f('fk_closing_resident_id_resident')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_closing'))
    )
    op.create_index('ix_closing_resident_id', 'closing', ['resident_id'])
    op.create_index('uq_closing_under_way', 'closing', ['resident_id'], unique=True, sqlite_where=UNDER_WAY, postgresql_where=UNDER_WAY)
    op.create_table('archive',
    sa.Column('id', Id, nullable=False),
    sa.Column('resident_id', Id, nullable=False),
    sa.Column('status', sa.String(40), nullable=False),
    sa.Column('file', sa.String(200), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('ready_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint("status <> 'ready' OR ready_at IS NOT NULL", name=op.f('ck_archive_ready_when')),
    sa.ForeignKeyConstraint(['resident_id'], ['resident.id'], name=op.f('fk_archive_resident_id_resident')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_archive'))
    )
    op.create_index('ix_archive_resident_id', 'archive', ['resident_id'])
    op.create_index('uq_archive_preparing', 'archive', ['resident_id'], unique=True, sqlite_where=PREPARING, postgresql_where=PREPARING)
    op.create_table('data_request',
    sa.Column('id', Id, nullable=False),
    sa.Column('resident_id', Id, nullable=False),
    sa.Column('municipality_id', Id, nullable=True),
    sa.Column('kind', sa.String(40), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('status', sa.String(40), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('due_at', sa.DateTime(), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('answered_at', sa.DateTime(), nullable=True),
    sa.Column('answered_by_id', Id, nullable=True),
    sa.CheckConstraint('length(words) > 0', name=op.f('ck_data_request_said')),
    sa.CheckConstraint("(status = 'answered') = (answered_at IS NOT NULL)", name=op.f('ck_data_request_answered_when')),
    sa.CheckConstraint("status <> 'answered' OR length(answer) > 0", name=op.f('ck_data_request_answered_in_words')),
    sa.ForeignKeyConstraint(['answered_by_id'], ['resident.id'], name=op.f('fk_data_request_answered_by_id_resident')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_data_request_municipality_id_municipality')),
    sa.ForeignKeyConstraint(['resident_id'], ['resident.id'], name=op.f('fk_data_request_resident_id_resident')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_data_request'))
    )
    op.create_index('ix_data_request_resident_id', 'data_request', ['resident_id'])
    op.create_index('ix_data_request_status', 'data_request', ['status', 'due_at'])


def downgrade() -> None:
    op.drop_table('data_request')
    op.drop_table('archive')
    op.drop_table('closing')
