"""What members share in their groups: polls, lists of who does what, notes, files and photos."""

import sqlalchemy as sa
from alembic import op

revision = '0070'
down_revision = '0069'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
TABLES = (
    'poll', 'poll_option', 'poll_answer', 'poll_pick', 'task_list', 'task_line', 'task_take',
    'pinned_note', 'group_file',
)


def fk(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f'{to}.id'], name=op.f(f'fk_{table}_{column}_{to}'))


def shared(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column('id', Id, nullable=False),
        sa.Column('group_id', Id, nullable=False),
        sa.Column('author_id', Id, nullable=False),
        sa.Column('agent_id', Id, nullable=True),
        sa.Column('title', sa.String(120), nullable=False),
        sa.Column('status', sa.String(40), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('hidden_at', sa.DateTime(), nullable=True),
        sa.Column('removed_at', sa.DateTime(), nullable=True),
        fk(table, 'group_id', 'neighbour_group'),
        fk(table, 'author_id', 'resident'),
        fk(table, 'agent_id', 'resident'),
        sa.CheckConstraint('length(title) > 0', name=op.f(f'ck_{table}_titled')),
        sa.CheckConstraint("(status = 'removed') = (removed_at IS NOT NULL)", name=op.f(f'ck_{table}_removed_then')),
        sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{table}')),
    ]


def index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f'ix_{table}_{column}'), table, [column])


def upgrade() -> None:
    op.create_table(
        'poll',
        *shared('poll'),
        sa.Column('asked', sa.String(40), nullable=False),
        sa.Column('several', sa.Boolean(), nullable=False),
        sa.Column('named', sa.Boolean(), nullable=False),
        sa.Column('closes_at', sa.DateTime(), nullable=True),
        sa.Column('closed_at', sa.DateTime(), nullable=True),
        sa.Column('told_at', sa.DateTime(), nullable=True),
        sa.CheckConstraint('closes_at IS NULL OR closes_at > created_at', name=op.f('ck_poll_closes_later')),
        sa.CheckConstraint("status <> 'closed' OR closed_at IS NOT NULL", name=op.f('ck_poll_closed_then')),
        sa.CheckConstraint("status <> 'open' OR closed_at IS NULL", name=op.f('ck_poll_open_still')),
    )
    op.create_table(
        'poll_option',
        sa.Column('id', Id, nullable=False),
        sa.Column('poll_id', Id, nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('words', sa.String(120), nullable=False),
        sa.Column('starts_at', sa.DateTime(), nullable=True),
        sa.CheckConstraint('(length(words) > 0) = (starts_at IS NULL)', name=op.f('ck_poll_option_words_or_moment')),
        fk('poll_option', 'poll_id', 'poll'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_poll_option')),
        sa.UniqueConstraint('poll_id', 'position', name=op.f('uq_poll_option_poll_id_position')),
    )
    op.create_table(
        'poll_answer',
        sa.Column('id', Id, nullable=False),
        sa.Column('poll_id', Id, nullable=False),
        sa.Column('resident_id', Id, nullable=False),
        sa.Column('agent_id', Id, nullable=True),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        fk('poll_answer', 'poll_id', 'poll'),
        fk('poll_answer', 'resident_id', 'resident'),
        fk('poll_answer', 'agent_id', 'resident'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_poll_answer')),
        sa.UniqueConstraint('poll_id', 'resident_id', name=op.f('uq_poll_answer_poll_id_resident_id')),
    )
    op.create_table(
        'poll_pick',
        sa.Column('id', Id, nullable=False),
        sa.Column('answer_id', Id, nullable=False),
        sa.Column('option_id', Id, nullable=False),
        fk('poll_pick', 'answer_id', 'poll_answer'),
        fk('poll_pick', 'option_id', 'poll_option'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_poll_pick')),
        sa.UniqueConstraint('answer_id', 'option_id', name=op.f('uq_poll_pick_answer_id_option_id')),
    )
    op.create_table(
        'task_list',
        *shared('task_list'),
        sa.Column('edited_at', sa.DateTime(), nullable=True),
        sa.Column('wanted_on', sa.Date(), nullable=True),
        sa.Column('reminded_at', sa.DateTime(), nullable=True),
    )
    op.create_table(
        'task_line',
        sa.Column('id', Id, nullable=False),
        sa.Column('list_id', Id, nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('words', sa.String(120), nullable=False),
        sa.Column('wanted', sa.Integer(), nullable=False),
        sa.Column('done_at', sa.DateTime(), nullable=True),
        sa.CheckConstraint('length(words) > 0', name=op.f('ck_task_line_worded')),
        sa.CheckConstraint('wanted BETWEEN 1 AND 99', name=op.f('ck_task_line_wanted_few_enough')),
        fk('task_line', 'list_id', 'task_list'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_task_line')),
    )
    op.create_table(
        'task_take',
        sa.Column('id', Id, nullable=False),
        sa.Column('line_id', Id, nullable=False),
        sa.Column('resident_id', Id, nullable=False),
        sa.Column('agent_id', Id, nullable=True),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        fk('task_take', 'line_id', 'task_line'),
        fk('task_take', 'resident_id', 'resident'),
        fk('task_take', 'agent_id', 'resident'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_task_take')),
        sa.UniqueConstraint('line_id', 'resident_id', name=op.f('uq_task_take_line_id_resident_id')),
    )
    op.create_table(
        'pinned_note',
        *shared('pinned_note'),
        sa.Column('edited_at', sa.DateTime(), nullable=True),
        sa.Column('body', sa.Text(), nullable=False),
    )
    op.create_table(
        'group_file',
        *shared('group_file'),
        sa.Column('edited_at', sa.DateTime(), nullable=True),
        sa.Column('paper', sa.String(40), nullable=False),
        sa.Column('key', sa.String(100), nullable=False),
        sa.Column('weight', sa.Integer(), nullable=False),
        sa.Column('alt', sa.String(200), nullable=False),
        sa.CheckConstraint('weight BETWEEN 1 AND 209715200', name=op.f('ck_group_file_light_enough')),
        sa.UniqueConstraint('key', name=op.f('uq_group_file_key')),
    )
    for table in ('poll', 'task_list', 'pinned_note', 'group_file'):
        index(table, 'group_id', 'author_id')
    index('poll_answer', 'resident_id')
    index('poll_pick', 'option_id')
    index('task_line', 'list_id')
    index('task_take', 'resident_id')


def downgrade() -> None:
    for table in TABLES:
        if op.get_bind().execute(sa.text(f'SELECT 1 FROM {table} LIMIT 1')).first():
            raise RuntimeError(f'there is something in {table}: the release before cannot keep it')
    for table in reversed(TABLES):
        op.drop_table(table)
