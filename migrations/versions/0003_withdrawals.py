"""Proofs of address that were taken back."""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('proof_withdrawal',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('home_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('claim_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('resident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('actor_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('reason', sa.Enum('unknown there', 'vouchers unsure', 'false proof', 'left', 'mistake', 'other', name='withdrawalreason', native_enum=False, length=40), nullable=False),
    sa.Column('words', sa.String(length=400), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint("reason <> 'other' OR length(words) > 0", name=op.f('ck_proof_withdrawal_other_is_told')),
    sa.CheckConstraint('actor_id <> resident_id', name=op.f('ck_proof_withdrawal_not_by_oneself')),
    sa.ForeignKeyConstraint(['actor_id'], ['resident.id'], name=op.f('fk_proof_withdrawal_actor_id_resident')),
    sa.ForeignKeyConstraint(['claim_id'], ['address_claim.id'], name=op.f('fk_proof_withdrawal_claim_id_address_claim')),
    sa.ForeignKeyConstraint(['home_id'], ['residency.id'], name=op.f('fk_proof_withdrawal_home_id_residency')),
    sa.ForeignKeyConstraint(['resident_id'], ['resident.id'], name=op.f('fk_proof_withdrawal_resident_id_resident')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proof_withdrawal')),
    sa.UniqueConstraint('home_id', name=op.f('uq_proof_withdrawal_home_id'))
    )
    with op.batch_alter_table('proof_withdrawal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_proof_withdrawal_claim_id'), ['claim_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_proof_withdrawal_resident_id'), ['resident_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('proof_withdrawal', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_proof_withdrawal_resident_id'))
        batch_op.drop_index(batch_op.f('ix_proof_withdrawal_claim_id'))

    op.drop_table('proof_withdrawal')
