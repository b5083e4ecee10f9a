"""Whoever wrote in a text never approves it: everyone who did is kept."""

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
WRITTEN = {'need_writer': ('need_id', 'need'), 'need_revision_writer': ('revision_id', 'need_revision')}


def upgrade() -> None:
    for table, (column, text) in WRITTEN.items():
        op.create_table(table,
        sa.Column(column, Id, nullable=False),
        sa.Column('resident_id', Id, nullable=False),
        sa.ForeignKeyConstraint([column], [f'{text}.id'], name=op.f(f'fk_{table}_{column}_{text}')),
        sa.ForeignKeyConstraint(['resident_id'], ['resident.id'], name=op.f(f'fk_{table}_resident_id_resident')),
        sa.PrimaryKeyConstraint(column, 'resident_id', name=op.f(f'pk_{table}'))
        )
        # Who wrote last is all that was known.
        op.execute(sa.text(f'INSERT INTO {table} ({column}, resident_id) SELECT id, author_id FROM {text}'))


def downgrade() -> None:
    for table in reversed(WRITTEN):
        op.drop_table(table)
