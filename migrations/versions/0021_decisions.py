"""What is decided about what was reported, and what contests it."""

import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
STANDING = sa.text("status IN ('proposed', 'in force')")


def _words(*values: str, name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=40)


def upgrade() -> None:
    outcomes = ('nothing', 'warning', 'hidden', 'read-only', 'suspended', 'excluded')
    op.create_table('moderation_decision',
    sa.Column('id', Id, nullable=False),
    sa.Column('case_id', Id, nullable=False),
    sa.Column('concerned_id', Id, nullable=True),
    sa.Column('outcome', _words(*outcomes, name='outcome'), nullable=False),
    sa.Column('first_outcome', _words(*outcomes, name='outcome'), nullable=False),
    sa.Column('until', sa.DateTime(), nullable=True),
    sa.Column('rule', sa.String(length=40), nullable=False),
    sa.Column('facts', sa.String(length=1000), nullable=False),
    sa.Column('because', sa.String(length=1000), nullable=False),
    sa.Column('hidden_for', _words('several', 'urgent', name='hiddenfor'), nullable=True),
    sa.Column('status', _words('proposed', 'refused', 'in force', 'over', 'lightened', 'overturned', name='decisionstatus'), nullable=False),
    sa.Column('decided_by_id', Id, nullable=False),
    sa.Column('second_id', Id, nullable=True),
    sa.Column('second_words', sa.String(length=1000), nullable=False),
    sa.Column('in_force_at', sa.DateTime(), nullable=True),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint('length(facts) > 0 AND length(because) > 0', name=op.f('ck_moderation_decision_with_reasons')),
    sa.CheckConstraint("outcome NOT IN ('nothing', 'warning', 'excluded') OR until IS NULL", name=op.f('ck_moderation_decision_no_end')),
    sa.CheckConstraint("outcome NOT IN ('read-only', 'suspended') OR until IS NOT NULL", name=op.f('ck_moderation_decision_with_an_end')),
    sa.CheckConstraint('second_id IS NULL OR second_id <> decided_by_id', name=op.f('ck_moderation_decision_by_two_people')),
    sa.CheckConstraint("(in_force_at IS NULL) = (status IN ('proposed', 'refused'))", name=op.f('ck_moderation_decision_since_when')),
    sa.ForeignKeyConstraint(['case_id'], ['moderation_case.id'], name=op.f('fk_moderation_decision_case_id_moderation_case')),
    sa.ForeignKeyConstraint(['concerned_id'], ['resident.id'], name=op.f('fk_moderation_decision_concerned_id_resident')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['resident.id'], name=op.f('fk_moderation_decision_decided_by_id_resident')),
    sa.ForeignKeyConstraint(['second_id'], ['resident.id'], name=op.f('fk_moderation_decision_second_id_resident')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_moderation_decision'))
    )
    op.create_index('ix_moderation_decision_concerned', 'moderation_decision', ['concerned_id', 'status'], unique=False)
    op.create_index('uq_moderation_decision_standing', 'moderation_decision', ['case_id'], unique=True, sqlite_where=STANDING, postgresql_where=STANDING)
    op.create_table('moderation_appeal',
    sa.Column('id', Id, nullable=False),
    sa.Column('decision_id', Id, nullable=False),
    sa.Column('by_id', Id, nullable=False),
    sa.Column('words', sa.String(length=1000), nullable=False),
    sa.Column('status', _words('waiting', 'upheld', 'lightened', 'overturned', name='appealstatus'), nullable=False),
    sa.Column('answer', sa.String(length=1000), nullable=False),
    sa.Column('answered_by_id', Id, nullable=True),
    sa.Column('answered_at', sa.DateTime(), nullable=True),
    sa.Column('due_at', sa.DateTime(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint('length(words) > 0', name=op.f('ck_moderation_appeal_in_words')),
    sa.CheckConstraint("(status = 'waiting') = (answered_at IS NULL)", name=op.f('ck_moderation_appeal_answered_when')),
    sa.CheckConstraint('(answered_at IS NULL) = (answered_by_id IS NULL)', name=op.f('ck_moderation_appeal_answered_by')),
    sa.CheckConstraint('answered_at IS NULL OR length(answer) > 0', name=op.f('ck_moderation_appeal_answered_in_words')),
    sa.CheckConstraint('due_at > created_at', name=op.f('ck_moderation_appeal_due_later')),
    sa.ForeignKeyConstraint(['answered_by_id'], ['resident.id'], name=op.f('fk_moderation_appeal_answered_by_id_resident')),
    sa.ForeignKeyConstraint(['by_id'], ['resident.id'], name=op.f('fk_moderation_appeal_by_id_resident')),
    sa.ForeignKeyConstraint(['decision_id'], ['moderation_decision.id'], name=op.f('fk_moderation_appeal_decision_id_moderation_decision')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_moderation_appeal')),
    sa.UniqueConstraint('decision_id', name=op.f('uq_moderation_appeal_decision_id'))
    )
    op.create_index(op.f('ix_moderation_appeal_by_id'), 'moderation_appeal', ['by_id'], unique=False)


def downgrade() -> None:
    op.drop_table('moderation_appeal')
    op.drop_table('moderation_decision')
