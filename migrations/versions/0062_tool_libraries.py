"""Tool libraries, their tools, the loans of them and the days they take."""

import sqlalchemy as sa
from alembic import op

revision = '0062'
down_revision = '0061'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
LEFT = "('lent', 'returned', 'not returned')"
OUT = sa.text("status IN ('lent', 'not returned')")


def fk(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f'{to}.id'], name=op.f(f'fk_{table}_{column}_{to}'))


def ck(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f'ck_{table}_{name}'))


def pk(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f'pk_{table}'))


def uq(table: str, column: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(column, name=op.f(f'uq_{table}_{column}'))


def upgrade() -> None:
    _libraries()
    _loans()


def _libraries() -> None:
    op.create_table(
        'library',
        sa.Column('id', Id, nullable=False),
        sa.Column('partner_id', Id, nullable=False),
        sa.Column('quartier_id', Id, nullable=False),
        sa.Column('name', sa.String(200), nullable=False),
        sa.Column('words', sa.Text(), nullable=False),
        sa.Column('place', sa.String(160), nullable=False),
        sa.Column('hours', sa.JSON(), nullable=False),
        sa.Column('days', sa.Integer(), nullable=False),
        sa.Column('renewals', sa.Integer(), nullable=False),
        sa.Column('at_once', sa.Integer(), nullable=False),
        sa.Column('status', sa.String(40), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('hidden_at', sa.DateTime(), nullable=True),
        ck('library', 'named', 'length(name) > 0'),
        ck('library', 'hours_few_enough', 'json_array_length(hours) <= 14'),
        ck('library', 'days_in_range', 'days BETWEEN 1 AND 60'),
        ck('library', 'renewals_in_range', 'renewals BETWEEN 0 AND 3'),
        ck('library', 'at_once_in_range', 'at_once BETWEEN 1 AND 10'),
        fk('library', 'partner_id', 'partner'),
        fk('library', 'quartier_id', 'quartier'),
        pk('library', 'id'),
        uq('library', 'partner_id'),
    )
    op.create_index(op.f('ix_library_quartier_id'), 'library', ['quartier_id'])
    op.create_table(
        'library_closure',
        sa.Column('id', Id, nullable=False),
        sa.Column('library_id', Id, nullable=False),
        sa.Column('first_day', sa.Date(), nullable=False),
        sa.Column('last_day', sa.Date(), nullable=False),
        ck('library_closure', 'ends_after_it_begins', 'last_day >= first_day'),
        fk('library_closure', 'library_id', 'library'),
        pk('library_closure', 'id'),
    )
    op.create_index(op.f('ix_library_closure_library_id'), 'library_closure', ['library_id'])
    op.create_table(
        'tool',
        sa.Column('id', Id, nullable=False),
        sa.Column('library_id', Id, nullable=False),
        sa.Column('label', sa.String(12), nullable=False),
        sa.Column('title', sa.String(200), nullable=False),
        sa.Column('body', sa.Text(), nullable=False),
        sa.Column('category', sa.String(40), nullable=False),
        sa.Column('condition', sa.String(200), nullable=False),
        sa.Column('photos', sa.JSON(), nullable=False),
        sa.Column('status', sa.String(40), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('edited_at', sa.DateTime(), nullable=True),
        sa.Column('retired_at', sa.DateTime(), nullable=True),
        sa.Column('hidden_at', sa.DateTime(), nullable=True),
        ck('tool', 'titled', 'length(title) > 0'),
        ck('tool', 'photos_few_enough', 'json_array_length(photos) <= 6'),
        ck('tool', 'retired_at_a_moment', "(status = 'retired') = (retired_at IS NOT NULL)"),
        fk('tool', 'library_id', 'library'),
        pk('tool', 'id'),
        uq('tool', 'label'),
    )
    op.create_index('ix_tool_library', 'tool', ['library_id', 'status', 'created_at', 'id'])


def _loans() -> None:
    op.create_table(
        'tool_loan',
        sa.Column('id', Id, nullable=False),
        sa.Column('tool_id', Id, nullable=False),
        sa.Column('borrower_id', Id, nullable=True),
        sa.Column('status', sa.String(40), nullable=False),
        sa.Column('first_day', sa.Date(), nullable=False),
        sa.Column('due_on', sa.Date(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('lent_by_id', Id, nullable=True),
        sa.Column('lent_at', sa.DateTime(), nullable=True),
        sa.Column('note_lent', sa.Text(), nullable=False),
        sa.Column('returned_to_id', Id, nullable=True),
        sa.Column('returned_at', sa.DateTime(), nullable=True),
        sa.Column('note_back', sa.Text(), nullable=False),
        sa.Column('renewed', sa.Integer(), nullable=False),
        sa.Column('reminded', sa.String(40), nullable=False),
        ck('tool_loan', 'ends_after_it_begins', 'due_on >= first_day'),
        ck('tool_loan', 'lent_at_a_moment', f'(lent_at IS NOT NULL) = (status IN {LEFT})'),
        ck('tool_loan', 'back_at_a_moment', "(returned_at IS NOT NULL) = (status = 'returned')"),
        ck(
            'tool_loan',
            'somebodys_while_live',
            "borrower_id IS NOT NULL OR status NOT IN ('reserved', 'lent')",
        ),
        ck('tool_loan', 'renewed_in_range', 'renewed BETWEEN 0 AND 3'),
        fk('tool_loan', 'tool_id', 'tool'),
        fk('tool_loan', 'borrower_id', 'resident'),
        fk('tool_loan', 'lent_by_id', 'resident'),
        fk('tool_loan', 'returned_to_id', 'resident'),
        pk('tool_loan', 'id'),
    )
    op.create_index(op.f('ix_tool_loan_borrower_id'), 'tool_loan', ['borrower_id'])
    op.create_index('ix_tool_loan_tool', 'tool_loan', ['tool_id', 'status'])
    op.create_index('ix_tool_loan_due', 'tool_loan', ['status', 'due_on'])
    op.create_index(
        'uq_tool_loan_out',
        'tool_loan',
        ['tool_id'],
        unique=True,
        sqlite_where=OUT,
        postgresql_where=OUT,
    )
    op.create_table(
        'tool_day',
        sa.Column('tool_id', Id, nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('loan_id', Id, nullable=False),
        fk('tool_day', 'tool_id', 'tool'),
        fk('tool_day', 'loan_id', 'tool_loan'),
        pk('tool_day', 'tool_id', 'day'),
    )
    op.create_index('ix_tool_day_loan', 'tool_day', ['loan_id'])
    op.create_table(
        'borrower_card',
        sa.Column('resident_id', Id, nullable=False),
        sa.Column('token', sa.Text(), nullable=False),
        sa.Column('digest', sa.String(64), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        fk('borrower_card', 'resident_id', 'resident'),
        pk('borrower_card', 'resident_id'),
        uq('borrower_card', 'digest'),
    )


def downgrade() -> None:
    if op.get_bind().execute(sa.text('SELECT 1 FROM library LIMIT 1')).first():
        raise RuntimeError('there are tool libraries: the release before cannot keep them')
    lending = sa.text("SELECT 1 FROM staff_member WHERE role = 'lend' LIMIT 1")
    if op.get_bind().execute(lending).first():
        raise RuntimeError('somebody keeps a tool library: the release before knows no such role')
    op.drop_table('borrower_card')
    op.drop_table('tool_day')
    op.drop_table('tool_loan')
    op.drop_table('tool')
    op.drop_table('library_closure')
    op.drop_table('library')
