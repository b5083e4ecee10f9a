"""Three things a week, for those who want it."""

import sqlalchemy as sa
from alembic import op

revision = '0057'
down_revision = '0056'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table(
        'weekly_choice',
        sa.Column('resident_id', Id, nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('chosen_at', sa.DateTime(), nullable=True),
        sa.Column('cards', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['resident_id'], ['resident.id'], name=op.f('fk_weekly_choice_resident_id_resident')),
        sa.PrimaryKeyConstraint('resident_id', name=op.f('pk_weekly_choice')),
    )


def downgrade() -> None:
    op.drop_table('weekly_choice')
