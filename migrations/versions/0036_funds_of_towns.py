"""A fund belongs to a town and is paid out to a partner; movements of no single gift; accounts for what is paid out and used."""

import sqlalchemy as sa
from alembic import op

revision = '0036'
down_revision = '0035'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
GUARDED = {
    'ledger_account': ('id = NEW.id OR code = NEW.code', 'RAISE(IGNORE)'),
    'ledger_transfer': ('id = NEW.id OR reference = NEW.reference', "RAISE(ABORT, 'the ledger is append-only')"),
}
OF_A_FUND = "(kind IN ('fund', 'with partner', 'used')) = (fund_id IS NOT NULL)"


def guard_again() -> None:
    """Put back what a table that was built anew has lost: SQLite keeps triggers with their table."""
    if op.get_bind().dialect.name != 'sqlite':
        return
    for table, (same, answer) in GUARDED.items():
        for verb in ('update', 'delete'):
            op.execute(
                f'CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} '
                "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
            )
        op.execute(
            f'CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} '
            f'WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) BEGIN SELECT {answer}; END'
        )


def upgrade() -> None:
    with op.batch_alter_table('fund', schema=None) as batch_op:
        batch_op.add_column(sa.Column('municipality_id', Id, nullable=True))
        batch_op.add_column(sa.Column('partner_id', Id, nullable=True))
    op.execute(
        'UPDATE fund SET partner_id = (SELECT n.partner_id FROM need n WHERE n.fund_id = fund.id), municipality_id ='
        ' (SELECT q.municipality_id FROM need n JOIN quartier q ON q.id = n.quartier_id WHERE n.fund_id = fund.id)'
    )
    with op.batch_alter_table('fund', schema=None) as batch_op:
        batch_op.alter_column('municipality_id', nullable=False, existing_type=Id)
        for column, table in (('municipality_id', 'municipality'), ('partner_id', 'partner')):
            batch_op.create_foreign_key(op.f(f'fk_fund_{column}_{table}'), table, [column], ['id'])
            batch_op.create_index(op.f(f'ix_fund_{column}'), [column])
    with op.batch_alter_table('ledger_account', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_ledger_account_fund_named'), type_='check')
        batch_op.create_check_constraint(op.f('ck_ledger_account_fund_named'), OF_A_FUND)
    with op.batch_alter_table('ledger_transfer', schema=None) as batch_op:
        batch_op.alter_column('pledge_id', nullable=True, existing_type=Id)
        batch_op.create_check_constraint(op.f('ck_ledger_transfer_of_a_gift_or_of_none'), "(pledge_id IS NULL) = (pseudonym = '')")
    guard_again()


def downgrade() -> None:
    # The release before could not read them, and a ledger loses nothing.
    if op.get_bind().execute(sa.text('SELECT 1 FROM ledger_transfer WHERE pledge_id IS NULL LIMIT 1')).first():
        raise RuntimeError('the ledger has movements of no single gift: the release before cannot keep them')
    with op.batch_alter_table('ledger_transfer', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_ledger_transfer_of_a_gift_or_of_none'), type_='check')
        batch_op.alter_column('pledge_id', nullable=False, existing_type=Id)
    with op.batch_alter_table('ledger_account', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_ledger_account_fund_named'), type_='check')
        batch_op.create_check_constraint(op.f('ck_ledger_account_fund_named'), "(kind = 'fund') = (fund_id IS NOT NULL)")
    guard_again()
    with op.batch_alter_table('fund', schema=None) as batch_op:
        for column, table in (('partner_id', 'partner'), ('municipality_id', 'municipality')):
            batch_op.drop_index(op.f(f'ix_fund_{column}'))
            batch_op.drop_constraint(op.f(f'fk_fund_{column}_{table}'), type_='foreignkey')
            batch_op.drop_column(column)
