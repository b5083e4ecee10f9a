"""What a town offers: features put off, categories and occasions of its own, colours and logo."""

import sqlalchemy as sa
from alembic import op

revision = '0031'
down_revision = '0026'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table('switched_off',
    sa.Column('id', Id, nullable=False),
    sa.Column('municipality_id', Id, nullable=True),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('since', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_switched_off_municipality_id_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_switched_off'))
    )
    for name, columns, among in (
        ('uq_switched_off_in_town', ['municipality_id', 'code'], 'municipality_id IS NOT NULL'),
        ('uq_switched_off_everywhere', ['code'], 'municipality_id IS NULL'),
    ):
        where = sa.text(among)
        op.create_index(name, 'switched_off', columns, unique=True, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    op.drop_table('switched_off')
