"""What became of each mail, and mailboxes that send everything back."""

import sqlalchemy as sa
from alembic import op

revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table('dispatch',
    sa.Column('id', Id, nullable=False),
    sa.Column('mark', sa.String(length=40), nullable=False),
    sa.Column('kind', sa.String(length=80), nullable=False),
    sa.Column('resident_id', Id, nullable=True),
    sa.Column('mailbox', sa.String(length=260), nullable=False),
    sa.Column('status', sa.Enum('waiting', 'sent', 'failed', name='dispatchstatus', native_enum=False, length=40), nullable=False),
    sa.Column('error', sa.String(length=100), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('sent_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint("(status = 'sent') = (sent_at IS NOT NULL)", name=op.f('ck_dispatch_sent_when')),
    sa.CheckConstraint("status = 'sent' OR length(error) > 0", name=op.f('ck_dispatch_failed_why')),
    sa.ForeignKeyConstraint(['resident_id'], ['resident.id'], name=op.f('fk_dispatch_resident_id_resident')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_dispatch')),
    sa.UniqueConstraint('mark', name=op.f('uq_dispatch_mark'))
    )
    op.create_index(op.f('ix_dispatch_created_at'), 'dispatch', ['created_at'], unique=False)
    op.create_index(op.f('ix_dispatch_resident_id'), 'dispatch', ['resident_id'], unique=False)
    with op.batch_alter_table('resident', schema=None) as batch_op:
        batch_op.add_column(sa.Column('mail_returns_since', sa.DateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('resident', schema=None) as batch_op:
        batch_op.drop_column('mail_returns_since')
    op.drop_index(op.f('ix_dispatch_resident_id'), table_name='dispatch')
    op.drop_index(op.f('ix_dispatch_created_at'), table_name='dispatch')
    op.drop_table('dispatch')
