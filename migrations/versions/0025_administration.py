"""Work that failed for good, until somebody runs it again."""

import sqlalchemy as sa
from alembic import op

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table('failed_job',
    sa.Column('id', Id, nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('sealed_arguments', sa.Text(), nullable=False),
    sa.Column('error', sa.String(length=100), nullable=False),
    sa.Column('place', sa.String(length=200), nullable=False),
    sa.Column('failed_at', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_failed_job'))
    )
    op.create_index(op.f('ix_failed_job_failed_at'), 'failed_job', ['failed_at'])


def downgrade() -> None:
    op.drop_index(op.f('ix_failed_job_failed_at'), table_name='failed_job')
    op.drop_table('failed_job')
