"""What a town offers: features put off, categories and occasions of its own, colours and logo."""

import sqlalchemy as sa
from alembic import op

revision = '0032'
down_revision = '0031'
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
    op.create_table('town_choice',
    sa.Column('id', Id, nullable=False),
    sa.Column('municipality_id', Id, nullable=False),
    sa.Column('list', sa.String(length=20), nullable=False),
    sa.Column('group', sa.String(length=20), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('key', sa.String(length=60), nullable=False),
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('name_en', sa.String(length=40), nullable=False),
    sa.Column('icon', sa.String(length=40), nullable=False),
    sa.Column('rank', sa.Integer(), nullable=False),
    sa.Column('retired_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint("(code LIKE 'own-%') = (length(icon) > 0)", name=op.f('ck_town_choice_own_has_its_icon')),
    sa.CheckConstraint("(code LIKE 'own-%') = (length(name) > 0)", name=op.f('ck_town_choice_own_is_named')),
    sa.CheckConstraint('length(key) > 0', name=op.f('ck_town_choice_compared')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_town_choice_municipality_id_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_town_choice')),
    sa.UniqueConstraint('municipality_id', 'list', 'group', 'code', name=op.f('uq_town_choice_municipality_id_list_group_code')),
    sa.UniqueConstraint('municipality_id', 'list', 'group', 'key', name=op.f('uq_town_choice_municipality_id_list_group_key'))
    )
    op.create_table('town_look',
    sa.Column('municipality_id', Id, nullable=False),
    sa.Column('colour', sa.String(length=7), nullable=False),
    sa.Column('logo_key', sa.String(length=200), nullable=True),
    sa.Column('logo_alt', sa.String(length=120), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(logo_key IS NULL) = (length(logo_alt) = 0)", name=op.f('ck_town_look_logo_said_in_words')),
    sa.CheckConstraint("colour = '' OR colour LIKE '#______'", name=op.f('ck_town_look_colour_in_six_digits')),
    sa.CheckConstraint('version > 0', name=op.f('ck_town_look_counted')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_town_look_municipality_id_municipality')),
    sa.PrimaryKeyConstraint('municipality_id', name=op.f('pk_town_look'))
    )


def downgrade() -> None:
    op.drop_table('town_look')
    op.drop_table('town_choice')
    op.drop_table('switched_off')
