"""Saved searches: what somebody wants to hear of."""

import sqlalchemy as sa
from alembic import op

revision = '0056'
down_revision = '0055'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table(
        'saved_search',
        sa.Column('id', Id, nullable=False),
        sa.Column('resident_id', Id, nullable=False),
        sa.Column('kind', sa.String(40), nullable=True),
        sa.Column('category', sa.String(40), nullable=True),
        sa.Column('words', sa.Text(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('looked_at', sa.DateTime(), nullable=False),
        sa.Column('found_at', sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(['resident_id'], ['resident.id'], name=op.f('fk_saved_search_resident_id_resident')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_search')),
    )
    op.create_index(op.f('ix_saved_search_resident_id'), 'saved_search', ['resident_id'])


def downgrade() -> None:
    op.drop_table('saved_search')
