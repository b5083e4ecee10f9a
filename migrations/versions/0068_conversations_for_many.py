"""Conversations for many: who comes back, replies, mentions, photos, lines changed or deleted."""

import sqlalchemy as sa
from alembic import op

revision = '0068'
down_revision = '0067'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
# As many seats as a conversation of a few has, when this was written.
FEW = 8


def fk(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f'{to}.id'], name=op.f(f'fk_{table}_{column}_{to}'))


def upgrade() -> None:
    _widen()
    _add_tables()
    op.execute(
        'UPDATE conversation SET many = true WHERE id IN ('
        f'SELECT conversation_id FROM member GROUP BY conversation_id HAVING count(*) > {FEW})'
    )


def _widen() -> None:
    with op.batch_alter_table('conversation') as conversation:
        conversation.add_column(
            sa.Column('many', sa.Boolean(), nullable=False, server_default=sa.false())
        )
        conversation.add_column(
            sa.Column('last_change', sa.BigInteger(), nullable=False, server_default='0')
        )
    with op.batch_alter_table('conversation') as conversation:
        conversation.alter_column('many', server_default=None)
        conversation.alter_column('last_change', server_default=None)
    with op.batch_alter_table('member') as member:
        member.add_column(sa.Column('back_at', sa.DateTime(), nullable=True))
    with op.batch_alter_table('message') as message:
        message.add_column(sa.Column('photos', sa.JSON(), nullable=False, server_default='[]'))
        message.add_column(sa.Column('reply_to_id', Id, nullable=True))
        for name in ('edited_at', 'deleted_at'):
            message.add_column(sa.Column(name, sa.DateTime(), nullable=True))
        message.add_column(sa.Column('changed_id', sa.BigInteger(), nullable=True))
    with op.batch_alter_table('message') as message:
        message.alter_column('photos', server_default=None)
        message.drop_constraint(op.f('ck_message_said'), type_='check')
        message.create_check_constraint(op.f('ck_message_short'), 'length(text) <= 4000')
        message.create_check_constraint(
            op.f('ck_message_said_or_deleted'), '(length(text) = 0) = (deleted_at IS NOT NULL)'
        )
        message.create_check_constraint(
            op.f('ck_message_photos_few_enough'), 'json_array_length(photos) <= 6'
        )
        message.create_foreign_key(
            op.f('fk_message_reply_to_id_message'), 'message', ['reply_to_id'], ['id']
        )
    op.create_index('ix_message_reply_to_id', 'message', ['reply_to_id'])
    changed = sa.text('changed_id IS NOT NULL')
    op.create_index(
        'ix_message_changed',
        'message',
        ['conversation_id', 'changed_id'],
        sqlite_where=changed,
        postgresql_where=changed,
    )


def _add_tables() -> None:
    op.create_table(
        'message_wording',
        sa.Column('id', Id, nullable=False),
        sa.Column('message_id', Id, nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('replaced_at', sa.DateTime(), nullable=False),
        fk('message_wording', 'message_id', 'message'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_message_wording')),
    )
    op.create_index(op.f('ix_message_wording_message_id'), 'message_wording', ['message_id'])
    op.create_table(
        'mention',
        sa.Column('id', Id, nullable=False),
        sa.Column('message_id', Id, nullable=False),
        sa.Column('resident_id', Id, nullable=False),
        sa.Column('told_at', sa.DateTime(), nullable=True),
        fk('mention', 'message_id', 'message'),
        fk('mention', 'resident_id', 'resident'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_mention')),
        sa.UniqueConstraint(
            'message_id', 'resident_id', name=op.f('uq_mention_message_id_resident_id')
        ),
    )
    op.create_index(op.f('ix_mention_resident_id'), 'mention', ['resident_id'])
    untold = sa.text('told_at IS NULL')
    op.create_index(
        'ix_mention_untold', 'mention', ['message_id'], sqlite_where=untold, postgresql_where=untold
    )


def downgrade() -> None:
    if op.get_bind().execute(sa.text('SELECT 1 FROM message WHERE deleted_at IS NOT NULL')).first():
        raise RuntimeError('lines were deleted: the release before cannot keep them')
    op.drop_table('mention')
    op.drop_table('message_wording')
    op.drop_index('ix_message_changed', 'message')
    op.drop_index('ix_message_reply_to_id', 'message')
    with op.batch_alter_table('message') as message:
        message.drop_constraint(op.f('fk_message_reply_to_id_message'), type_='foreignkey')
        for name in ('photos_few_enough', 'said_or_deleted', 'short'):
            message.drop_constraint(op.f(f'ck_message_{name}'), type_='check')
        message.create_check_constraint(
            op.f('ck_message_said'), 'length(text) BETWEEN 1 AND 4000'
        )
    with op.batch_alter_table('message') as message:
        for name in ('photos', 'reply_to_id', 'edited_at', 'deleted_at', 'changed_id'):
            message.drop_column(name)
    with op.batch_alter_table('member') as member:
        member.drop_column('back_at')
    with op.batch_alter_table('conversation') as conversation:
        for name in ('many', 'last_change'):
            conversation.drop_column(name)
