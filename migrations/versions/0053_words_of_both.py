"""Words of both sides after an exchange: read once both wrote, answerable, reportable."""

import sqlalchemy as sa
from alembic import op

revision = '0053'
down_revision = '0052'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
FIRST = sa.text('answers_id IS NULL')


def upgrade() -> None:
    with op.batch_alter_table('thanks', schema=None) as batch_op:
        batch_op.add_column(sa.Column('answers_id', Id, nullable=True))
        batch_op.add_column(sa.Column('opened_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('hidden_at', sa.DateTime(), nullable=True))
    # What was written so far was read at once, and stays so.
    op.execute('UPDATE thanks SET opened_at = created_at')
    with op.batch_alter_table('thanks', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('uq_thanks_reply_id_author_id'), type_='unique')
        batch_op.create_unique_constraint(op.f('uq_thanks_answers_id'), ['answers_id'])
        batch_op.create_foreign_key(op.f('fk_thanks_answers_id_thanks'), 'thanks', ['answers_id'], ['id'])
        batch_op.create_check_constraint(
            op.f('ck_thanks_answers_are_open'), 'answers_id IS NULL OR opened_at IS NOT NULL'
        )
        batch_op.create_index(op.f('ix_thanks_opened_at'), ['opened_at'])
    op.create_index(
        'uq_thanks_one_each', 'thanks', ['reply_id', 'author_id'], unique=True, sqlite_where=FIRST, postgresql_where=FIRST
    )


def downgrade() -> None:
    # The release before would show what nobody may read yet, and has no place for answers.
    kept = 'SELECT 1 FROM thanks WHERE opened_at IS NULL OR hidden_at IS NOT NULL OR answers_id IS NOT NULL LIMIT 1'
    if op.get_bind().execute(sa.text(kept)).first():
        raise RuntimeError('there are words that wait, or were answered: the release before cannot keep them')
    op.drop_index('uq_thanks_one_each', 'thanks')
    with op.batch_alter_table('thanks', schema=None) as batch_op:
        batch_op.drop_index(op.f('ix_thanks_opened_at'))
        batch_op.drop_constraint(op.f('ck_thanks_answers_are_open'), type_='check')
        batch_op.drop_constraint(op.f('fk_thanks_answers_id_thanks'), type_='foreignkey')
        batch_op.drop_constraint(op.f('uq_thanks_answers_id'), type_='unique')
        batch_op.create_unique_constraint(op.f('uq_thanks_reply_id_author_id'), ['reply_id', 'author_id'])
        for name in ('answers_id', 'opened_at', 'hidden_at'):
            batch_op.drop_column(name)
