"""Visitors give with a mailbox alone; donors say who reads their name; towns say whether all may give."""

import sqlalchemy as sa
from alembic import op

revision = '0039'
down_revision = '0038'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
FOR_ALL = 'needs-for-all'
KEPT = {'visitor': 'visitors', 'gift_wish': 'what donors said'}


def upgrade() -> None:
    op.create_table(
        'visitor',
        sa.Column('id', Id, nullable=False),
        sa.Column('email', sa.Text(), nullable=False),
        sa.Column('mark', sa.LargeBinary(length=16), nullable=False),
        sa.Column('language', sa.String(length=8), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('seen_at', sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_visitor')),
        sa.UniqueConstraint('mark', name=op.f('uq_visitor_mark')),
    )
    op.create_table(
        'visitor_link',
        sa.Column('fingerprint', sa.String(length=64), nullable=False),
        sa.Column('visitor_id', Id, nullable=False),
        sa.Column('expires_at', sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(['visitor_id'], ['visitor.id'], name=op.f('fk_visitor_link_visitor_id_visitor')),
        sa.PrimaryKeyConstraint('fingerprint', name=op.f('pk_visitor_link')),
    )
    op.create_index(op.f('ix_visitor_link_expires_at'), 'visitor_link', ['expires_at'])
    op.create_index(op.f('ix_visitor_link_visitor_id'), 'visitor_link', ['visitor_id'])
    op.create_table(
        'gift_wish',
        sa.Column('pledge_id', Id, nullable=False),
        sa.Column('organisation', sa.Text(), nullable=False),
        sa.Column('siret', sa.Text(), nullable=False),
        sa.Column('in_name_of', sa.Text(), nullable=False),
        sa.Column('public_name', sa.Text(), nullable=False),
        sa.Column('showing', sa.Enum('secret', 'private', 'public', name='showing', native_enum=False, length=40), nullable=False),
        sa.Column('shows_amount', sa.Boolean(), nullable=False),
        sa.Column('browser', sa.String(length=64), nullable=False),
        sa.CheckConstraint("NOT shows_amount OR showing = 'public'", name=op.f('ck_gift_wish_amount_by_name')),
        sa.ForeignKeyConstraint(['pledge_id'], ['pledge.id'], name=op.f('fk_gift_wish_pledge_id_pledge')),
        sa.PrimaryKeyConstraint('pledge_id', name=op.f('pk_gift_wish')),
    )
    op.create_index(op.f('ix_gift_wish_browser'), 'gift_wish', ['browser'])
    with op.batch_alter_table('donor_pseudonym', schema=None) as batch_op:
        batch_op.alter_column('resident_id', existing_type=Id, nullable=True)
        batch_op.add_column(sa.Column('visitor_id', Id, nullable=True))
        batch_op.create_foreign_key(op.f('fk_donor_pseudonym_visitor_id_visitor'), 'visitor', ['visitor_id'], ['id'])
        batch_op.create_unique_constraint(op.f('uq_donor_pseudonym_visitor_id_fund_id'), ['visitor_id', 'fund_id'])
        batch_op.create_check_constraint(op.f('ck_donor_pseudonym_one_donor'), '(resident_id IS NULL) <> (visitor_id IS NULL)')
    # Needs were written for neighbours: each town decides before everybody reads them.
    op.execute(
        'INSERT INTO switched_off (municipality_id, code, since) '
        f"SELECT id, '{FOR_ALL}', '2026-11-30 00:00:00' FROM municipality"
    )


def downgrade() -> None:
    # The release before knows no donor without an account: nothing is thrown away.
    for table, what in KEPT.items():
        if op.get_bind().execute(sa.text(f'SELECT 1 FROM {table} LIMIT 1')).first():
            raise RuntimeError(f'{what} would be lost: export and erase them first')
    op.execute(f"DELETE FROM switched_off WHERE code = '{FOR_ALL}'")
    with op.batch_alter_table('donor_pseudonym', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_donor_pseudonym_one_donor'), type_='check')
        batch_op.drop_constraint(op.f('uq_donor_pseudonym_visitor_id_fund_id'), type_='unique')
        batch_op.drop_constraint(op.f('fk_donor_pseudonym_visitor_id_visitor'), type_='foreignkey')
        batch_op.drop_column('visitor_id')
        batch_op.alter_column('resident_id', existing_type=Id, nullable=False)
    for table in ('gift_wish', 'visitor_link', 'visitor'):
        op.drop_table(table)
