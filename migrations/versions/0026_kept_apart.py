"""Who is kept apart from whom, what one is told of no more, and who caused what one was told."""

import sqlalchemy as sa
from alembic import op

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
# The other of the two in the conversation to which the news lead.
CAUSED = """
UPDATE notification SET by_id = (
  SELECT MIN(member.resident_id) FROM member
  WHERE member.conversation_id = CAST(SUBSTR({place}, 11) AS INTEGER)
  AND member.resident_id <> notification.resident_id
)
WHERE by_id IS NULL AND {place} LIKE '/messages/_%' AND kind IN ('message', {told})
"""
_OF_BOTH = ('accepted', 'declined', 'changed', 'changed-meanwhile', 'stands', 'went back on a yes', 'went-back', 'is back', 'left')
TOLD = ', '.join(f"'{slice}.{what}'" for slice in ('exchanges', 'invitations') for what in (*_OF_BOTH, 'replied', 'asked', 'thanked'))


def upgrade() -> None:
    op.create_table('block',
    sa.Column('id', Id, nullable=False),
    sa.Column('blocker_id', Id, nullable=False),
    sa.Column('blocked_id', Id, nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint('blocker_id <> blocked_id', name=op.f('ck_block_not_oneself')),
    sa.ForeignKeyConstraint(['blocked_id'], ['resident.id'], name=op.f('fk_block_blocked_id_resident')),
    sa.ForeignKeyConstraint(['blocker_id'], ['resident.id'], name=op.f('fk_block_blocker_id_resident')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_block')),
    sa.UniqueConstraint('blocker_id', 'blocked_id', name=op.f('uq_block_blocker_id_blocked_id'))
    )
    op.create_index(op.f('ix_block_blocked_id'), 'block', ['blocked_id'], unique=False)
    op.create_table('mute',
    sa.Column('id', Id, nullable=False),
    sa.Column('resident_id', Id, nullable=False),
    sa.Column('what', sa.Enum('conversation', 'person', 'kind', name='what', native_enum=False, length=40), nullable=False),
    sa.Column('thing_id', sa.BigInteger(), nullable=False),
    sa.Column('kind', sa.String(length=60), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint("(what = 'kind') = (length(kind) > 0)", name=op.f('ck_mute_a_kind_has_its_code')),
    sa.CheckConstraint("(what = 'kind') = (thing_id = 0)", name=op.f('ck_mute_a_thing_or_a_kind')),
    sa.ForeignKeyConstraint(['resident_id'], ['resident.id'], name=op.f('fk_mute_resident_id_resident')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mute')),
    sa.UniqueConstraint('resident_id', 'what', 'thing_id', 'kind', name=op.f('uq_mute_resident_id_what_thing_id_kind'))
    )
    with op.batch_alter_table('conversation', schema=None) as batch_op:
        batch_op.add_column(sa.Column('parted', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('conversation', schema=None) as batch_op:
        batch_op.alter_column('parted', server_default=None)
    with op.batch_alter_table('notification', schema=None) as batch_op:
        batch_op.add_column(sa.Column('by_id', Id, nullable=True))
        batch_op.create_foreign_key(op.f('fk_notification_by_id_resident'), 'resident', ['by_id'], ['id'])
    for place in ('path', 'also'):
        op.execute(sa.text(CAUSED.format(place=place, told=TOLD)))


def downgrade() -> None:
    with op.batch_alter_table('notification', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('fk_notification_by_id_resident'), type_='foreignkey')
        batch_op.drop_column('by_id')
    with op.batch_alter_table('conversation', schema=None) as batch_op:
        batch_op.drop_column('parted')
    op.drop_table('mute')
    op.drop_index(op.f('ix_block_blocked_id'), table_name='block')
    op.drop_table('block')
