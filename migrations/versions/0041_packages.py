"""Packages of support of a town, and the record of the rounds that brought their gifts to needs."""

import sqlalchemy as sa
from alembic import op

revision = '0041'
down_revision = '0040'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
GUARDED = {
    'allocation_round': 'id = NEW.id',
    'allocation_line': 'id = NEW.id OR (round_id = NEW.round_id AND fund_id = NEW.fund_id)',
    'allocation_return': 'id = NEW.id',
}


def guard() -> None:
    """Have the database itself refuse to rewrite the record."""
    if op.get_bind().dialect.name == 'sqlite':
        refuse = "RAISE(ABORT, 'the allocation is append-only')"
        for table, same in GUARDED.items():
            for verb in ('update', 'delete'):
                op.execute(
                    f'CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} BEGIN SELECT {refuse}; END'
                )
            op.execute(
                f'CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} '
                f'WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) BEGIN SELECT {refuse}; END'
            )
        return
    op.execute(
        'CREATE FUNCTION refuse_allocation_change() RETURNS trigger LANGUAGE plpgsql AS '
        "'BEGIN RAISE EXCEPTION ''the allocation is append-only''; END'"
    )
    for table in GUARDED:
        op.execute(
            f'CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW '
            'EXECUTE FUNCTION refuse_allocation_change()'
        )
        op.execute(
            f'CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT '
            'EXECUTE FUNCTION refuse_allocation_change()'
        )


def upgrade() -> None:
    op.create_table(
        'package',
        sa.Column('id', Id, nullable=False),
        sa.Column('municipality_id', Id, nullable=False),
        sa.Column('fund_id', Id, nullable=False),
        sa.Column('rank', sa.Integer(), nullable=False),
        sa.Column('title', sa.String(length=200), nullable=False),
        sa.Column('covers', sa.Text(), nullable=False),
        sa.Column('icon', sa.String(length=40), nullable=False),
        sa.Column('price_cents', sa.BigInteger(), nullable=True),
        sa.Column('parts', sa.JSON(), nullable=False),
        sa.Column('kinds', sa.JSON(), nullable=False),
        sa.Column('is_offered', sa.Boolean(), nullable=False),
        sa.Column('crisis_text', sa.String(length=200), nullable=False),
        sa.Column('crisis_until', sa.DateTime(), nullable=True),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.CheckConstraint('length(title) > 0 AND length(covers) > 0', name=op.f('ck_package_told')),
        sa.CheckConstraint('price_cents >= 100', name=op.f('ck_package_worth_a_payment')),
        sa.CheckConstraint(
            '(length(crisis_text) > 0) = (crisis_until IS NOT NULL)', name=op.f('ck_package_crisis_told')
        ),
        sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_package_municipality_id_municipality')),
        sa.ForeignKeyConstraint(['fund_id'], ['fund.id'], name=op.f('fk_package_fund_id_fund')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_package')),
        sa.UniqueConstraint('fund_id', name=op.f('uq_package_fund_id')),
    )
    op.create_index(op.f('ix_package_municipality_id'), 'package', ['municipality_id'])
    op.create_table(
        'allocation_round',
        sa.Column('id', Id, nullable=False),
        sa.Column('package_id', Id, nullable=False),
        sa.Column('pool_cents', sa.BigInteger(), nullable=False),
        sa.Column('candidates', sa.JSON(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.CheckConstraint('pool_cents > 0', name=op.f('ck_allocation_round_something_to_share')),
        sa.ForeignKeyConstraint(['package_id'], ['package.id'], name=op.f('fk_allocation_round_package_id_package')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_allocation_round')),
    )
    op.create_index(op.f('ix_allocation_round_package_id'), 'allocation_round', ['package_id'])
    op.create_table(
        'allocation_line',
        sa.Column('id', Id, nullable=False),
        sa.Column('round_id', Id, nullable=False),
        sa.Column('fund_id', Id, nullable=False),
        sa.Column('cents', sa.BigInteger(), nullable=False),
        sa.CheckConstraint('cents > 0', name=op.f('ck_allocation_line_something')),
        sa.ForeignKeyConstraint(['round_id'], ['allocation_round.id'], name=op.f('fk_allocation_line_round_id_allocation_round')),
        sa.ForeignKeyConstraint(['fund_id'], ['fund.id'], name=op.f('fk_allocation_line_fund_id_fund')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_allocation_line')),
        sa.UniqueConstraint('round_id', 'fund_id', name=op.f('uq_allocation_line_round_id_fund_id')),
    )
    op.create_index(op.f('ix_allocation_line_fund_id'), 'allocation_line', ['fund_id'])
    op.create_table(
        'allocation_return',
        sa.Column('id', Id, nullable=False),
        sa.Column('line_id', Id, nullable=False),
        sa.Column('cents', sa.BigInteger(), nullable=False),
        sa.Column('why', sa.String(length=40), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.CheckConstraint('cents > 0', name=op.f('ck_allocation_return_something')),
        sa.ForeignKeyConstraint(['line_id'], ['allocation_line.id'], name=op.f('fk_allocation_return_line_id_allocation_line')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_allocation_return')),
    )
    op.create_index(op.f('ix_allocation_return_line_id'), 'allocation_return', ['line_id'])
    guard()


def downgrade() -> None:
    # The release before could neither share out what packages hold nor say where it went.
    if op.get_bind().execute(sa.text('SELECT 1 FROM package LIMIT 1')).first():
        raise RuntimeError('towns offer packages of support: the release before cannot keep them')
    for table in ('allocation_return', 'allocation_line', 'allocation_round', 'package'):
        op.drop_table(table)
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('DROP FUNCTION refuse_allocation_change()')
