"""What is published of a need changes in the sight of two, and they say what they looked for."""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
WAITING = sa.text("status IN ('draft', 'submitted', 'returned')")


def upgrade() -> None:
    op.create_table('need_revision',
    sa.Column('id', Id, nullable=False),
    sa.Column('need_id', Id, nullable=False),
    sa.Column('about', sa.Enum('need', 'proof', name='revisionof', native_enum=False, length=40), nullable=False),
    sa.Column('author_id', Id, nullable=False),
    sa.Column('approved_by_id', Id, nullable=True),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.Column('after', sa.JSON(), nullable=False),
    sa.Column('status', sa.Enum('draft', 'submitted', 'returned', 'published', 'dropped', name='revisionstatus', native_enum=False, length=40), nullable=False),
    sa.Column('return_reason', sa.String(length=400), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('published_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint('approved_by_id <> author_id', name=op.f('ck_need_revision_second_reader')),
    sa.CheckConstraint("(status = 'published') = (approved_by_id IS NOT NULL AND published_at IS NOT NULL)", name=op.f('ck_need_revision_approved_before_published')),
    sa.CheckConstraint("CAST(after AS TEXT) <> '{}'", name=op.f('ck_need_revision_told')),
    sa.ForeignKeyConstraint(['need_id'], ['need.id'], name=op.f('fk_need_revision_need_id_need')),
    sa.ForeignKeyConstraint(['author_id'], ['resident.id'], name=op.f('fk_need_revision_author_id_resident')),
    sa.ForeignKeyConstraint(['approved_by_id'], ['resident.id'], name=op.f('fk_need_revision_approved_by_id_resident')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_need_revision'))
    )
    with op.batch_alter_table('need_revision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_need_revision_need_id'), ['need_id'], unique=False)
        batch_op.create_index('uq_need_revision_waiting', ['need_id', 'about'], unique=True, sqlite_where=WAITING, postgresql_where=WAITING)
    op.create_table('need_check',
    sa.Column('id', Id, nullable=False),
    sa.Column('need_id', Id, nullable=False),
    sa.Column('revision_id', Id, nullable=True),
    sa.Column('reader_id', Id, nullable=False),
    sa.Column('deed', sa.String(length=20), nullable=False),
    sa.Column('questions', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint("deed IN ('sent', 'approved')", name=op.f('ck_need_check_deed_known')),
    sa.CheckConstraint("CAST(questions AS TEXT) <> '[]'", name=op.f('ck_need_check_answered')),
    sa.ForeignKeyConstraint(['need_id'], ['need.id'], name=op.f('fk_need_check_need_id_need')),
    sa.ForeignKeyConstraint(['revision_id'], ['need_revision.id'], name=op.f('fk_need_check_revision_id_need_revision')),
    sa.ForeignKeyConstraint(['reader_id'], ['resident.id'], name=op.f('fk_need_check_reader_id_resident')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_need_check'))
    )
    with op.batch_alter_table('need_check', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_need_check_need_id'), ['need_id'], unique=False)


def downgrade() -> None:
    op.drop_table('need_check')
    with op.batch_alter_table('need_revision', schema=None) as batch_op:
        batch_op.drop_index('uq_need_revision_waiting')
        batch_op.drop_index(batch_op.f('ix_need_revision_need_id'))
    op.drop_table('need_revision')
