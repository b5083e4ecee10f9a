"""The charter of the instance and of towns, by version; who agreed to which."""

import sqlalchemy as sa
from alembic import op

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
DRAFT = sa.text('published_at IS NULL')
KEPT = 'a published charter is never altered'


def upgrade() -> None:
    op.create_table('charter',
    sa.Column('id', Id, nullable=False),
    sa.Column('municipality_id', Id, nullable=True),
    sa.Column('whose', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('change', sa.Text(), nullable=False),
    sa.Column('title_en', sa.String(length=200), nullable=False),
    sa.Column('text_en', sa.Text(), nullable=False),
    sa.Column('change_en', sa.Text(), nullable=False),
    sa.Column('published_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint('whose = COALESCE(municipality_id, 0)', name=op.f('ck_charter_whose')),
    sa.CheckConstraint('version > 0', name=op.f('ck_charter_numbered')),
    sa.CheckConstraint("published_at IS NULL OR (title <> '' AND text <> '')", name=op.f('ck_charter_says_something')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_charter_municipality_id_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_charter')),
    sa.UniqueConstraint('whose', 'version', name=op.f('uq_charter_whose_version'))
    )
    op.create_index('uq_charter_draft', 'charter', ['whose'], unique=True, sqlite_where=DRAFT, postgresql_where=DRAFT)
    op.create_table('charter_acceptance',
    sa.Column('resident_id', Id, nullable=False),
    sa.Column('charter_id', Id, nullable=False),
    sa.Column('accepted_at', sa.DateTime(), nullable=False),
    sa.Column('on_paper', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['charter_id'], ['charter.id'], name=op.f('fk_charter_acceptance_charter_id_charter')),
    sa.ForeignKeyConstraint(['resident_id'], ['resident.id'], name=op.f('fk_charter_acceptance_resident_id_resident')),
    sa.PrimaryKeyConstraint('resident_id', 'charter_id', name=op.f('pk_charter_acceptance'))
    )
    if op.get_bind().dialect.name == 'sqlite':
        for verb in ('UPDATE', 'DELETE'):
            op.execute(
                f'CREATE TRIGGER charter_no_{verb.lower()} BEFORE {verb} ON charter '
                f"WHEN OLD.published_at IS NOT NULL BEGIN SELECT RAISE(ABORT, '{KEPT}'); END"
            )
        return
    op.execute(
        'CREATE FUNCTION refuse_charter_change() RETURNS trigger LANGUAGE plpgsql AS '
        f"'BEGIN RAISE EXCEPTION ''{KEPT}''; END'"
    )
    op.execute(
        'CREATE TRIGGER charter_published BEFORE UPDATE OR DELETE ON charter FOR EACH ROW '
        'WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION refuse_charter_change()'
    )


def downgrade() -> None:
    op.drop_table('charter_acceptance')
    op.drop_table('charter')
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('DROP FUNCTION refuse_charter_change()')
