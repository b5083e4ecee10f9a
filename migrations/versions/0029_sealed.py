"""Words about people are sealed, and where they live: their columns take what a sealed value is."""

import sqlalchemy as sa
from alembic import op

revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None

# What a value that is sealed begins with, and how one that was JSON is.
SEALED = 'sealed:%'
WORDS = {
    'address_claim': {'around': sa.String(200)},
    'authenticator': {'sealed_secret': sa.String(200)},
    'closing': {'reason': sa.String(400)},
    'former_name': {'name': sa.String(200)},
    'identity_check': {'name': sa.String(200)},
    'mandate_deed': {'title': sa.String(200), 'path': sa.String(200)},
    'moderation_appeal': {'words': sa.String(1000), 'answer': sa.String(1000)},
    'moderation_case': {'title': sa.String(200)},
    'moderation_decision': {'facts': sa.String(1000), 'because': sa.String(1000), 'second_words': sa.String(1000)},
    'money_case': {'word': sa.String(400)},
    'proof_withdrawal': {'words': sa.String(400)},
    'report': {'words': sa.String(500)},
    'resident': {'proved_name': sa.String(200)},
    'shown_area': {'street': sa.String(200)},
}
JSON = {'draft': 'answers', 'mandate': 'scopes', 'way_back': 'before'}
NULLABLE = {('identity_check', 'name'), ('resident', 'proved_name'), ('shown_area', 'street')}
# Which address somebody lives at is a sealed number, which points to nothing.
HOMES = ('address_claim', 'address_release', 'mandate', 'residency', 'resident', 'vouch')
FIRST_SEALED = 2**62
# Texts without a length, which are sealed as they are.
LONG = {
    'data_request': ('words', 'answer'),
    'failed_job': ('sealed_arguments',),
    'moderation_case': ('excerpt',),
    'odd_message': ('body',),
}


def upgrade() -> None:
    with op.batch_alter_table('report', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_report_in_a_few_words'), type_='check')
    for table, columns in WORDS.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column, before in columns.items():
                batch_op.alter_column(column, type_=sa.Text(), existing_type=before, existing_nullable=(table, column) in NULLABLE)
    for table, column in JSON.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column(column, type_=sa.Text(), existing_type=sa.JSON(), existing_nullable=False, postgresql_using=f'{column}::text')
    for table in HOMES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(op.f(f'fk_{table}_address_id_address'), type_='foreignkey')


def downgrade() -> None:
    refuse_what_is_sealed()
    for table in HOMES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.create_foreign_key(op.f(f'fk_{table}_address_id_address'), 'address', ['address_id'], ['id'])
    # PostgreSQL has read this rule as one about text, and JSON knows no such comparison.
    with op.batch_alter_table('mandate', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_mandate_for_something'), type_='check')
    for table, column in JSON.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column(column, type_=sa.JSON(), existing_type=sa.Text(), existing_nullable=False, postgresql_using=f'{column}::json')
    with op.batch_alter_table('mandate', schema=None) as batch_op:
        batch_op.create_check_constraint(op.f('ck_mandate_for_something'), "CAST(scopes AS TEXT) <> '[]'")
    for table, columns in WORDS.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column, before in columns.items():
                batch_op.alter_column(column, type_=before, existing_type=sa.Text(), existing_nullable=(table, column) in NULLABLE)
    with op.batch_alter_table('report', schema=None) as batch_op:
        batch_op.create_check_constraint(op.f('ck_report_in_a_few_words'), 'length(words) <= 500')


def refuse_what_is_sealed() -> None:
    # The release before knows no keys: what is sealed would be lost to it.
    held = [(table, column) for table, columns in WORDS.items() for column in columns]
    held += [(table, column) for table, columns in LONG.items() for column in columns]
    asked = [f"SELECT 1 FROM {table} WHERE {column} LIKE '{SEALED}' LIMIT 1" for table, column in (*held, *JSON.items())]
    asked += [f'SELECT 1 FROM {table} WHERE address_id >= {FIRST_SEALED} LIMIT 1' for table in HOMES]
    for question in asked:
        if op.get_bind().execute(sa.text(question)).first():
            raise RuntimeError('stop the site, and run `flask --app app keys unseal` first: values are sealed')
