"""Neighbours who help to review, whom a case concerns is heard, and cases opened unreported."""

import sqlalchemy as sa
from alembic import op

revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table('moderation_reviewer',
    sa.Column('id', Id, nullable=False),
    sa.Column('municipality_id', Id, nullable=False),
    sa.Column('resident_id', Id, nullable=False),
    sa.Column('named_by_id', Id, nullable=False),
    sa.Column('status', sa.Enum('asked', 'declined', 'serving', 'stopped', 'thanked', name='reviewerstatus', native_enum=False, length=40), nullable=False),
    sa.Column('ended_at', sa.DateTime(), nullable=True),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint("(ended_at IS NULL) = (status IN ('asked', 'serving'))", name=op.f('ck_moderation_reviewer_ended_when')),
    sa.CheckConstraint('named_by_id <> resident_id', name=op.f('ck_moderation_reviewer_not_oneself')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_moderation_reviewer_municipality_id_municipality')),
    sa.ForeignKeyConstraint(['named_by_id'], ['resident.id'], name=op.f('fk_moderation_reviewer_named_by_id_resident')),
    sa.ForeignKeyConstraint(['resident_id'], ['resident.id'], name=op.f('fk_moderation_reviewer_resident_id_resident')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_moderation_reviewer'))
    )
    with op.batch_alter_table('moderation_reviewer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_moderation_reviewer_resident_id'), ['resident_id'], unique=False)
        batch_op.create_index('uq_moderation_reviewer_standing', ['municipality_id', 'resident_id'], unique=True, sqlite_where=sa.text("status IN ('asked', 'serving')"), postgresql_where=sa.text("status IN ('asked', 'serving')"))

    op.create_table('moderation_hearing',
    sa.Column('id', Id, nullable=False),
    sa.Column('case_id', Id, nullable=False),
    sa.Column('resident_id', Id, nullable=False),
    sa.Column('asked_by_id', Id, nullable=False),
    sa.Column('rule', sa.String(length=40), nullable=False),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('answered_at', sa.DateTime(), nullable=True),
    sa.Column('due_at', sa.DateTime(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint('answered_at IS NULL OR length(answer) > 0', name=op.f('ck_moderation_hearing_answered_in_words')),
    sa.CheckConstraint('asked_by_id <> resident_id', name=op.f('ck_moderation_hearing_not_oneself')),
    sa.CheckConstraint('due_at > created_at', name=op.f('ck_moderation_hearing_due_later')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['resident.id'], name=op.f('fk_moderation_hearing_asked_by_id_resident')),
    sa.ForeignKeyConstraint(['case_id'], ['moderation_case.id'], name=op.f('fk_moderation_hearing_case_id_moderation_case')),
    sa.ForeignKeyConstraint(['resident_id'], ['resident.id'], name=op.f('fk_moderation_hearing_resident_id_resident')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_moderation_hearing')),
    sa.UniqueConstraint('case_id', name=op.f('uq_moderation_hearing_case_id'))
    )
    with op.batch_alter_table('moderation_hearing', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_moderation_hearing_resident_id'), ['resident_id'], unique=False)

    op.create_table('moderation_opening',
    sa.Column('id', Id, nullable=False),
    sa.Column('case_id', Id, nullable=False),
    sa.Column('by_id', Id, nullable=False),
    sa.Column('rule', sa.String(length=40), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint('length(words) > 0', name=op.f('ck_moderation_opening_in_words')),
    sa.ForeignKeyConstraint(['by_id'], ['resident.id'], name=op.f('fk_moderation_opening_by_id_resident')),
    sa.ForeignKeyConstraint(['case_id'], ['moderation_case.id'], name=op.f('fk_moderation_opening_case_id_moderation_case')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_moderation_opening')),
    sa.UniqueConstraint('case_id', name=op.f('uq_moderation_opening_case_id'))
    )
    op.create_table('moderation_opinion',
    sa.Column('id', Id, nullable=False),
    sa.Column('case_id', Id, nullable=False),
    sa.Column('resident_id', Id, nullable=False),
    sa.Column('broken', sa.Boolean(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint('length(words) > 0', name=op.f('ck_moderation_opinion_in_words')),
    sa.ForeignKeyConstraint(['case_id'], ['moderation_case.id'], name=op.f('fk_moderation_opinion_case_id_moderation_case')),
    sa.ForeignKeyConstraint(['resident_id'], ['resident.id'], name=op.f('fk_moderation_opinion_resident_id_resident')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_moderation_opinion')),
    sa.UniqueConstraint('case_id', 'resident_id', name=op.f('uq_moderation_opinion_case_id_resident_id'))
    )
    with op.batch_alter_table('moderation_opinion', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_moderation_opinion_resident_id'), ['resident_id'], unique=False)

    with op.batch_alter_table('moderation_case', schema=None) as batch_op:
        batch_op.add_column(sa.Column('shared_at', sa.DateTime(), nullable=True))

    with op.batch_alter_table('moderation_decision', schema=None) as batch_op:
        batch_op.add_column(sa.Column('heard', sa.Enum('not asked', 'answered', 'silent', 'not waited', name='heard', native_enum=False, length=40), nullable=False, server_default='not asked'))
    with op.batch_alter_table('moderation_decision', schema=None) as batch_op:
        batch_op.alter_column('heard', server_default=None)



def downgrade() -> None:
    with op.batch_alter_table('moderation_decision', schema=None) as batch_op:
        batch_op.drop_column('heard')

    with op.batch_alter_table('moderation_case', schema=None) as batch_op:
        batch_op.drop_column('shared_at')

    with op.batch_alter_table('moderation_opinion', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_moderation_opinion_resident_id'))

    op.drop_table('moderation_opinion')
    op.drop_table('moderation_opening')
    with op.batch_alter_table('moderation_hearing', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_moderation_hearing_resident_id'))

    op.drop_table('moderation_hearing')
    with op.batch_alter_table('moderation_reviewer', schema=None) as batch_op:
        batch_op.drop_index('uq_moderation_reviewer_standing', sqlite_where=sa.text("status IN ('asked', 'serving')"), postgresql_where=sa.text("status IN ('asked', 'serving')"))
        batch_op.drop_index(batch_op.f('ix_moderation_reviewer_resident_id'))

    op.drop_table('moderation_reviewer')
