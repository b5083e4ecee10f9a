"""Bank accounts, pay-outs and what funds have in them; what a proof says was spent."""

import sqlalchemy as sa
from alembic import op

revision = '0042'
down_revision = '0041'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
LIVE = "status IN ('entered', 'confirmed')"


def word(name: str, *, empty: bool = False, length: int = 40) -> sa.Column:
    return sa.Column(name, sa.String(length), nullable=empty)


def upgrade() -> None:
    with op.batch_alter_table('fund', schema=None) as batch_op:
        batch_op.add_column(sa.Column('proved_cents', sa.BigInteger(), nullable=True))
        batch_op.create_check_constraint(op.f('ck_fund_positive_proof'), 'proved_cents > 0')
    with op.batch_alter_table('need', schema=None) as batch_op:
        batch_op.add_column(word('proof_kind', empty=True))
        batch_op.add_column(sa.Column('proof_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('proof_cents', sa.BigInteger(), nullable=True))
        batch_op.create_check_constraint(
            op.f('ck_need_proof_whole'),
            '(proof_kind IS NULL) = (proof_cents IS NULL)'
            ' AND (proof_kind IS NULL) = (proof_on IS NULL) AND proof_cents > 0',
        )
    op.create_table(
        'bank_account',
        sa.Column('id', Id, nullable=False),
        sa.Column('municipality_id', Id, nullable=False),
        sa.Column('partner_id', Id, nullable=True),
        sa.Column('holder', sa.Text(), nullable=False),
        sa.Column('iban', sa.Text(), nullable=False),
        sa.Column('bic', sa.Text(), nullable=False),
        word('status'),
        sa.Column('entered_by_id', Id, nullable=False),
        sa.Column('entered_at', sa.DateTime(), nullable=False),
        sa.Column('confirmed_by_id', Id, nullable=True),
        sa.Column('decided_at', sa.DateTime(), nullable=True),
        sa.CheckConstraint('confirmed_by_id <> entered_by_id', name=op.f('ck_bank_account_two_people')),
        sa.CheckConstraint(
            "status <> 'confirmed' OR (confirmed_by_id IS NOT NULL AND decided_at IS NOT NULL)",
            name=op.f('ck_bank_account_confirmed_by_somebody'),
        ),
        sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_bank_account_municipality_id_municipality')),
        sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_bank_account_partner_id_partner')),
        sa.ForeignKeyConstraint(['entered_by_id'], ['resident.id'], name=op.f('fk_bank_account_entered_by_id_resident')),
        sa.ForeignKeyConstraint(['confirmed_by_id'], ['resident.id'], name=op.f('fk_bank_account_confirmed_by_id_resident')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_bank_account')),
    )
    for name, column, whose in (
        ('uq_bank_account_of_partner', 'partner_id', f'partner_id IS NOT NULL AND {LIVE}'),
        ('uq_bank_account_of_town', 'municipality_id', f'partner_id IS NULL AND {LIVE}'),
    ):
        where = sa.text(whose)
        op.create_index(name, 'bank_account', [column, 'status'], unique=True, sqlite_where=where, postgresql_where=where)
    op.create_table(
        'pay_out',
        sa.Column('id', Id, nullable=False),
        sa.Column('municipality_id', Id, nullable=False),
        sa.Column('partner_id', Id, nullable=False),
        sa.Column('account_id', Id, nullable=False),
        sa.Column('debtor_id', Id, nullable=False),
        sa.Column('year', sa.Integer(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('cents', sa.BigInteger(), nullable=False),
        word('status'),
        sa.Column('author_id', Id, nullable=False),
        sa.Column('approved_by_id', Id, nullable=True),
        sa.Column('drawn_up_at', sa.DateTime(), nullable=False),
        sa.Column('approved_at', sa.DateTime(), nullable=True),
        sa.Column('handed_over_at', sa.DateTime(), nullable=True),
        word('version', empty=True),
        sa.Column('document', sa.Text(), nullable=False),
        sa.Column('bank_day', sa.Date(), nullable=True),
        sa.Column('word', sa.Text(), nullable=False),
        sa.CheckConstraint('cents > 0', name=op.f('ck_pay_out_positive_amount')),
        sa.CheckConstraint('approved_by_id <> author_id', name=op.f('ck_pay_out_two_people')),
        sa.CheckConstraint(
            "status NOT IN ('approved', 'handed over', 'done', 'back')"
            ' OR (approved_by_id IS NOT NULL AND approved_at IS NOT NULL)',
            name=op.f('ck_pay_out_approved_first'),
        ),
        sa.CheckConstraint(
            "(status IN ('handed over', 'done', 'back')) = (handed_over_at IS NOT NULL)",
            name=op.f('ck_pay_out_handed_over_when'),
        ),
        sa.CheckConstraint("(handed_over_at IS NULL) = (document = '')", name=op.f('ck_pay_out_file_made')),
        sa.CheckConstraint("status NOT IN ('done', 'back') OR bank_day IS NOT NULL", name=op.f('ck_pay_out_day_of_bank')),
        sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_pay_out_municipality_id_municipality')),
        sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_pay_out_partner_id_partner')),
        sa.ForeignKeyConstraint(['account_id'], ['bank_account.id'], name=op.f('fk_pay_out_account_id_bank_account')),
        sa.ForeignKeyConstraint(['debtor_id'], ['bank_account.id'], name=op.f('fk_pay_out_debtor_id_bank_account')),
        sa.ForeignKeyConstraint(['author_id'], ['resident.id'], name=op.f('fk_pay_out_author_id_resident')),
        sa.ForeignKeyConstraint(['approved_by_id'], ['resident.id'], name=op.f('fk_pay_out_approved_by_id_resident')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_pay_out')),
        sa.UniqueConstraint('municipality_id', 'year', 'number', name=op.f('uq_pay_out_municipality_id_year_number')),
    )
    op.create_index('ix_pay_out_partner_id_status', 'pay_out', ['partner_id', 'status'])
    op.create_table(
        'pay_out_line',
        sa.Column('id', Id, nullable=False),
        sa.Column('pay_out_id', Id, nullable=False),
        sa.Column('fund_id', Id, nullable=False),
        sa.Column('cents', sa.BigInteger(), nullable=False),
        sa.Column('is_live', sa.Boolean(), nullable=False),
        sa.CheckConstraint('cents > 0', name=op.f('ck_pay_out_line_positive_amount')),
        sa.ForeignKeyConstraint(['pay_out_id'], ['pay_out.id'], name=op.f('fk_pay_out_line_pay_out_id_pay_out')),
        sa.ForeignKeyConstraint(['fund_id'], ['fund.id'], name=op.f('fk_pay_out_line_fund_id_fund')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_pay_out_line')),
        sa.UniqueConstraint('pay_out_id', 'fund_id', name=op.f('uq_pay_out_line_pay_out_id_fund_id')),
    )
    op.create_index(op.f('ix_pay_out_line_fund_id'), 'pay_out_line', ['fund_id'])
    live = sa.text('is_live')
    op.create_index('uq_pay_out_line_live', 'pay_out_line', ['fund_id'], unique=True, sqlite_where=live, postgresql_where=live)


def downgrade() -> None:
    # Money that left is in the ledger, and the release before could not say where it went.
    if op.get_bind().execute(sa.text('SELECT 1 FROM pay_out LIMIT 1')).first():
        raise RuntimeError('there are pay-outs: the release before cannot keep them')
    # What a proof says was spent stays in the version that a second person read.
    for table in ('pay_out_line', 'pay_out', 'bank_account'):
        op.drop_table(table)
    with op.batch_alter_table('need', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_need_proof_whole'), type_='check')
        for column in ('proof_cents', 'proof_on', 'proof_kind'):
            batch_op.drop_column(column)
    with op.batch_alter_table('fund', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_fund_positive_proof'), type_='check')
        batch_op.drop_column('proved_cents')
