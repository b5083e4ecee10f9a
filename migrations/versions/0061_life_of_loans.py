"""The life of a loan: states noted, incidents, who waits, calendars."""

import sqlalchemy as sa
from alembic import op

revision = '0061'
down_revision = '0060'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
UNDER_WAY = "('open', 'heard', 'proposed')"


def fk(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f'{to}.id'], name=op.f(f'fk_{table}_{column}_{to}'))


def ck(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f'ck_{table}_{name}'))


def pk(table: str, column: str = 'id') -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(column, name=op.f(f'pk_{table}'))


def only_one(name: str, table: str, columns: list[str], where: str) -> None:
    among = sa.text(where)
    op.create_index(
        name, table, columns, unique=True, sqlite_where=among, postgresql_where=among
    )


def upgrade() -> None:
    with op.batch_alter_table('loan') as loan:
        loan.add_column(sa.Column('said_back_at', sa.DateTime(), nullable=True))
        loan.create_check_constraint(
            op.f('ck_loan_said_back_once_handed'),
            'said_back_at IS NULL OR handed_at IS NOT NULL',
        )
    op.create_table(
        'loan_check',
        sa.Column('id', Id, nullable=False),
        sa.Column('loan_id', Id, nullable=False),
        sa.Column('moment', sa.String(40), nullable=False),
        sa.Column('author_id', Id, nullable=False),
        sa.Column('agent_id', Id, nullable=True),
        sa.Column('notes', sa.Text(), nullable=False),
        sa.Column('photos', sa.JSON(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('hidden_at', sa.DateTime(), nullable=True),
        ck('loan_check', 'photos_few_enough', 'json_array_length(photos) <= 6'),
        ck('loan_check', 'noted', 'length(notes) > 0 OR json_array_length(photos) > 0'),
        fk('loan_check', 'loan_id', 'loan'),
        fk('loan_check', 'author_id', 'resident'),
        fk('loan_check', 'agent_id', 'resident'),
        pk('loan_check'),
        sa.UniqueConstraint(
            'loan_id', 'moment', 'author_id', name=op.f('uq_loan_check_loan_id_moment_author_id')
        ),
    )
    op.create_index(op.f('ix_loan_check_author_id'), 'loan_check', ['author_id'])
    _create_incidents()
    op.create_table(
        'item_waiting',
        sa.Column('id', Id, nullable=False),
        sa.Column('item_id', Id, nullable=False),
        sa.Column('resident_id', Id, nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('told_at', sa.DateTime(), nullable=True),
        fk('item_waiting', 'item_id', 'item'),
        fk('item_waiting', 'resident_id', 'resident'),
        pk('item_waiting'),
        sa.UniqueConstraint(
            'item_id', 'resident_id', name=op.f('uq_item_waiting_item_id_resident_id')
        ),
    )
    op.create_index(op.f('ix_item_waiting_resident_id'), 'item_waiting', ['resident_id'])
    op.create_index(op.f('ix_item_waiting_told_at'), 'item_waiting', ['told_at'])
    op.create_table(
        'loan_calendar',
        sa.Column('resident_id', Id, nullable=False),
        sa.Column('fingerprint', sa.String(64), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        fk('loan_calendar', 'resident_id', 'resident'),
        pk('loan_calendar', 'resident_id'),
        sa.UniqueConstraint('fingerprint', name=op.f('uq_loan_calendar_fingerprint')),
    )
    _create_words()


def _create_words() -> None:
    op.create_table(
        'loan_word',
        sa.Column('id', Id, nullable=False),
        sa.Column('loan_id', Id, nullable=False),
        sa.Column('author_id', Id, nullable=False),
        sa.Column('agent_id', Id, nullable=True),
        sa.Column('answers_id', Id, nullable=True),
        sa.Column('text', sa.String(400), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('opened_at', sa.DateTime(), nullable=True),
        sa.Column('hidden_at', sa.DateTime(), nullable=True),
        ck('loan_word', 'said', 'length(text) > 0'),
        ck('loan_word', 'answers_are_open', 'answers_id IS NULL OR opened_at IS NOT NULL'),
        fk('loan_word', 'loan_id', 'loan'),
        fk('loan_word', 'author_id', 'resident'),
        fk('loan_word', 'agent_id', 'resident'),
        fk('loan_word', 'answers_id', 'loan_word'),
        pk('loan_word'),
        sa.UniqueConstraint('answers_id', name=op.f('uq_loan_word_answers_id')),
    )
    op.create_index(op.f('ix_loan_word_opened_at'), 'loan_word', ['opened_at'])
    own = ['loan_id', 'author_id']
    only_one('uq_loan_word_one_each', 'loan_word', own, 'answers_id IS NULL')


def _create_incidents() -> None:
    op.create_table(
        'loan_incident',
        sa.Column('id', Id, nullable=False),
        sa.Column('loan_id', Id, nullable=False),
        sa.Column('kind', sa.String(40), nullable=False),
        sa.Column('opened_by_id', Id, nullable=False),
        sa.Column('status', sa.String(40), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('closed_at', sa.DateTime(), nullable=True),
        ck('loan_incident', 'closed_at_a_moment', f'(closed_at IS NULL) = (status IN {UNDER_WAY})'),
        fk('loan_incident', 'loan_id', 'loan'),
        fk('loan_incident', 'opened_by_id', 'resident'),
        pk('loan_incident'),
    )
    op.create_index(op.f('ix_loan_incident_loan_id'), 'loan_incident', ['loan_id'])
    op.create_index(op.f('ix_loan_incident_opened_by_id'), 'loan_incident', ['opened_by_id'])
    under_way = f'status IN {UNDER_WAY}'
    only_one('uq_loan_incident_under_way', 'loan_incident', ['loan_id'], under_way)
    op.create_table(
        'incident_voice',
        sa.Column('id', Id, nullable=False),
        sa.Column('incident_id', Id, nullable=False),
        sa.Column('author_id', Id, nullable=False),
        sa.Column('agent_id', Id, nullable=True),
        sa.Column('says', sa.String(40), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('hidden_at', sa.DateTime(), nullable=True),
        ck('incident_voice', 'said', 'length(text) > 0'),
        fk('incident_voice', 'incident_id', 'loan_incident'),
        fk('incident_voice', 'author_id', 'resident'),
        fk('incident_voice', 'agent_id', 'resident'),
        pk('incident_voice'),
    )
    op.create_index(op.f('ix_incident_voice_author_id'), 'incident_voice', ['author_id'])
    op.create_index('ix_incident_voice_incident', 'incident_voice', ['incident_id', 'id'])
    own = ['incident_id', 'author_id']
    only_one('uq_incident_voice_one_account', 'incident_voice', own, "says = 'account'")


def downgrade() -> None:
    for table in ('loan_check', 'loan_incident', 'loan_calendar', 'item_waiting', 'loan_word'):
        if op.get_bind().execute(sa.text(f'SELECT 1 FROM {table} LIMIT 1')).first():
            raise RuntimeError('loans have a life: the release before cannot keep it')
    op.drop_table('loan_word')
    op.drop_table('loan_calendar')
    op.drop_table('item_waiting')
    op.drop_table('incident_voice')
    op.drop_table('loan_incident')
    op.drop_table('loan_check')
    with op.batch_alter_table('loan') as loan:
        loan.drop_constraint(op.f('ck_loan_said_back_once_handed'), type_='check')
        loan.drop_column('said_back_at')
