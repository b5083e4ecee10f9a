"""Things proposed to neighbours who look for one; waiting for days that are taken later."""

import sqlalchemy as sa
from alembic import op

revision = '0065'
down_revision = '0064'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def fk(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f'{to}.id'], name=op.f(f'fk_{table}_{column}_{to}'))


def upgrade() -> None:
    op.create_table(
        'item_proposal',
        sa.Column('id', Id, nullable=False),
        sa.Column('item_id', Id, nullable=False),
        sa.Column('sought', sa.String(40), nullable=False),
        sa.Column('sought_id', sa.Integer(), nullable=False),
        sa.Column('seeker_id', Id, nullable=False),
        sa.Column('agent_id', Id, nullable=True),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        fk('item_proposal', 'item_id', 'item'),
        fk('item_proposal', 'seeker_id', 'resident'),
        fk('item_proposal', 'agent_id', 'resident'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_item_proposal')),
        sa.UniqueConstraint(
            'item_id', 'sought', 'sought_id', name=op.f('uq_item_proposal_item_id_sought_sought_id')
        ),
    )
    op.create_index(op.f('ix_item_proposal_seeker_id'), 'item_proposal', ['seeker_id'])
    op.create_index('ix_item_proposal_sought', 'item_proposal', ['sought', 'sought_id'])
    with op.batch_alter_table('item_waiting') as batch_op:
        batch_op.add_column(
            sa.Column('was_free', sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table('item_waiting') as batch_op:
        batch_op.alter_column('was_free', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('item_waiting') as batch_op:
        batch_op.drop_column('was_free')
    op.drop_table('item_proposal')
