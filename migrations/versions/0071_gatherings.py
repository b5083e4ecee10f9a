"""Gatherings, their dates, who comes, who brings what; places open to all."""

import sqlalchemy as sa
from alembic import op

revision = '0071'
down_revision = '0066'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def fk(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f'{to}.id'], name=op.f(f'fk_{table}_{column}_{to}'))


def upgrade() -> None:
    op.create_table(
        'public_place',
        sa.Column('id', Id, nullable=False),
        sa.Column('quartier_id', Id, nullable=False),
        sa.Column('name', sa.String(200), nullable=False),
        sa.Column('cell_id', Id, nullable=True),
        sa.Column('retired_at', sa.DateTime(), nullable=True),
        fk('public_place', 'quartier_id', 'quartier'),
        fk('public_place', 'cell_id', 'cell'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_public_place')),
        sa.UniqueConstraint('quartier_id', 'name', name=op.f('uq_public_place_quartier_id_name')),
    )
    _gathering()
    op.create_table(
        'occurrence',
        sa.Column('id', Id, nullable=False),
        sa.Column('gathering_id', Id, nullable=False),
        sa.Column('original_start', sa.DateTime(), nullable=False),
        sa.Column('starts_at', sa.DateTime(), nullable=False),
        sa.Column('ends_at', sa.DateTime(), nullable=False),
        sa.Column('place', sa.String(120), nullable=False),
        sa.Column('taken', sa.Integer(), nullable=False),
        sa.Column('status', sa.String(40), nullable=False),
        sa.CheckConstraint('ends_at > starts_at', name=op.f('ck_occurrence_ends_later')),
        sa.CheckConstraint('taken >= 0', name=op.f('ck_occurrence_taken_not_negative')),
        fk('occurrence', 'gathering_id', 'gathering'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_occurrence')),
        sa.UniqueConstraint('gathering_id', 'original_start', name=op.f('uq_occurrence_gathering_id_original_start')),
    )
    op.create_index('ix_occurrence_coming', 'occurrence', ['status', 'starts_at'])
    op.create_table(
        'host',
        sa.Column('id', Id, nullable=False),
        sa.Column('gathering_id', Id, nullable=False),
        sa.Column('resident_id', Id, nullable=False),
        sa.Column('status', sa.String(40), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        fk('host', 'gathering_id', 'gathering'),
        fk('host', 'resident_id', 'resident'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_host')),
        sa.UniqueConstraint('gathering_id', 'resident_id', name=op.f('uq_host_gathering_id_resident_id')),
    )
    op.create_index(op.f('ix_host_resident_id'), 'host', ['resident_id'])
    op.create_table(
        'supply',
        sa.Column('id', Id, nullable=False),
        sa.Column('gathering_id', Id, nullable=False),
        sa.Column('name', sa.String(200), nullable=False),
        sa.Column('wanted', sa.Integer(), nullable=False),
        sa.CheckConstraint('wanted BETWEEN 1 AND 20', name=op.f('ck_supply_wanted_in_range')),
        fk('supply', 'gathering_id', 'gathering'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_supply')),
    )
    op.create_index(op.f('ix_supply_gathering_id'), 'supply', ['gathering_id'])
    _coming()


def _gathering() -> None:
    op.create_table(
        'gathering',
        sa.Column('id', Id, nullable=False),
        sa.Column('author_id', Id, nullable=False),
        sa.Column('agent_id', Id, nullable=True),
        sa.Column('title', sa.String(200), nullable=False),
        sa.Column('body', sa.Text(), nullable=False),
        sa.Column('reach', sa.String(40), nullable=False),
        sa.Column('quartier_id', Id, nullable=False),
        sa.Column('cell_id', Id, nullable=True),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('hidden_at', sa.DateTime(), nullable=True),
        sa.Column('sort', sa.String(40), nullable=False),
        sa.Column('first_on', sa.Date(), nullable=False),
        sa.Column('begins', sa.Time(), nullable=False),
        sa.Column('minutes', sa.Integer(), nullable=False),
        sa.Column('zone', sa.String(60), nullable=False),
        sa.Column('rhythm', sa.String(40), nullable=False),
        sa.Column('last_on', sa.Date(), nullable=True),
        sa.Column('where_held', sa.String(40), nullable=False),
        sa.Column('place', sa.String(120), nullable=False),
        sa.Column('public_place_id', Id, nullable=True),
        sa.Column('access', sa.JSON(), nullable=False),
        sa.Column('capacity', sa.Integer(), nullable=True),
        sa.Column('cost', sa.String(80), nullable=False),
        sa.Column('status', sa.String(40), nullable=False),
        sa.CheckConstraint('length(title) > 0', name=op.f('ck_gathering_titled')),
        sa.CheckConstraint('capacity BETWEEN 1 AND 500', name=op.f('ck_gathering_capacity_in_range')),
        sa.CheckConstraint('minutes BETWEEN 15 AND 1440', name=op.f('ck_gathering_minutes_in_range')),
        sa.CheckConstraint("(rhythm = 'once') = (last_on IS NULL)", name=op.f('ck_gathering_series_end')),
        sa.CheckConstraint('last_on IS NULL OR last_on >= first_on', name=op.f('ck_gathering_ends_later')),
        sa.CheckConstraint("where_held = 'home' OR length(place) > 0", name=op.f('ck_gathering_placed')),
        fk('gathering', 'author_id', 'resident'),
        fk('gathering', 'agent_id', 'resident'),
        fk('gathering', 'quartier_id', 'quartier'),
        fk('gathering', 'cell_id', 'cell'),
        fk('gathering', 'public_place_id', 'public_place'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_gathering')),
    )
    op.create_index('ix_gathering_author', 'gathering', ['author_id', 'created_at'])
    op.create_index('ix_gathering_status', 'gathering', ['status'])
    op.create_index(op.f('ix_gathering_quartier_id'), 'gathering', ['quartier_id'])
    op.create_index(op.f('ix_gathering_public_place_id'), 'gathering', ['public_place_id'])


def _coming() -> None:
    op.create_table(
        'coming',
        sa.Column('id', Id, nullable=False),
        sa.Column('gathering_id', Id, nullable=False),
        sa.Column('occurrence_id', Id, nullable=False),
        sa.Column('resident_id', Id, nullable=False),
        sa.Column('agent_id', Id, nullable=True),
        sa.Column('party', sa.Integer(), nullable=False),
        sa.Column('status', sa.String(40), nullable=False),
        sa.Column('since', sa.DateTime(), nullable=False),
        sa.Column('changed_at', sa.DateTime(), nullable=True),
        sa.Column('agreed_at', sa.DateTime(), nullable=True),
        sa.Column('attended', sa.Boolean(), nullable=True),
        sa.Column('was_there', sa.Boolean(), nullable=False),
        sa.Column('thanks', sa.String(400), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('hidden_at', sa.DateTime(), nullable=True),
        sa.CheckConstraint('party BETWEEN 1 AND 8', name=op.f('ck_coming_party_in_range')),
        fk('coming', 'gathering_id', 'gathering'),
        fk('coming', 'occurrence_id', 'occurrence'),
        fk('coming', 'resident_id', 'resident'),
        fk('coming', 'agent_id', 'resident'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_coming')),
        sa.UniqueConstraint('occurrence_id', 'resident_id', name=op.f('uq_coming_occurrence_id_resident_id')),
    )
    op.create_index('ix_coming_in_order', 'coming', ['occurrence_id', 'status', 'since', 'id'])
    op.create_index(op.f('ix_coming_gathering_id'), 'coming', ['gathering_id'])
    op.create_index(op.f('ix_coming_resident_id'), 'coming', ['resident_id'])
    op.create_table(
        'regular',
        sa.Column('id', Id, nullable=False),
        sa.Column('gathering_id', Id, nullable=False),
        sa.Column('resident_id', Id, nullable=False),
        sa.Column('party', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('ended_at', sa.DateTime(), nullable=True),
        fk('regular', 'gathering_id', 'gathering'),
        fk('regular', 'resident_id', 'resident'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_regular')),
        sa.UniqueConstraint('gathering_id', 'resident_id', name=op.f('uq_regular_gathering_id_resident_id')),
    )
    op.create_index(op.f('ix_regular_resident_id'), 'regular', ['resident_id'])
    op.create_table(
        'bringing',
        sa.Column('id', Id, nullable=False),
        sa.Column('occurrence_id', Id, nullable=False),
        sa.Column('supply_id', Id, nullable=False),
        sa.Column('slot', sa.Integer(), nullable=False),
        sa.Column('resident_id', Id, nullable=False),
        fk('bringing', 'occurrence_id', 'occurrence'),
        fk('bringing', 'supply_id', 'supply'),
        fk('bringing', 'resident_id', 'resident'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_bringing')),
        sa.UniqueConstraint('occurrence_id', 'supply_id', 'slot', name=op.f('uq_bringing_occurrence_id_supply_id_slot')),
    )
    op.create_index(op.f('ix_bringing_supply_id'), 'bringing', ['supply_id'])
    op.create_index(op.f('ix_bringing_resident_id'), 'bringing', ['resident_id'])
    op.create_table(
        'snapshot',
        sa.Column('id', Id, nullable=False),
        sa.Column('occurrence_id', Id, nullable=False),
        sa.Column('resident_id', Id, nullable=False),
        sa.Column('key', sa.String(120), nullable=False),
        sa.Column('description', sa.String(200), nullable=False),
        sa.Column('status', sa.String(40), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('removed_at', sa.DateTime(), nullable=True),
        sa.Column('hidden_at', sa.DateTime(), nullable=True),
        sa.CheckConstraint('length(key) > 0', name=op.f('ck_snapshot_stored')),
        fk('snapshot', 'occurrence_id', 'occurrence'),
        fk('snapshot', 'resident_id', 'resident'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_snapshot')),
    )
    op.create_index(op.f('ix_snapshot_occurrence_id'), 'snapshot', ['occurrence_id'])
    op.create_index(op.f('ix_snapshot_resident_id'), 'snapshot', ['resident_id'])


def downgrade() -> None:
    if op.get_bind().execute(sa.text('SELECT 1 FROM gathering LIMIT 1')).first():
        raise RuntimeError('there are gatherings: the release before cannot keep them')
    for table in (
        'snapshot', 'bringing', 'regular', 'coming', 'supply', 'host', 'occurrence', 'gathering',
        'public_place',
    ):
        op.drop_table(table)
