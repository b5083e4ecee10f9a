"""Mailboxes of people who were invited, and what a press was answered, are sealed; a column nobody reads goes."""

import sqlalchemy as sa
from alembic import op

revision = '0035'
down_revision = '0034'
branch_labels = None
depends_on = None

SEALED = 'sealed:%'
MAILBOXES = {'staff_invitation': 'email', 'partner_application': 'mailbox'}
RULES = {'staff_invitation': 'email_in_lower_case', 'partner_application': 'mailbox_in_lower_case'}
HELD = (*MAILBOXES.items(), ('press', 'said'), ('press', 'location'))
WAITING = sa.text('accepted_at IS NULL AND withdrawn_at IS NULL')


def upgrade() -> None:
    with op.batch_alter_table('staff_invitation', schema=None) as batch_op:
        batch_op.drop_index('uq_staff_invitation_waiting', sqlite_where=WAITING, postgresql_where=WAITING)
    for table, column in MAILBOXES.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(op.f(f'ck_{table}_{RULES[table]}'), type_='check')
            batch_op.alter_column(column, type_=sa.Text(), existing_type=sa.String(254), existing_nullable=False)
    with op.batch_alter_table('press', schema=None) as batch_op:
        batch_op.alter_column('said', type_=sa.Text(), existing_type=sa.JSON(), existing_nullable=False, postgresql_using='said::text')
    with op.batch_alter_table('town_file', schema=None) as batch_op:
        batch_op.drop_column('language')


def downgrade() -> None:
    # The release before knows no keys there: nothing that it could not read is thrown away.
    for table, column in HELD:
        if op.get_bind().execute(sa.text(f"SELECT 1 FROM {table} WHERE {column} LIKE '{SEALED}' LIMIT 1")).first():
            raise RuntimeError('stop the site, and run `flask --app app keys unseal` first: values are sealed')
    with op.batch_alter_table('town_file', schema=None) as batch_op:
        batch_op.add_column(sa.Column('language', sa.String(8), nullable=False, server_default='fr'))
    with op.batch_alter_table('town_file', schema=None) as batch_op:
        batch_op.alter_column('language', server_default=None, existing_type=sa.String(8), existing_nullable=False)
    with op.batch_alter_table('press', schema=None) as batch_op:
        batch_op.alter_column('said', type_=sa.JSON(), existing_type=sa.Text(), existing_nullable=False, postgresql_using='said::json')
    for table, column in MAILBOXES.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column(column, type_=sa.String(254), existing_type=sa.Text(), existing_nullable=False)
            batch_op.create_check_constraint(op.f(f'ck_{table}_{RULES[table]}'), f'{column} = lower({column})')
    with op.batch_alter_table('staff_invitation', schema=None) as batch_op:
        batch_op.create_index('uq_staff_invitation_waiting', ['partner_id', 'email'], unique=True, sqlite_where=WAITING, postgresql_where=WAITING)
