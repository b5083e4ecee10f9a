"""Words to the quartier, and what is answered to them in public."""

import sqlalchemy as sa
from alembic import op

revision = '0058'
down_revision = '0057'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def fk(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f'{to}.id'], name=op.f(f'fk_{table}_{column}_{to}'))


def upgrade() -> None:
    op.create_table(
        'bulletin',
        sa.Column('id', Id, nullable=False),
        sa.Column('author_id', Id, nullable=False),
        sa.Column('agent_id', Id, nullable=True),
        sa.Column('title', sa.String(200), nullable=False),
        sa.Column('body', sa.Text(), nullable=False),
        sa.Column('topic', sa.String(40), nullable=False),
        sa.Column('place', sa.String(120), nullable=False),
        sa.Column('until', sa.DateTime(), nullable=True),
        sa.Column('photos', sa.JSON(), nullable=False),
        sa.Column('reach', sa.String(40), nullable=False),
        sa.Column('quartier_id', Id, nullable=False),
        sa.Column('cell_id', Id, nullable=True),
        sa.Column('status', sa.String(40), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('expires_at', sa.DateTime(), nullable=False),
        sa.Column('warned_at', sa.DateTime(), nullable=True),
        sa.Column('closed_at', sa.DateTime(), nullable=True),
        sa.Column('edited_at', sa.DateTime(), nullable=True),
        sa.Column('hidden_at', sa.DateTime(), nullable=True),
        sa.CheckConstraint('length(title) > 0', name=op.f('ck_bulletin_titled')),
        sa.CheckConstraint('expires_at > created_at', name=op.f('ck_bulletin_expires_later')),
        sa.CheckConstraint('json_array_length(photos) <= 6', name=op.f('ck_bulletin_photos_few_enough')),
        fk('bulletin', 'author_id', 'resident'),
        fk('bulletin', 'agent_id', 'resident'),
        fk('bulletin', 'quartier_id', 'quartier'),
        fk('bulletin', 'cell_id', 'cell'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_bulletin')),
    )
    op.create_index('ix_bulletin_due', 'bulletin', ['status', 'expires_at'])
    op.create_index('ix_bulletin_author', 'bulletin', ['author_id', 'created_at'])
    op.create_index(op.f('ix_bulletin_quartier_id'), 'bulletin', ['quartier_id'])
    op.create_table(
        'answer',
        sa.Column('id', Id, nullable=False),
        sa.Column('bulletin_id', Id, nullable=False),
        sa.Column('resident_id', Id, nullable=False),
        sa.Column('agent_id', Id, nullable=True),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('status', sa.String(40), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('taken_back_at', sa.DateTime(), nullable=True),
        sa.Column('hidden_at', sa.DateTime(), nullable=True),
        sa.CheckConstraint("(status = 'said') = (length(text) > 0)", name=op.f('ck_answer_said')),
        sa.CheckConstraint("(status = 'said') = (taken_back_at IS NULL)", name=op.f('ck_answer_taken_back')),
        fk('answer', 'bulletin_id', 'bulletin'),
        fk('answer', 'resident_id', 'resident'),
        fk('answer', 'agent_id', 'resident'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_answer')),
    )
    op.create_index('ix_answer_thread', 'answer', ['bulletin_id', 'created_at', 'id'])
    op.create_index(op.f('ix_answer_resident_id'), 'answer', ['resident_id'])


def downgrade() -> None:
    if op.get_bind().execute(sa.text('SELECT 1 FROM bulletin LIMIT 1')).first():
        raise RuntimeError('there are words to the quartier: the release before cannot keep them')
    op.drop_table('answer')
    op.drop_table('bulletin')
    op.execute("DELETE FROM mute WHERE what = 'thread'")
