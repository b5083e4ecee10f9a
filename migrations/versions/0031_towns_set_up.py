"""Towns set up in the browser: their contour and rules, files tried, who waits for a quartier."""

import sqlalchemy as sa
from alembic import op

revision = '0031'
down_revision = '0030'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
RULES = {
    'opens_at_a_number': 'opening_number BETWEEN 0 AND 1000',
    'fewest_only_raised': 'fewest BETWEEN 11 AND 100',
    'dominance_only_lowered': 'dominance BETWEEN 50 AND 85',
}
# Present towns and quartiers are open.
GIVEN = {
    'postcodes': (sa.String(200), ''),
    'country': (sa.String(2), 'FR'),
    'language': (sa.String(8), 'fr'),
    'time_zone': (sa.String(60), 'Europe/Paris'),
    'opening_number': (sa.Integer(), '0'),
    'fewest': (sa.Integer(), '11'),
    'dominance': (sa.Integer(), '85'),
}


def upgrade() -> None:
    with op.batch_alter_table('municipality', schema=None) as batch_op:
        batch_op.add_column(sa.Column('contour', sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column('waiting_since', sa.DateTime(), nullable=True))
        for name, (kind, given) in GIVEN.items():
            batch_op.add_column(sa.Column(name, kind, nullable=False, server_default=given))
    with op.batch_alter_table('municipality', schema=None) as batch_op:
        for name in GIVEN:
            batch_op.alter_column(name, server_default=None)
        for name, rule in RULES.items():
            batch_op.create_check_constraint(op.f(f'ck_municipality_{name}'), rule)
    with op.batch_alter_table('quartier', schema=None) as batch_op:
        batch_op.add_column(sa.Column('waiting_since', sa.DateTime(), nullable=True))
    op.create_table('town_file',
    sa.Column('id', Id, nullable=False),
    sa.Column('municipality_id', Id, nullable=False),
    sa.Column('kind', sa.Enum('quartiers', 'addresses', name='filekind', native_enum=False, length=40), nullable=False),
    sa.Column('status', sa.Enum('waiting', 'tried', 'taking', 'taken', 'unreadable', 'dropped', name='filestatus', native_enum=False, length=40), nullable=False),
    sa.Column('storage_key', sa.String(length=200), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('name_key', sa.String(length=80), nullable=False),
    sa.Column('drops', sa.Boolean(), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('figures', sa.JSON(), nullable=False),
    sa.Column('messages', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('ended_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint('length(digest) = 64', name=op.f('ck_town_file_digest_of_64_signs')),
    sa.CheckConstraint('size > 0 AND done >= 0', name=op.f('ck_town_file_counts_make_sense')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_town_file_municipality_id_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_town_file'))
    )
    op.create_index(op.f('ix_town_file_municipality_id'), 'town_file', ['municipality_id'], unique=False)
    op.create_table('waiting',
    sa.Column('id', Id, nullable=False),
    sa.Column('resident_id', Id, nullable=False),
    sa.Column('quartier_id', Id, nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['quartier_id'], ['quartier.id'], name=op.f('fk_waiting_quartier_id_quartier')),
    sa.ForeignKeyConstraint(['resident_id'], ['resident.id'], name=op.f('fk_waiting_resident_id_resident')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_waiting')),
    sa.UniqueConstraint('resident_id', name=op.f('uq_waiting_resident_id'))
    )
    op.create_index(op.f('ix_waiting_quartier_id'), 'waiting', ['quartier_id'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_waiting_quartier_id'), table_name='waiting')
    op.drop_table('waiting')
    op.drop_index(op.f('ix_town_file_municipality_id'), table_name='town_file')
    op.drop_table('town_file')
    with op.batch_alter_table('quartier', schema=None) as batch_op:
        batch_op.drop_column('waiting_since')
    with op.batch_alter_table('municipality', schema=None) as batch_op:
        for name in RULES:
            batch_op.drop_constraint(op.f(f'ck_municipality_{name}'), type_='check')
        for name in ('contour', 'waiting_since', *GIVEN):
            batch_op.drop_column(name)
