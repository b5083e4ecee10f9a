"""Secret addresses of calendars, what they were told, and calendars of partners read from elsewhere."""

import sqlalchemy as sa
from alembic import op

revision = '0072'
down_revision = '0071'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def fk(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f'{to}.id'], name=op.f(f'fk_{table}_{column}_{to}'))


def upgrade() -> None:
    op.create_table(
        'calendar_address',
        sa.Column('id', Id, nullable=False),
        sa.Column('resident_id', Id, nullable=False),
        sa.Column('shows', sa.JSON(), nullable=False),
        sa.Column('fingerprint', sa.String(64), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('revoked_at', sa.DateTime(), nullable=True),
        sa.CheckConstraint('json_array_length(shows) BETWEEN 1 AND 4', name=op.f('ck_calendar_address_shows_some')),
        fk('calendar_address', 'resident_id', 'resident'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_address')),
        sa.UniqueConstraint('fingerprint', name=op.f('uq_calendar_address_fingerprint')),
    )
    op.create_index(op.f('ix_calendar_address_resident_id'), 'calendar_address', ['resident_id'])
    op.create_table(
        'calendar_entry',
        sa.Column('key', sa.String(80), nullable=False),
        sa.Column('digest', sa.String(64), nullable=False),
        sa.Column('sequence', sa.Integer(), nullable=False),
        sa.Column('changed_at', sa.DateTime(), nullable=False),
        sa.CheckConstraint('sequence >= 0', name=op.f('ck_calendar_entry_sequence_not_negative')),
        sa.PrimaryKeyConstraint('key', name=op.f('pk_calendar_entry')),
    )
    op.create_table(
        'outside_calendar',
        sa.Column('id', Id, nullable=False),
        sa.Column('partner_id', Id, nullable=False),
        sa.Column('quartier_id', Id, nullable=True),
        sa.Column('name', sa.String(80), nullable=False),
        sa.Column('url', sa.String(500), nullable=False),
        sa.Column('status', sa.String(40), nullable=False),
        sa.Column('digest', sa.String(64), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('taken_at', sa.DateTime(), nullable=True),
        sa.Column('failing_since', sa.DateTime(), nullable=True),
        sa.Column('fault', sa.String(400), nullable=False),
        sa.Column('told_at', sa.DateTime(), nullable=True),
        sa.CheckConstraint('length(name) > 0', name=op.f('ck_outside_calendar_named')),
        sa.CheckConstraint("url LIKE 'https://%'", name=op.f('ck_outside_calendar_in_secret')),
        sa.CheckConstraint(
            "(failing_since IS NULL) = (fault = '')", name=op.f('ck_outside_calendar_fails_for_a_reason')
        ),
        fk('outside_calendar', 'partner_id', 'partner'),
        fk('outside_calendar', 'quartier_id', 'quartier'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_outside_calendar')),
        sa.UniqueConstraint('partner_id', 'url', name=op.f('uq_outside_calendar_partner_id_url')),
    )
    op.create_index(op.f('ix_outside_calendar_quartier_id'), 'outside_calendar', ['quartier_id'])
    op.create_table(
        'outside_event',
        sa.Column('id', Id, nullable=False),
        sa.Column('calendar_id', Id, nullable=False),
        sa.Column('uid', sa.String(255), nullable=False),
        sa.Column('recurrence', sa.String(40), nullable=False),
        sa.Column('starts_at', sa.DateTime(), nullable=False),
        sa.Column('ends_at', sa.DateTime(), nullable=False),
        sa.Column('whole_days', sa.Boolean(), nullable=False),
        sa.Column('title', sa.String(200), nullable=False),
        sa.Column('body', sa.Text(), nullable=False),
        sa.Column('place', sa.String(200), nullable=False),
        sa.Column('url', sa.String(500), nullable=False),
        sa.Column('status', sa.String(40), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('hidden_at', sa.DateTime(), nullable=True),
        sa.CheckConstraint('length(title) > 0', name=op.f('ck_outside_event_titled')),
        sa.CheckConstraint('ends_at >= starts_at', name=op.f('ck_outside_event_ends_later')),
        fk('outside_event', 'calendar_id', 'outside_calendar'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_outside_event')),
        sa.UniqueConstraint('calendar_id', 'uid', 'recurrence', name=op.f('uq_outside_event_calendar_id_uid_recurrence')),
    )
    op.create_index('ix_outside_event_held', 'outside_event', ['status', 'starts_at'])


def downgrade() -> None:
    for table in ('outside_event', 'outside_calendar', 'calendar_entry', 'calendar_address'):
        op.drop_table(table)
