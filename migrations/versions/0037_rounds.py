"""Needs published in rounds, shown with a part of the town; households of the quartiers."""

import sqlalchemy as sa
from alembic import op

revision = '0037'
down_revision = '0036'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
RULES = {
    'waits_for_its_round': "status <> 'approved' OR (approved_by_id IS NOT NULL AND approved_at IS NOT NULL"
    " AND published_at IS NULL)",
    'shown_somewhere': '(published_at IS NULL) = (shown_as IS NULL)',
    'called_after_a_part': "(named_id IS NULL) = (shown_as IS NULL OR shown_as = 'town')",
}
# As they were when this was written: copying the table drops them.
SEARCH_TRIGGERS = (
    "CREATE TRIGGER card_search_insert AFTER INSERT ON card BEGIN"
    " INSERT INTO card_search(rowid, search) VALUES (new.id, new.search); END",
    "CREATE TRIGGER card_search_delete AFTER DELETE ON card BEGIN"
    " INSERT INTO card_search(card_search, rowid, search)"
    " VALUES ('delete', old.id, old.search); END",
    "CREATE TRIGGER card_search_update AFTER UPDATE OF search ON card BEGIN"
    " INSERT INTO card_search(card_search, rowid, search)"
    " VALUES ('delete', old.id, old.search);"
    " INSERT INTO card_search(rowid, search) VALUES (new.id, new.search); END",
)


def upgrade() -> None:
    with op.batch_alter_table('quartier', schema=None) as batch_op:
        batch_op.add_column(sa.Column('households', sa.Integer(), nullable=True))
        batch_op.create_check_constraint(op.f('ck_quartier_households_not_negative'), 'households >= 0')
    with op.batch_alter_table('need', schema=None) as batch_op:
        batch_op.add_column(sa.Column('approved_at', sa.DateTime(), nullable=True))
        batch_op.add_column(
            sa.Column('shown_as', sa.Enum('quartier', 'around', 'town', name='shownas', native_enum=False, length=40), nullable=True)
        )
        batch_op.add_column(sa.Column('named_id', Id, nullable=True))
        batch_op.create_foreign_key(op.f('fk_need_named_id_quartier'), 'quartier', ['named_id'], ['id'])
    # What was published was shown with its quartier: that cannot be unsaid.
    op.execute(
        "UPDATE need SET shown_as = 'quartier', named_id = quartier_id, approved_at = published_at"
        ' WHERE published_at IS NOT NULL'
    )
    with op.batch_alter_table('need', schema=None) as batch_op:
        for name, rule in RULES.items():
            batch_op.create_check_constraint(op.f(f'ck_need_{name}'), rule)
    op.create_table('need_place',
    sa.Column('need_id', Id, nullable=False),
    sa.Column('quartier_id', Id, nullable=False),
    sa.ForeignKeyConstraint(['need_id'], ['need.id'], name=op.f('fk_need_place_need_id_need')),
    sa.ForeignKeyConstraint(['quartier_id'], ['quartier.id'], name=op.f('fk_need_place_quartier_id_quartier')),
    sa.PrimaryKeyConstraint('need_id', 'quartier_id', name=op.f('pk_need_place'))
    )
    with op.batch_alter_table('need_place', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_need_place_quartier_id'), ['quartier_id'], unique=False)
    op.execute('INSERT INTO need_place (need_id, quartier_id) SELECT id, quartier_id FROM need WHERE published_at IS NOT NULL')
    op.create_table('need_rhythm',
    sa.Column('municipality_id', Id, nullable=False),
    sa.Column('days', sa.String(length=7), nullable=False),
    sa.Column('hour', sa.Integer(), nullable=False),
    sa.Column('concerned', sa.Integer(), nullable=False),
    sa.Column('crisis_until', sa.DateTime(), nullable=True),
    sa.CheckConstraint('concerned BETWEEN 10 AND 100', name=op.f('ck_need_rhythm_concerned_only_lowered')),
    sa.CheckConstraint('hour BETWEEN 0 AND 23', name=op.f('ck_need_rhythm_an_hour')),
    sa.CheckConstraint('length(days) BETWEEN 1 AND 7', name=op.f('ck_need_rhythm_some_day')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_need_rhythm_municipality_id_municipality')),
    sa.PrimaryKeyConstraint('municipality_id', name=op.f('pk_need_rhythm'))
    )
    op.create_table('need_round',
    sa.Column('id', Id, nullable=False),
    sa.Column('municipality_id', Id, nullable=False),
    sa.Column('due_at', sa.DateTime(), nullable=False),
    sa.Column('held_at', sa.DateTime(), nullable=False),
    sa.Column('published', sa.Integer(), nullable=False),
    sa.CheckConstraint('published >= 0', name=op.f('ck_need_round_counted')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_need_round_municipality_id_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_need_round')),
    sa.UniqueConstraint('municipality_id', 'due_at', name=op.f('uq_need_round_municipality_id_due_at'))
    )
    _let_cards_be_of_no_quartier(nullable=True)


def downgrade() -> None:
    # The release before shows every need with its quartier, whatever its card says.
    op.execute(
        'UPDATE card SET quartier_id = (SELECT need.quartier_id FROM need WHERE need.id = card.about_id)'
        " WHERE about = 'need' AND quartier_id IS NULL"
    )
    _let_cards_be_of_no_quartier(nullable=False)
    op.drop_table('need_round')
    op.drop_table('need_rhythm')
    op.drop_table('need_place')
    # What was read and not published yet is read again.
    op.execute("UPDATE need SET status = 'submitted', approved_by_id = NULL WHERE status = 'approved'")
    with op.batch_alter_table('need', schema=None) as batch_op:
        for name in RULES:
            batch_op.drop_constraint(op.f(f'ck_need_{name}'), type_='check')
        batch_op.drop_constraint(op.f('fk_need_named_id_quartier'), type_='foreignkey')
        for name in ('named_id', 'shown_as', 'approved_at'):
            batch_op.drop_column(name)
    with op.batch_alter_table('quartier', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_quartier_households_not_negative'), type_='check')
        batch_op.drop_column('households')


def _let_cards_be_of_no_quartier(*, nullable: bool) -> None:
    if op.get_bind().dialect.name == 'sqlite':
        for name in ('insert', 'delete', 'update'):
            op.execute(f'DROP TRIGGER IF EXISTS card_search_{name}')
    with op.batch_alter_table('card', schema=None) as batch_op:
        batch_op.alter_column('quartier_id', existing_type=Id, nullable=nullable)
    if op.get_bind().dialect.name == 'sqlite':
        for trigger in SEARCH_TRIGGERS:
            op.execute(trigger)
