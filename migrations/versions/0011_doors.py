"""Doors that cannot be worked out: trails of addresses, areas shown, retired addresses."""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

# What was shown until now: the square, in words that no later trail can be.
TRAILS = """
    UPDATE address SET trail = 'c' || CAST(COALESCE(cell_id, 0) AS VARCHAR(20)) || '.'
    WHERE quartier_id IS NOT NULL
"""
COMPANIONS = """
    UPDATE address SET companions = (
        SELECT COUNT(DISTINCT beside.number) FROM address AS beside
        WHERE beside.insee = address.insee AND beside.street = address.street
        AND beside.quartier_id = address.quartier_id AND beside.cell_id = address.cell_id
    )
"""
SHOWN = """
    UPDATE quartier SET shown_at = (
        SELECT MIN(resident.created_at) FROM resident WHERE resident.quartier_id = quartier.id
    )
"""
QUARTIERS = """
    INSERT INTO shown_area (resident_id, quartier_id, created_at)
    SELECT id, quartier_id, created_at FROM resident WHERE quartier_id IS NOT NULL ORDER BY id
"""
SQUARES = """
    INSERT INTO shown_area (resident_id, cell_id, created_at)
    SELECT author_id, cell_id, MIN(created_at) FROM card
    WHERE author_id IS NOT NULL AND cell_id IS NOT NULL GROUP BY author_id, cell_id
    ORDER BY author_id, cell_id
"""
STREETS = """
    INSERT INTO shown_area (resident_id, insee, street, created_at)
    SELECT known.id, known.insee, known.street, MIN(known.created_at) FROM (
        SELECT resident.id, address.insee, address.street, resident.created_at
        FROM resident JOIN address ON address.id = resident.address_id
        WHERE resident.shows_street
        UNION ALL
        SELECT address_release.owner_id, address.insee, address.street, address_release.shown_at
        FROM address_release JOIN address ON address.id = address_release.address_id
    ) AS known GROUP BY known.id, known.insee, known.street
    ORDER BY known.id, known.insee, known.street
"""


def upgrade() -> None:
    with op.batch_alter_table('address', schema=None) as batch_op:
        batch_op.add_column(sa.Column('trail', sa.String(length=40), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('companions', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('retired_at', sa.DateTime(), nullable=True))
        batch_op.create_check_constraint(op.f('ck_address_companions_not_negative'), 'companions >= 0')
    with op.batch_alter_table('address', schema=None) as batch_op:
        batch_op.alter_column('trail', server_default=None)
        batch_op.alter_column('companions', server_default=None)
    with op.batch_alter_table('quartier', schema=None) as batch_op:
        batch_op.add_column(sa.Column('shown_at', sa.DateTime(), nullable=True))
    with op.batch_alter_table('resident', schema=None) as batch_op:
        batch_op.add_column(sa.Column('street_crosses', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('resident', schema=None) as batch_op:
        batch_op.alter_column('street_crosses', server_default=None)
    op.create_table('shown_area',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('resident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('quartier_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('cell_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('insee', sa.String(length=5), nullable=True),
    sa.Column('street', sa.String(length=200), nullable=True),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint('(quartier_id IS NOT NULL AND cell_id IS NULL AND street IS NULL) OR (cell_id IS NOT NULL AND quartier_id IS NULL AND street IS NULL) OR (street IS NOT NULL AND insee IS NOT NULL AND quartier_id IS NULL AND cell_id IS NULL)', name=op.f('ck_shown_area_one_of_three')),
    sa.ForeignKeyConstraint(['cell_id'], ['cell.id'], name=op.f('fk_shown_area_cell_id_cell')),
    sa.ForeignKeyConstraint(['quartier_id'], ['quartier.id'], name=op.f('fk_shown_area_quartier_id_quartier')),
    sa.ForeignKeyConstraint(['resident_id'], ['resident.id'], name=op.f('fk_shown_area_resident_id_resident')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_shown_area'))
    )
    with op.batch_alter_table('shown_area', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_shown_area_resident_id'), ['resident_id'], unique=False)
    for sentence in (TRAILS, COMPANIONS, SHOWN, QUARTIERS, SQUARES, STREETS):
        op.execute(sentence)


def downgrade() -> None:
    op.drop_table('shown_area')
    with op.batch_alter_table('resident', schema=None) as batch_op:
        batch_op.drop_column('street_crosses')
    with op.batch_alter_table('quartier', schema=None) as batch_op:
        batch_op.drop_column('shown_at')
    with op.batch_alter_table('address', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_address_companions_not_negative'), type_='check')
        batch_op.drop_column('retired_at')
        batch_op.drop_column('companions')
        batch_op.drop_column('trail')
