"""Tax receipts: the right of a partner, what donors let it know, its lists; what towns paid in for losses."""

import sqlalchemy as sa
from alembic import op

revision = '0048'
down_revision = '0047'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def fk(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f'{to}.id'], name=op.f(f'fk_{table}_{column}_{to}'))


def upgrade() -> None:
    op.create_table(
        'tax_right',
        sa.Column('id', Id, nullable=False),
        sa.Column('partner_id', Id, nullable=False),
        sa.Column('is_given', sa.Boolean(), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('address', sa.Text(), nullable=False),
        sa.Column('contact', sa.String(200), nullable=False),
        sa.Column('set_by_id', Id, nullable=False),
        sa.Column('set_at', sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            'NOT is_given OR (length(text) > 0 AND length(address) > 0 AND length(contact) > 0)',
            name=op.f('ck_tax_right_told'),
        ),
        fk('tax_right', 'partner_id', 'partner'),
        fk('tax_right', 'set_by_id', 'resident'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_tax_right')),
        sa.UniqueConstraint('partner_id', name=op.f('uq_tax_right_partner_id')),
    )
    op.create_table(
        'tax_paper',
        sa.Column('id', Id, nullable=False),
        sa.Column('partner_id', Id, nullable=False),
        sa.Column('year', sa.Integer(), nullable=False),
        sa.Column('resident_id', Id, nullable=True),
        sa.Column('visitor_id', Id, nullable=True),
        sa.Column('name', sa.Text(), nullable=False),
        sa.Column('siret', sa.Text(), nullable=False),
        sa.Column('address', sa.Text(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.CheckConstraint('resident_id IS NULL OR visitor_id IS NULL', name=op.f('ck_tax_paper_one_donor')),
        fk('tax_paper', 'partner_id', 'partner'),
        fk('tax_paper', 'resident_id', 'resident'),
        fk('tax_paper', 'visitor_id', 'visitor'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_tax_paper')),
        sa.UniqueConstraint('partner_id', 'year', 'resident_id', name=op.f('uq_tax_paper_partner_id_year_resident_id')),
        sa.UniqueConstraint('partner_id', 'year', 'visitor_id', name=op.f('uq_tax_paper_partner_id_year_visitor_id')),
    )
    for column in ('resident_id', 'visitor_id'):
        op.create_index(op.f(f'ix_tax_paper_{column}'), 'tax_paper', [column])
    op.create_table(
        'tax_drawing',
        sa.Column('id', Id, nullable=False),
        sa.Column('partner_id', Id, nullable=False),
        sa.Column('year', sa.Integer(), nullable=False),
        sa.Column('address', sa.Text(), nullable=False),
        sa.Column('status', sa.String(40), nullable=False),
        sa.Column('author_id', Id, nullable=False),
        sa.Column('allowed_by_id', Id, nullable=True),
        sa.Column('drawn_up_at', sa.DateTime(), nullable=False),
        sa.Column('allowed_at', sa.DateTime(), nullable=True),
        sa.CheckConstraint('allowed_by_id <> author_id', name=op.f('ck_tax_drawing_two_people')),
        sa.CheckConstraint(
            "status <> 'allowed' OR (allowed_by_id IS NOT NULL AND allowed_at IS NOT NULL)",
            name=op.f('ck_tax_drawing_allowed_by_somebody'),
        ),
        fk('tax_drawing', 'partner_id', 'partner'),
        fk('tax_drawing', 'author_id', 'resident'),
        fk('tax_drawing', 'allowed_by_id', 'resident'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_tax_drawing')),
        sa.UniqueConstraint('partner_id', 'year', name=op.f('uq_tax_drawing_partner_id_year')),
    )
    op.create_table(
        'tax_line',
        sa.Column('id', Id, nullable=False),
        sa.Column('drawing_id', Id, nullable=False),
        sa.Column('paper_id', Id, nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('figures', sa.Text(), nullable=False),
        fk('tax_line', 'drawing_id', 'tax_drawing'),
        fk('tax_line', 'paper_id', 'tax_paper'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_tax_line')),
        sa.UniqueConstraint('drawing_id', 'number', name=op.f('uq_tax_line_drawing_id_number')),
        sa.UniqueConstraint('paper_id', name=op.f('uq_tax_line_paper_id')),
    )
    op.create_table(
        'cover_payment',
        sa.Column('id', Id, nullable=False),
        sa.Column('municipality_id', Id, nullable=False),
        sa.Column('cents', sa.BigInteger(), nullable=False),
        sa.Column('reference', sa.String(200), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('status', sa.String(40), nullable=False),
        sa.Column('entered_by_id', Id, nullable=False),
        sa.Column('entered_at', sa.DateTime(), nullable=False),
        sa.Column('confirmed_by_id', Id, nullable=True),
        sa.Column('decided_at', sa.DateTime(), nullable=True),
        sa.CheckConstraint('cents > 0', name=op.f('ck_cover_payment_positive_amount')),
        sa.CheckConstraint('confirmed_by_id <> entered_by_id', name=op.f('ck_cover_payment_two_people')),
        sa.CheckConstraint(
            "status <> 'confirmed' OR (confirmed_by_id IS NOT NULL AND decided_at IS NOT NULL)",
            name=op.f('ck_cover_payment_confirmed_by_somebody'),
        ),
        fk('cover_payment', 'municipality_id', 'municipality'),
        fk('cover_payment', 'entered_by_id', 'resident'),
        fk('cover_payment', 'confirmed_by_id', 'resident'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_cover_payment')),
    )
    op.create_index(op.f('ix_cover_payment_municipality_id'), 'cover_payment', ['municipality_id'])
    op.create_index(
        'uq_cover_payment_waiting', 'cover_payment', ['municipality_id'], unique=True,
        sqlite_where=sa.text("status = 'entered'"), postgresql_where=sa.text("status = 'entered'"),
    )


def downgrade() -> None:
    # The release before would forget for what donors let partners know them, and who is on which list.
    for table in ('tax_line', 'tax_drawing', 'tax_paper', 'tax_right'):
        if op.get_bind().execute(sa.text(f'SELECT 1 FROM {table} LIMIT 1')).first():
            raise RuntimeError('there are tax receipts: the release before cannot keep them')
    # It would not know the account either.
    if op.get_bind().execute(sa.text('SELECT 1 FROM cover_payment LIMIT 1')).first():
        raise RuntimeError('towns paid in for losses: the release before cannot keep that')
    for table in ('cover_payment', 'tax_line', 'tax_drawing', 'tax_paper', 'tax_right'):
        op.drop_table(table)
