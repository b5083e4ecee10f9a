"""What neighbours report, the cases it makes, and since when a thing is hidden while it is looked at."""

import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
OPEN = sa.text("status = 'open'")
# Whatever may be hidden while it is looked at.
HIDDEN = {
    'notice': 'hidden_at',
    'reply': 'hidden_at',
    'invitation': 'hidden_at',
    'seat_request': 'hidden_at',
    'need': 'hidden_at',
    'message': 'hidden_at',
    'resident': 'about_hidden_at',
    'partner': 'hidden_at',
}


def upgrade() -> None:
    op.create_table('moderation_case',
    sa.Column('id', Id, nullable=False),
    sa.Column('about', sa.String(length=40), nullable=False),
    sa.Column('about_id', sa.BigInteger(), nullable=False),
    sa.Column('municipality_id', Id, nullable=True),
    sa.Column('concerned_id', Id, nullable=True),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('excerpt', sa.Text(), nullable=False),
    sa.Column('status', sa.String(length=40), nullable=False),
    sa.Column('hidden_at', sa.DateTime(), nullable=True),
    sa.Column('hidden_for', sa.String(length=40), nullable=True),
    sa.Column('assigned_id', Id, nullable=True),
    sa.Column('assigned_at', sa.DateTime(), nullable=True),
    sa.Column('due_at', sa.DateTime(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint('length(title) > 0', name=op.f('ck_moderation_case_titled')),
    sa.CheckConstraint('due_at > created_at', name=op.f('ck_moderation_case_due_later')),
    sa.CheckConstraint('(hidden_at IS NULL) = (hidden_for IS NULL)', name=op.f('ck_moderation_case_hidden_for_a_reason')),
    sa.CheckConstraint('(assigned_id IS NULL) = (assigned_at IS NULL)', name=op.f('ck_moderation_case_assigned_when')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_moderation_case_municipality_id_municipality')),
    sa.ForeignKeyConstraint(['assigned_id'], ['resident.id'], name=op.f('fk_moderation_case_assigned_id_resident')),
    sa.ForeignKeyConstraint(['concerned_id'], ['resident.id'], name=op.f('fk_moderation_case_concerned_id_resident')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_moderation_case'))
    )
    with op.batch_alter_table('moderation_case', schema=None) as batch_op:
        batch_op.create_index('uq_moderation_case_open', ['about', 'about_id'], unique=True, sqlite_where=OPEN, postgresql_where=OPEN)
        batch_op.create_index('ix_moderation_case_concerned_id', ['concerned_id'], unique=False)
        batch_op.create_index('ix_moderation_case_queue', ['municipality_id', 'status', 'due_at'], unique=False)
        batch_op.create_index('ix_moderation_case_thing', ['about', 'about_id'], unique=False)
    op.create_table('report',
    sa.Column('id', Id, nullable=False),
    sa.Column('case_id', Id, nullable=False),
    sa.Column('reporter_id', Id, nullable=False),
    sa.Column('rule', sa.String(length=40), nullable=False),
    sa.Column('words', sa.String(length=500), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('taken_back_at', sa.DateTime(), nullable=True),
    sa.Column('refused_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint('length(words) <= 500', name=op.f('ck_report_in_a_few_words')),
    sa.CheckConstraint('refused_at IS NULL OR taken_back_at IS NULL', name=op.f('ck_report_refused_or_taken_back')),
    sa.ForeignKeyConstraint(['case_id'], ['moderation_case.id'], name=op.f('fk_report_case_id_moderation_case')),
    sa.ForeignKeyConstraint(['reporter_id'], ['resident.id'], name=op.f('fk_report_reporter_id_resident')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report')),
    sa.UniqueConstraint('case_id', 'reporter_id', name=op.f('uq_report_case_id_reporter_id'))
    )
    with op.batch_alter_table('report', schema=None) as batch_op:
        batch_op.create_index('ix_report_reporter', ['reporter_id', 'created_at'], unique=False)
    for table, column in HIDDEN.items():
        op.add_column(table, sa.Column(column, sa.DateTime(), nullable=True))


def downgrade() -> None:
    for table, column in HIDDEN.items():
        op.drop_column(table, column)
    op.drop_table('report')
    op.drop_table('moderation_case')
