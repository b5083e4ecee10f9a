"""The directory of neighbours: listings, welcomes, hellos, links of invitation."""

import sqlalchemy as sa
from alembic import op

revision = '0069'
down_revision = '0068'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def fk(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f'{to}.id'], name=op.f(f'fk_{table}_{column}_{to}'))


def said(table: str) -> list[sa.schema.SchemaItem]:
    """What a listing and a welcome share."""
    return [
        sa.Column('id', Id, nullable=False),
        sa.Column('resident_id', Id, nullable=False),
        sa.Column('agent_id', Id, nullable=True),
        sa.Column('quartier_id', Id, nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('edited_at', sa.DateTime(), nullable=True),
        sa.Column('left_at', sa.DateTime(), nullable=True),
        sa.Column('hidden_at', sa.DateTime(), nullable=True),
        fk(table, 'resident_id', 'resident'),
        fk(table, 'agent_id', 'resident'),
        fk(table, 'quartier_id', 'quartier'),
        sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{table}')),
        sa.UniqueConstraint('resident_id', name=op.f(f'uq_{table}_resident_id')),
    ]


def upgrade() -> None:
    op.create_table(
        'listing',
        *said('listing'),
        sa.Column('words', sa.String(280), nullable=False),
        sa.Column('interests', sa.JSON(), nullable=False),
        sa.Column('own_interests', sa.String(120), nullable=False),
        sa.Column('languages', sa.JSON(), nullable=False),
        sa.Column('gives', sa.String(200), nullable=False),
        sa.Column('since', sa.String(40), nullable=False),
        sa.Column('address_id', Id, nullable=True),
        sa.Column('is_greeted', sa.Boolean(), nullable=False),
        sa.Column('search', sa.Text(), nullable=False),
        sa.CheckConstraint('length(words) > 0', name=op.f('ck_listing_says_something')),
    )
    op.create_index('ix_listing_newest', 'listing', ['quartier_id', 'created_at', 'id'])
    op.create_index(op.f('ix_listing_address_id'), 'listing', ['address_id'])
    op.create_table(
        'welcome',
        *said('welcome'),
        sa.Column('text', sa.String(400), nullable=False),
        sa.CheckConstraint('length(text) > 0', name=op.f('ck_welcome_says_something')),
    )
    op.create_index('ix_welcome_newest', 'welcome', ['quartier_id', 'created_at', 'id'])
    op.create_table(
        'hello',
        sa.Column('id', Id, nullable=False),
        sa.Column('greeter_id', Id, nullable=False),
        sa.Column('greeted_id', Id, nullable=False),
        sa.Column('low_id', Id, nullable=False),
        sa.Column('high_id', Id, nullable=False),
        sa.Column('agent_id', Id, nullable=True),
        sa.Column('phrase', sa.String(40), nullable=False),
        sa.Column('status', sa.String(40), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('answered_at', sa.DateTime(), nullable=True),
        sa.CheckConstraint('low_id < high_id', name=op.f('ck_hello_of_two')),
        sa.CheckConstraint("(status = 'waiting') = (answered_at IS NULL)", name=op.f('ck_hello_settled')),
        fk('hello', 'greeter_id', 'resident'),
        fk('hello', 'greeted_id', 'resident'),
        fk('hello', 'low_id', 'resident'),
        fk('hello', 'high_id', 'resident'),
        fk('hello', 'agent_id', 'resident'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_hello')),
        sa.UniqueConstraint('low_id', 'high_id', name=op.f('uq_hello_low_id_high_id')),
    )
    op.create_index('ix_hello_greeter', 'hello', ['greeter_id', 'created_at'])
    op.create_index('ix_hello_greeted', 'hello', ['greeted_id', 'status'])
    op.create_index(op.f('ix_hello_high_id'), 'hello', ['high_id'])
    op.create_table(
        'invite_link',
        sa.Column('id', Id, nullable=False),
        sa.Column('resident_id', Id, nullable=False),
        sa.Column('quartier_id', Id, nullable=False),
        sa.Column('fingerprint', sa.String(64), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('expires_at', sa.DateTime(), nullable=False),
        sa.Column('taken_back_at', sa.DateTime(), nullable=True),
        sa.CheckConstraint('expires_at > created_at', name=op.f('ck_invite_link_lives_a_while')),
        fk('invite_link', 'resident_id', 'resident'),
        fk('invite_link', 'quartier_id', 'quartier'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_invite_link')),
        sa.UniqueConstraint('fingerprint', name=op.f('uq_invite_link_fingerprint')),
    )
    op.create_index(op.f('ix_invite_link_resident_id'), 'invite_link', ['resident_id'])


def downgrade() -> None:
    for table in ('listing', 'welcome', 'hello', 'invite_link'):
        if op.get_bind().execute(sa.text(f'SELECT 1 FROM {table} LIMIT 1')).first():
            raise RuntimeError('there are neighbours listed: the release before cannot keep them')
    for table in ('invite_link', 'hello', 'welcome', 'listing'):
        op.drop_table(table)
    op.execute("DELETE FROM mute WHERE what = 'kind' AND kind LIKE 'directory.%'")
    op.execute("DELETE FROM town_choice WHERE list = 'interest'")
