"""What each kind of notice says besides its words, up to six photos, and since when it was changed."""

import sqlalchemy as sa
from alembic import op

revision = '0049'
down_revision = '0048'
branch_labels = None
depends_on = None

notice = sa.table('notice', *map(sa.column, ('id', 'photo_key')), sa.column('photos', sa.JSON()))


def upgrade() -> None:
    with op.batch_alter_table('notice') as batch:
        for name, empty in (('particulars', '{}'), ('photos', '[]')):
            batch.add_column(sa.Column(name, sa.JSON(), nullable=False, server_default=empty))
        batch.add_column(sa.Column('edited_at', sa.DateTime(), nullable=True))
    connection = op.get_bind()
    with_one = sa.select(notice.c.id, notice.c.photo_key).where(notice.c.photo_key.is_not(None))
    for number, key in connection.execute(with_one).all():
        photos = [{'key': key, 'description': ''}]
        connection.execute(sa.update(notice).where(notice.c.id == number).values(photos=photos))
    with op.batch_alter_table('notice') as batch:
        for name in ('particulars', 'photos'):
            batch.alter_column(name, server_default=None, existing_type=sa.JSON())
        batch.create_check_constraint(op.f('ck_notice_photos_few_enough'), 'json_array_length(photos) <= 6')
        batch.drop_column('photo_key')


def downgrade() -> None:
    with op.batch_alter_table('notice') as batch:
        batch.add_column(sa.Column('photo_key', sa.String(200), nullable=True))
    connection = op.get_bind()
    for number, photos in connection.execute(sa.select(notice.c.id, notice.c.photos)).all():
        if photos:
            # The release before shows one.
            connection.execute(
                sa.update(notice).where(notice.c.id == number).values(photo_key=photos[0]['key'])
            )
    with op.batch_alter_table('notice') as batch:
        batch.drop_constraint(op.f('ck_notice_photos_few_enough'), type_='check')
        for name in ('edited_at', 'photos', 'particulars'):
            batch.drop_column(name)
