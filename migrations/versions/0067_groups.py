"""Groups of neighbours, who is in them, who trusts whom there, and what is said in them."""

import sqlalchemy as sa
from alembic import op

revision = '0067'
down_revision = '0066'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def fk(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f'{to}.id'], name=op.f(f'fk_{table}_{column}_{to}'))


def only_one(name: str, table: str, columns: list[str], where: str) -> None:
    among = sa.text(where)
    op.create_index(name, table, columns, unique=True, sqlite_where=among, postgresql_where=among)


def upgrade() -> None:
    op.create_table(
        'neighbour_group',
        sa.Column('id', Id, nullable=False),
        sa.Column('author_id', Id, nullable=False),
        sa.Column('agent_id', Id, nullable=True),
        sa.Column('title', sa.String(80), nullable=False),
        sa.Column('body', sa.Text(), nullable=False),
        sa.Column('charter', sa.String(280), nullable=False),
        sa.Column('nature', sa.String(40), nullable=False),
        sa.Column('entry', sa.String(40), nullable=False),
        sa.Column('reach', sa.String(40), nullable=False),
        sa.Column('quartier_id', Id, nullable=False),
        sa.Column('cell_id', Id, nullable=True),
        sa.Column('status', sa.String(40), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('active_at', sa.DateTime(), nullable=False),
        sa.Column('warned_at', sa.DateTime(), nullable=True),
        sa.Column('closed_at', sa.DateTime(), nullable=True),
        sa.Column('hidden_at', sa.DateTime(), nullable=True),
        sa.CheckConstraint('length(title) > 0', name=op.f('ck_neighbour_group_named')),
        sa.CheckConstraint("nature <> 'building' OR reach = 'building'", name=op.f('ck_neighbour_group_behind_its_door')),
        sa.CheckConstraint("(status = 'closed') = (closed_at IS NOT NULL)", name=op.f('ck_neighbour_group_closed_then')),
        fk('neighbour_group', 'author_id', 'resident'),
        fk('neighbour_group', 'agent_id', 'resident'),
        fk('neighbour_group', 'quartier_id', 'quartier'),
        fk('neighbour_group', 'cell_id', 'cell'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_neighbour_group')),
    )
    op.create_index('ix_neighbour_group_silent', 'neighbour_group', ['status', 'active_at'])
    op.create_index('ix_neighbour_group_author', 'neighbour_group', ['author_id'])
    op.create_index(op.f('ix_neighbour_group_quartier_id'), 'neighbour_group', ['quartier_id'])
    op.create_table(
        'membership',
        sa.Column('id', Id, nullable=False),
        sa.Column('group_id', Id, nullable=False),
        sa.Column('resident_id', Id, nullable=False),
        sa.Column('agent_id', Id, nullable=True),
        sa.Column('status', sa.String(40), nullable=False),
        sa.Column('role', sa.String(40), nullable=False),
        sa.Column('words', sa.String(400), nullable=False),
        sa.Column('answer', sa.String(400), nullable=False),
        sa.Column('decided_by_id', Id, nullable=True),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('joined_at', sa.DateTime(), nullable=True),
        sa.Column('left_at', sa.DateTime(), nullable=True),
        sa.Column('charter_read_at', sa.DateTime(), nullable=True),
        sa.Column('met_at', sa.DateTime(), nullable=True),
        sa.Column('steps_done_at', sa.DateTime(), nullable=True),
        sa.Column('hidden_at', sa.DateTime(), nullable=True),
        sa.CheckConstraint("status <> 'standing' OR joined_at IS NOT NULL", name=op.f('ck_membership_joined_then')),
        sa.CheckConstraint("(status IN ('left', 'removed')) = (left_at IS NOT NULL)", name=op.f('ck_membership_left_then')),
        fk('membership', 'group_id', 'neighbour_group'),
        fk('membership', 'resident_id', 'resident'),
        fk('membership', 'agent_id', 'resident'),
        fk('membership', 'decided_by_id', 'resident'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_membership')),
        sa.UniqueConstraint('group_id', 'resident_id', name=op.f('uq_membership_group_id_resident_id')),
    )
    op.create_index('ix_membership_resident', 'membership', ['resident_id', 'status', 'group_id'])
    op.create_index('ix_membership_group', 'membership', ['group_id', 'status', 'joined_at', 'id'])
    op.create_table(
        'trust',
        sa.Column('id', Id, nullable=False),
        sa.Column('trusted_id', Id, nullable=False),
        sa.Column('by_id', Id, nullable=False),
        sa.Column('step', sa.String(40), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.CheckConstraint('trusted_id <> by_id', name=op.f('ck_trust_not_oneself')),
        sa.CheckConstraint("step <> 'newcomer'", name=op.f('ck_trust_one_step_up')),
        fk('trust', 'trusted_id', 'membership'),
        fk('trust', 'by_id', 'membership'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_trust')),
        sa.UniqueConstraint('trusted_id', 'by_id', 'step', name=op.f('uq_trust_trusted_id_by_id_step')),
    )
    op.create_index(op.f('ix_trust_by_id'), 'trust', ['by_id'])
    op.create_table(
        'group_link',
        sa.Column('id', Id, nullable=False),
        sa.Column('group_id', Id, nullable=False),
        sa.Column('made_by_id', Id, nullable=False),
        sa.Column('digest', sa.String(64), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('expires_at', sa.DateTime(), nullable=False),
        sa.Column('revoked_at', sa.DateTime(), nullable=True),
        sa.CheckConstraint('expires_at > created_at', name=op.f('ck_group_link_expires_later')),
        fk('group_link', 'group_id', 'neighbour_group'),
        fk('group_link', 'made_by_id', 'resident'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_group_link')),
        sa.UniqueConstraint('digest', name=op.f('uq_group_link_digest')),
    )
    op.create_index(op.f('ix_group_link_made_by_id'), 'group_link', ['made_by_id'])
    only_one('uq_group_link_standing', 'group_link', ['group_id', 'made_by_id'], 'revoked_at IS NULL')
    op.create_table(
        'handover',
        sa.Column('id', Id, nullable=False),
        sa.Column('group_id', Id, nullable=False),
        sa.Column('membership_id', Id, nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('accepted_at', sa.DateTime(), nullable=True),
        sa.Column('passed_at', sa.DateTime(), nullable=True),
        sa.CheckConstraint('accepted_at IS NULL OR passed_at IS NULL', name=op.f('ck_handover_yes_or_no')),
        fk('handover', 'group_id', 'neighbour_group'),
        fk('handover', 'membership_id', 'membership'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_handover')),
    )
    op.create_index(op.f('ix_handover_membership_id'), 'handover', ['membership_id'])
    only_one('uq_handover_waiting', 'handover', ['group_id'], 'accepted_at IS NULL AND passed_at IS NULL')
    # What is put up in a group is read there, newest first.
    op.create_index('ix_card_reach', 'card', ['reach', 'created_at', 'id'])


def downgrade() -> None:
    if op.get_bind().execute(sa.text('SELECT 1 FROM neighbour_group LIMIT 1')).first():
        raise RuntimeError('there are groups: the release before cannot keep them')
    op.drop_index('ix_card_reach', 'card')
    for table in ('handover', 'group_link', 'trust', 'membership', 'neighbour_group'):
        op.drop_table(table)
