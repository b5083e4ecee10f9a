"""Mandates given to a partner, whose staff act."""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table('partner_mandate',
    sa.Column('id', Id, nullable=False),
    sa.Column('partner_id', Id, nullable=False),
    sa.Column('mandate_id', Id, nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['mandate_id'], ['mandate.id'], name=op.f('fk_partner_mandate_mandate_id_mandate'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_partner_mandate_partner_id_partner')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_partner_mandate')),
    sa.UniqueConstraint('mandate_id', name=op.f('uq_partner_mandate_mandate_id'))
    )
    with op.batch_alter_table('partner_mandate', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_partner_mandate_partner_id'), ['partner_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('partner_mandate', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_partner_mandate_partner_id'))

    op.drop_table('partner_mandate')
