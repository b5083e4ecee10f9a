"""Things to lend, the loans of them, and the days they take."""

import sqlalchemy as sa
from alembic import op

revision = '0059'
down_revision = '0058'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
OUT = "('handed over', 'returned', 'not returned')"


def fk(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f'{to}.id'], name=op.f(f'fk_{table}_{column}_{to}'))


def ck(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f'ck_{table}_{name}'))


def upgrade() -> None:
    op.create_table(
        'item',
        sa.Column('id', Id, nullable=False),
        sa.Column('author_id', Id, nullable=False),
        sa.Column('agent_id', Id, nullable=True),
        sa.Column('title', sa.String(200), nullable=False),
        sa.Column('body', sa.Text(), nullable=False),
        sa.Column('category', sa.String(40), nullable=False),
        sa.Column('condition', sa.String(40), nullable=False),
        sa.Column('worth', sa.String(120), nullable=False),
        sa.Column('deposit', sa.String(120), nullable=False),
        sa.Column('days', sa.Integer(), nullable=False),
        sa.Column('renewals', sa.Integer(), nullable=False),
        sa.Column('photos', sa.JSON(), nullable=False),
        sa.Column('reach', sa.String(40), nullable=False),
        sa.Column('quartier_id', Id, nullable=False),
        sa.Column('cell_id', Id, nullable=True),
        sa.Column('status', sa.String(40), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('edited_at', sa.DateTime(), nullable=True),
        sa.Column('retired_at', sa.DateTime(), nullable=True),
        sa.Column('hidden_at', sa.DateTime(), nullable=True),
        ck('item', 'titled', 'length(title) > 0'),
        ck('item', 'photos_few_enough', 'json_array_length(photos) <= 6'),
        ck('item', 'days_in_range', 'days BETWEEN 1 AND 60'),
        ck('item', 'renewals_in_range', 'renewals BETWEEN 0 AND 5'),
        ck('item', 'retired_at_a_moment', "(status = 'retired') = (retired_at IS NOT NULL)"),
        fk('item', 'author_id', 'resident'),
        fk('item', 'agent_id', 'resident'),
        fk('item', 'quartier_id', 'quartier'),
        fk('item', 'cell_id', 'cell'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_item')),
    )
    op.create_index('ix_item_author', 'item', ['author_id', 'created_at'])
    op.create_index(op.f('ix_item_quartier_id'), 'item', ['quartier_id'])
    op.create_table(
        'lending_break',
        sa.Column('id', Id, nullable=False),
        sa.Column('resident_id', Id, nullable=False),
        sa.Column('first_day', sa.Date(), nullable=False),
        sa.Column('last_day', sa.Date(), nullable=False),
        ck('lending_break', 'ends_after_it_begins', 'last_day >= first_day'),
        fk('lending_break', 'resident_id', 'resident'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_lending_break')),
    )
    op.create_index(op.f('ix_lending_break_resident_id'), 'lending_break', ['resident_id'])
    op.create_table(
        'loan',
        sa.Column('id', Id, nullable=False),
        sa.Column('item_id', Id, nullable=False),
        sa.Column('borrower_id', Id, nullable=False),
        sa.Column('agent_id', Id, nullable=True),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('first_day', sa.Date(), nullable=False),
        sa.Column('last_day', sa.Date(), nullable=False),
        sa.Column('status', sa.String(40), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('asked_at', sa.DateTime(), nullable=False),
        sa.Column('answer', sa.String(400), nullable=False),
        sa.Column('answered_at', sa.DateTime(), nullable=True),
        sa.Column('handed_at', sa.DateTime(), nullable=True),
        sa.Column('returned_at', sa.DateTime(), nullable=True),
        sa.Column('renewed', sa.Integer(), nullable=False),
        sa.Column('reminded', sa.String(40), nullable=False),
        sa.Column('hidden_at', sa.DateTime(), nullable=True),
        ck('loan', 'said', 'length(text) > 0'),
        ck('loan', 'ends_after_it_begins', 'last_day >= first_day'),
        ck('loan', 'handed_at_a_moment', f'(handed_at IS NOT NULL) = (status IN {OUT})'),
        ck('loan', 'back_at_a_moment', "(returned_at IS NOT NULL) = (status = 'returned')"),
        ck('loan', 'renewed_in_range', 'renewed BETWEEN 0 AND 5'),
        fk('loan', 'item_id', 'item'),
        fk('loan', 'borrower_id', 'resident'),
        fk('loan', 'agent_id', 'resident'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_loan')),
    )
    op.create_index(op.f('ix_loan_borrower_id'), 'loan', ['borrower_id'])
    op.create_index('ix_loan_item', 'loan', ['item_id', 'status'])
    op.create_index('ix_loan_due', 'loan', ['status', 'last_day'])
    op.create_index(
        'uq_loan_out',
        'loan',
        ['item_id'],
        unique=True,
        sqlite_where=sa.text("status = 'handed over'"),
        postgresql_where=sa.text("status = 'handed over'"),
    )
    op.create_table(
        'loan_day',
        sa.Column('item_id', Id, nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('loan_id', Id, nullable=False),
        fk('loan_day', 'item_id', 'item'),
        fk('loan_day', 'loan_id', 'loan'),
        sa.PrimaryKeyConstraint('item_id', 'day', name=op.f('pk_loan_day')),
    )
    op.create_index('ix_loan_day_loan', 'loan_day', ['loan_id'])


def downgrade() -> None:
    if op.get_bind().execute(sa.text('SELECT 1 FROM item LIMIT 1')).first():
        raise RuntimeError('there are things to lend: the release before cannot keep them')
    op.drop_table('loan_day')
    op.drop_table('loan')
    op.drop_table('lending_break')
    op.drop_table('item')
