"""Single days of help that comes again: who cannot come, who stands in, what is not needed."""

import sqlalchemy as sa
from alembic import op

revision = '0063'
down_revision = '0062'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
COMES = sa.text("status = 'accepted'")


def fk(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f'{to}.id'], name=op.f(f'fk_{table}_{column}_{to}'))


def upgrade() -> None:
    op.create_table(
        'absence',
        sa.Column('id', Id, nullable=False),
        sa.Column('reply_id', Id, nullable=False),
        sa.Column('agent_id', Id, nullable=True),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('status', sa.String(40), nullable=False),
        sa.Column('reason', sa.String(400), nullable=False),
        sa.Column('said_at', sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "status <> 'taken back' OR reason = ''", name=op.f('ck_absence_taken_back_whole')
        ),
        fk('absence', 'reply_id', 'reply'),
        fk('absence', 'agent_id', 'resident'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_absence')),
        sa.UniqueConstraint('reply_id', 'day', name=op.f('uq_absence_reply_id_day')),
    )
    op.create_table(
        'stand_in',
        sa.Column('id', Id, nullable=False),
        sa.Column('absence_id', Id, nullable=False),
        sa.Column('reply_id', Id, nullable=False),
        sa.Column('status', sa.String(40), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        fk('stand_in', 'absence_id', 'absence'),
        fk('stand_in', 'reply_id', 'reply'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_stand_in')),
        sa.UniqueConstraint('absence_id', 'reply_id', name=op.f('uq_stand_in_absence_id_reply_id')),
    )
    op.create_index(op.f('ix_stand_in_reply_id'), 'stand_in', ['reply_id'])
    op.create_index(
        'uq_stand_in_one_comes',
        'stand_in',
        ['absence_id'],
        unique=True,
        sqlite_where=COMES,
        postgresql_where=COMES,
    )
    op.create_table(
        'day_off',
        sa.Column('id', Id, nullable=False),
        sa.Column('notice_id', Id, nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('said_at', sa.DateTime(), nullable=False),
        fk('day_off', 'notice_id', 'notice'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_day_off')),
        sa.UniqueConstraint('notice_id', 'day', name=op.f('uq_day_off_notice_id_day')),
    )


def downgrade() -> None:
    op.drop_table('day_off')
    op.drop_table('stand_in')
    op.drop_table('absence')
