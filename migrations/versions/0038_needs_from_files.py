"""Needs from a file of a partner: its batch, the marks of its references, and how urgent a need is."""

import sqlalchemy as sa
from alembic import op

revision = '0038'
down_revision = '0037'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
STATUSES = ('reading', 'checked', 'writing', 'submitted', 'returned', 'approving', 'done', 'dropped')


def upgrade() -> None:
    op.create_table('need_file',
    sa.Column('id', Id, nullable=False),
    sa.Column('partner_id', Id, nullable=False),
    sa.Column('author_id', Id, nullable=False),
    sa.Column('approved_by_id', Id, nullable=True),
    sa.Column('status', sa.Enum(*STATUSES, name='needfilestatus', native_enum=False, length=40), nullable=False),
    sa.Column('closes', sa.Boolean(), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('otherwise', sa.Boolean(), nullable=False),
    sa.Column('figures', sa.JSON(), nullable=False),
    sa.Column('faults', sa.JSON(), nullable=False),
    sa.Column('waiting', sa.Text(), nullable=False),
    sa.Column('return_reason', sa.String(length=400), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('moved_at', sa.DateTime(), nullable=False),
    sa.Column('ended_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint('approved_by_id <> author_id', name=op.f('ck_need_file_second_reader')),
    sa.CheckConstraint('done >= 0 AND total >= 0', name=op.f('ck_need_file_counts_make_sense')),
    sa.CheckConstraint("status NOT IN ('submitted', 'returned', 'approving', 'done', 'dropped') OR waiting = ''", name=op.f('ck_need_file_lines_forgotten')),
    sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_need_file_partner_id_partner')),
    sa.ForeignKeyConstraint(['author_id'], ['resident.id'], name=op.f('fk_need_file_author_id_resident')),
    sa.ForeignKeyConstraint(['approved_by_id'], ['resident.id'], name=op.f('fk_need_file_approved_by_id_resident')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_need_file')),
    )
    op.create_index(op.f('ix_need_file_partner_id'), 'need_file', ['partner_id'], unique=False)
    op.create_table('need_reference',
    sa.Column('partner_id', Id, nullable=False),
    sa.Column('mark', sa.LargeBinary(length=16), nullable=False),
    sa.Column('need_id', Id, nullable=False),
    sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_need_reference_partner_id_partner')),
    sa.ForeignKeyConstraint(['need_id'], ['need.id'], name=op.f('fk_need_reference_need_id_need')),
    sa.PrimaryKeyConstraint('partner_id', 'mark', name=op.f('pk_need_reference')),
    sa.UniqueConstraint('need_id', name=op.f('uq_need_reference_need_id')),
    )
    with op.batch_alter_table('need', schema=None) as batch_op:
        # Present needs said nothing of it.
        batch_op.add_column(sa.Column('urgency', sa.Enum('week', 'month', 'none', name='urgency', native_enum=False, length=40), nullable=False, server_default='none'))
        batch_op.add_column(sa.Column('file_id', Id, nullable=True))
        batch_op.create_foreign_key(op.f('fk_need_file_id_need_file'), 'need_file', ['file_id'], ['id'])
        batch_op.create_index(op.f('ix_need_file_id'), ['file_id'], unique=False)
    with op.batch_alter_table('need', schema=None) as batch_op:
        batch_op.alter_column('urgency', server_default=None, existing_type=sa.String(40), existing_nullable=False)
    with op.batch_alter_table('need_revision', schema=None) as batch_op:
        batch_op.add_column(sa.Column('file_id', Id, nullable=True))
        batch_op.create_foreign_key(op.f('fk_need_revision_file_id_need_file'), 'need_file', ['file_id'], ['id'])
        batch_op.create_index(op.f('ix_need_revision_file_id'), ['file_id'], unique=False)


def downgrade() -> None:
    # The release before would show each need of a batch alone, and import a file twice.
    for table in ('need_reference', 'need_file'):
        if op.get_bind().execute(sa.text(f"SELECT 1 FROM {table} LIMIT 1")).first():
            raise RuntimeError(f'{table} holds what the release before cannot keep: restore the backup made before the update')
    with op.batch_alter_table('need_revision', schema=None) as batch_op:
        batch_op.drop_index(op.f('ix_need_revision_file_id'))
        batch_op.drop_constraint(op.f('fk_need_revision_file_id_need_file'), type_='foreignkey')
        batch_op.drop_column('file_id')
    with op.batch_alter_table('need', schema=None) as batch_op:
        batch_op.drop_index(op.f('ix_need_file_id'))
        batch_op.drop_constraint(op.f('fk_need_file_id_need_file'), type_='foreignkey')
        batch_op.drop_column('file_id')
        batch_op.drop_column('urgency')
    op.drop_table('need_reference')
    op.drop_table('need_file')
