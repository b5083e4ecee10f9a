"""The house for eight more slices: cards, drafts, funds and mandates move to where they belong.

Cards keep what only they show in one column of facts, and every form of several pages its drafts
in one table. A fund stands below what it is for, and donors behind pseudonyms. A mandate names its
partner and keeps the codes of what it allows.
"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime()


def upgrade() -> None:
    settle_channels()
    settle_funds()
    settle_mandates()


def downgrade() -> None:
    unsettle_mandates()
    unsettle_funds()
    unsettle_channels()


# What the card of each thing shows, and of which type.
FACTS = {
    "notice": {"replies": "integer"},
    "invitation": {"seats": "integer"},
    "need": {"raised_cents": "bigint", "target_cents": "bigint", "donors": "integer"},
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


def on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def forget_search() -> None:
    if on_sqlite():
        for name in ("insert", "delete", "update"):
            op.execute(f"DROP TRIGGER card_search_{name}")


def write_search() -> None:
    if on_sqlite():
        for statement in SEARCH_TRIGGERS:
            op.execute(statement)


def settle_channels() -> None:
    gather_facts()
    gather_drafts()


def unsettle_channels() -> None:
    part_drafts()
    part_facts()


def gather_facts() -> None:
    forget_search()
    with op.batch_alter_table('card') as batch_op:
        batch_op.add_column(sa.Column('facts', sa.JSON(), nullable=False, server_default='{}'))
    make = "json_object" if on_sqlite() else "json_build_object"
    for about, facts in FACTS.items():
        pairs = ", ".join(f"'{name}', {name}" for name in facts)
        op.execute(f"UPDATE card SET facts = {make}({pairs}) WHERE about = '{about}'")
    with op.batch_alter_table('card') as batch_op:
        batch_op.alter_column('facts', server_default=None)
        batch_op.drop_constraint(op.f('ck_card_never_over_funded'), type_='check')
        for name in ('replies', 'seats', 'raised_cents', 'target_cents', 'donors'):
            batch_op.drop_column(name)
    write_search()


def part_facts() -> None:
    forget_search()
    with op.batch_alter_table('card') as batch_op:
        batch_op.add_column(sa.Column('replies', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('seats', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('raised_cents', sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column('target_cents', sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column('donors', sa.Integer(), nullable=True))
    for about, facts in FACTS.items():
        for name, kind in facts.items():
            read = f"json_extract(facts, '$.{name}')"
            if not on_sqlite():
                read = f"CAST(facts ->> '{name}' AS {kind})"
            op.execute(f"UPDATE card SET {name} = {read} WHERE about = '{about}'")
    with op.batch_alter_table('card') as batch_op:
        batch_op.alter_column('replies', server_default=None)
        batch_op.create_check_constraint(op.f('ck_card_never_over_funded'), 'raised_cents <= target_cents')
        batch_op.drop_column('facts')
    write_search()


def gather_drafts() -> None:
    with op.batch_alter_table('draft') as batch_op:
        batch_op.add_column(sa.Column('form', sa.String(length=60), nullable=True))
    op.execute("UPDATE draft SET form = 'notice ' || direction")
    with op.batch_alter_table('draft') as batch_op:
        batch_op.alter_column('form', existing_type=sa.String(length=60), nullable=False)
        batch_op.drop_constraint(op.f('uq_draft_resident_id_direction'), type_='unique')
        batch_op.create_unique_constraint(op.f('uq_draft_resident_id_form'), ['resident_id', 'form'])
        batch_op.drop_column('direction')
    op.execute(
        "INSERT INTO draft (resident_id, form, answers, updated_at)"
        " SELECT resident_id, 'invitation ' || side, answers, updated_at FROM invitation_draft"
        " ORDER BY id"
    )
    op.drop_table('invitation_draft')


def part_drafts() -> None:
    op.create_table('invitation_draft',
    sa.Column('id', Id, nullable=False),
    sa.Column('resident_id', Id, nullable=False),
    sa.Column('side', sa.String(length=40), nullable=False),
    sa.Column('answers', sa.JSON(), nullable=False),
    sa.Column('updated_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['resident_id'], ['resident.id'], name=op.f('fk_invitation_draft_resident_id_resident')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitation_draft')),
    sa.UniqueConstraint('resident_id', 'side', name=op.f('uq_invitation_draft_resident_id_side'))
    )
    op.execute(
        "INSERT INTO invitation_draft (resident_id, side, answers, updated_at)"
        " SELECT resident_id, substr(form, 12), answers, updated_at FROM draft"
        " WHERE form LIKE 'invitation %' ORDER BY id"
    )
    # Drafts of forms that did not keep any before have nowhere to go.
    op.execute("DELETE FROM draft WHERE form NOT IN ('notice ask', 'notice offer')")
    with op.batch_alter_table('draft') as batch_op:
        batch_op.add_column(sa.Column('direction', sa.String(length=40), nullable=True))
    op.execute("UPDATE draft SET direction = substr(form, 8)")
    with op.batch_alter_table('draft') as batch_op:
        batch_op.alter_column('direction', existing_type=sa.String(length=40), nullable=False)
        batch_op.drop_constraint(op.f('uq_draft_resident_id_form'), type_='unique')
        batch_op.create_unique_constraint(op.f('uq_draft_resident_id_direction'), ['resident_id', 'direction'])
        batch_op.drop_column('form')


GUARDED = ('ledger_account', 'ledger_transfer', 'ledger_entry')
SAME_ROW = {
    'ledger_account': 'id = NEW.id OR code = NEW.code',
    'ledger_transfer': 'id = NEW.id OR reference = NEW.reference',
    'ledger_entry': (
        'id = NEW.id OR (transfer_id = NEW.transfer_id AND account_id = NEW.account_id)'
    ),
}
REFUSED = "RAISE(ABORT, 'the ledger is append-only')"
REPLACED = {
    'ledger_account': 'RAISE(IGNORE)',
    'ledger_transfer': REFUSED,
    'ledger_entry': REFUSED,
}


def one_of(*values: str) -> sa.Enum:
    return sa.Enum(*values, name='oneof', native_enum=False, length=40)


def drop_guards() -> None:
    """Let this revision, and only it, rewrite the ledger."""
    for table in GUARDED:
        if on_sqlite():
            op.execute(f'DROP TRIGGER {table}_no_update')
            op.execute(f'DROP TRIGGER {table}_no_delete')
        else:
            op.execute(f'DROP TRIGGER {table}_append_only ON {table}')


def set_guards() -> None:
    for table in GUARDED:
        if not on_sqlite():
            op.execute(
                f'CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} '
                'FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change()'
            )
            continue
        for verb in ('UPDATE', 'DELETE'):
            op.execute(
                f'CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} '
                "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
            )


def close_ways_round() -> None:
    """TRUNCATE and INSERT OR REPLACE delete without the triggers for each row hearing of it."""
    for table in GUARDED:
        if on_sqlite():
            op.execute(
                f'CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} '
                f'WHEN EXISTS (SELECT 1 FROM {table} WHERE {SAME_ROW[table]}) '
                f'BEGIN SELECT {REPLACED[table]}; END'
            )
            continue
        op.execute(
            f'CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} '
            'FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change()'
        )


def open_ways_round() -> None:
    for table in GUARDED:
        if on_sqlite():
            op.execute(f'DROP TRIGGER {table}_no_replace')
        else:
            op.execute(f'DROP TRIGGER {table}_no_truncate ON {table}')


# What donors hear of one gift of theirs; each led to the receipt, whose address is the pledge's key.
OF_ONE_GIFT = "('gift-received', 'gift-owed-back', 'gift-refunded')"


def unname_gifts() -> None:
    """Lead old news to the list of gifts: no path may tell whose a pledge was, once that is erased."""
    op.execute(
        "UPDATE notification SET path = '/solidarite/mes-dons'"
        f" WHERE kind IN {OF_ONE_GIFT} AND path LIKE '/solidarite/mes-dons/%'"
    )


def settle_funds() -> None:
    drop_guards()
    create_tables()
    open_funds()
    draw_pseudonyms()
    point_needs_at_funds()
    point_pledges_at_funds()
    point_ledger_at_funds()
    unname_gifts()
    set_guards()
    close_ways_round()


def create_tables() -> None:
    op.create_table('fund',
    sa.Column('id', Id, nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('path', sa.String(length=200), nullable=False),
    sa.Column('minimum_cents', sa.BigInteger(), nullable=False),
    sa.Column('ceiling_cents', sa.BigInteger(), nullable=False),
    sa.Column('raised_cents', sa.BigInteger(), nullable=False),
    sa.Column('donors_count', sa.Integer(), nullable=False),
    sa.Column('rule', one_of('keep'), nullable=False),
    sa.Column('status', one_of('open', 'completed', 'closed'), nullable=False),
    sa.Column('deadline', Moment, nullable=True),
    sa.Column('created_at', Moment, nullable=False),
    sa.CheckConstraint('length(title) > 0 AND length(path) > 0', name=op.f('ck_fund_told')),
    sa.CheckConstraint('minimum_cents BETWEEN 1 AND ceiling_cents', name=op.f('ck_fund_positive_bounds')),
    sa.CheckConstraint('raised_cents BETWEEN 0 AND ceiling_cents', name=op.f('ck_fund_never_over_funded')),
    sa.CheckConstraint('donors_count >= 0', name=op.f('ck_fund_donors_not_negative')),
    sa.CheckConstraint("status <> 'completed' OR raised_cents = ceiling_cents", name=op.f('ck_fund_completed_in_full')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fund'))
    )
    op.create_table('donor_pseudonym',
    sa.Column('pseudonym', sa.String(length=32), nullable=False),
    sa.Column('resident_id', Id, nullable=False),
    sa.Column('fund_id', Id, nullable=False),
    sa.ForeignKeyConstraint(['fund_id'], ['fund.id'], name=op.f('fk_donor_pseudonym_fund_id_fund')),
    sa.ForeignKeyConstraint(['resident_id'], ['resident.id'], name=op.f('fk_donor_pseudonym_resident_id_resident')),
    sa.PrimaryKeyConstraint('pseudonym', name=op.f('pk_donor_pseudonym')),
    sa.UniqueConstraint('resident_id', 'fund_id', name=op.f('uq_donor_pseudonym_resident_id_fund_id'))
    )
    op.create_index(op.f('ix_donor_pseudonym_fund_id'), 'donor_pseudonym', ['fund_id'])


def open_funds() -> None:
    """One for each need that was ever published; it begins with the number of its need."""
    op.execute(
        'INSERT INTO fund (id, kind, title, path, minimum_cents, ceiling_cents, raised_cents, donors_count,'
        ' rule, status, deadline, created_at)'
        " SELECT id, 'need', title, '/solidarite/' || id, target_cents, target_cents, raised_cents, donors_count,"
        " 'keep', CASE status WHEN 'open' THEN 'open' WHEN 'withdrawn' THEN 'closed' ELSE 'completed' END,"
        ' NULL, published_at FROM need WHERE published_at IS NOT NULL'
    )
    if not on_sqlite():
        op.execute(
            "SELECT setval(pg_get_serial_sequence('fund', 'id'), coalesce(max(id), 1), max(id) IS NOT NULL) FROM fund"
        )


def draw_pseudonyms() -> None:
    connection = op.get_bind()
    donors = connection.execute(sa.text('SELECT DISTINCT donor_id, need_id FROM pledge')).all()
    rows = [
        {'pseudonym': secrets.token_hex(16), 'resident_id': donor_id, 'fund_id': need_id}
        for donor_id, need_id in donors
    ]
    if rows:
        connection.execute(
            sa.text(
                'INSERT INTO donor_pseudonym (pseudonym, resident_id, fund_id)'
                ' VALUES (:pseudonym, :resident_id, :fund_id)'
            ),
            rows,
        )


def point_needs_at_funds() -> None:
    op.add_column('need', sa.Column('fund_id', Id, nullable=True))
    op.execute('UPDATE need SET fund_id = id WHERE published_at IS NOT NULL')
    with op.batch_alter_table('need') as batch_op:
        for rule in ('never_over_funded', 'donors_not_negative', 'funded_in_full'):
            batch_op.drop_constraint(op.f(f'ck_need_{rule}'), type_='check')
        batch_op.drop_column('raised_cents')
        batch_op.drop_column('donors_count')
        batch_op.create_foreign_key(op.f('fk_need_fund_id_fund'), 'fund', ['fund_id'], ['id'])
        batch_op.create_unique_constraint(op.f('uq_need_fund_id'), ['fund_id'])
        batch_op.create_check_constraint(
            op.f('ck_need_has_a_fund'), "status NOT IN ('open', 'funded', 'proved') OR fund_id IS NOT NULL"
        )
        batch_op.create_check_constraint(
            op.f('ck_need_funded_when'), "(status IN ('funded', 'proved')) = (funded_at IS NOT NULL)"
        )


def point_pledges_at_funds() -> None:
    op.add_column('pledge', sa.Column('fund_id', Id, nullable=True))
    op.add_column('pledge', sa.Column('pseudonym', sa.String(length=32), nullable=True))
    op.execute(
        'UPDATE pledge SET fund_id = need_id, pseudonym = (SELECT d.pseudonym FROM donor_pseudonym d'
        ' WHERE d.resident_id = pledge.donor_id AND d.fund_id = pledge.need_id)'
    )
    # The demonstration wrote who gives into its keys, from where they went into the ledger.
    op.execute(
        "UPDATE pledge SET payment_reference = 'demo-' || pseudonym, key = 'demo-' || pseudonym"
        " WHERE key = 'demo-' || need_id || '-' || donor_id"
    )
    op.drop_index('ix_pledge_need_status', table_name='pledge')
    op.drop_index(op.f('ix_pledge_donor_id'), table_name='pledge')
    with op.batch_alter_table('pledge') as batch_op:
        batch_op.drop_constraint(op.f('fk_pledge_need_id_need'), type_='foreignkey')
        batch_op.drop_constraint(op.f('fk_pledge_donor_id_resident'), type_='foreignkey')
        batch_op.drop_column('need_id')
        batch_op.drop_column('donor_id')
        batch_op.alter_column('fund_id', existing_type=Id, nullable=False)
        batch_op.alter_column('pseudonym', existing_type=sa.String(length=32), nullable=False)
        batch_op.create_foreign_key(op.f('fk_pledge_fund_id_fund'), 'fund', ['fund_id'], ['id'])
        batch_op.create_index('ix_pledge_fund_status', ['fund_id', 'status'])
        batch_op.create_index(op.f('ix_pledge_pseudonym'), ['pseudonym'])


def name_transfers() -> None:
    """Call each transfer by the key that its pledge has now."""
    op.execute(
        'UPDATE ledger_transfer SET reference ='
        " kind || ':' || (SELECT p.key FROM pledge p WHERE p.id = ledger_transfer.pledge_id)"
    )


def point_ledger_at_funds() -> None:
    op.add_column('ledger_transfer', sa.Column('pseudonym', sa.String(length=32), nullable=True))
    op.execute(
        'UPDATE ledger_transfer SET'
        ' pseudonym = (SELECT p.pseudonym FROM pledge p WHERE p.id = ledger_transfer.pledge_id)'
    )
    name_transfers()
    with op.batch_alter_table('ledger_transfer') as batch_op:
        batch_op.alter_column('pseudonym', existing_type=sa.String(length=32), nullable=False)
    op.add_column('ledger_account', sa.Column('fund_id', Id, nullable=True))
    with op.batch_alter_table('ledger_account') as batch_op:
        batch_op.drop_constraint(op.f('ck_ledger_account_need_named'), type_='check')
    op.execute(
        "UPDATE ledger_account SET kind = 'fund', fund_id = need_id, code = 'fund:' || need_id WHERE kind = 'need'"
    )
    with op.batch_alter_table('ledger_account') as batch_op:
        batch_op.drop_constraint(op.f('fk_ledger_account_need_id_need'), type_='foreignkey')
        batch_op.drop_column('need_id')
        batch_op.create_foreign_key(op.f('fk_ledger_account_fund_id_fund'), 'fund', ['fund_id'], ['id'])
        batch_op.create_check_constraint(
            op.f('ck_ledger_account_fund_named'), "(kind = 'fund') = (fund_id IS NOT NULL)"
        )


def unsettle_funds() -> None:
    """Go back to needs that hold their own figures; donors whose name was erased have no way back.

    Nor has a gift that was returned after its need was proved: a proved need was funded in full.
    News of gifts keep leading to their list, which was there before.
    """
    open_ways_round()
    drop_guards()
    op.add_column('need', sa.Column('raised_cents', sa.BigInteger(), nullable=False, server_default='0'))
    op.add_column('need', sa.Column('donors_count', sa.Integer(), nullable=False, server_default='0'))
    op.execute(
        'UPDATE need SET raised_cents = (SELECT f.raised_cents FROM fund f WHERE f.id = need.fund_id),'
        ' donors_count = (SELECT f.donors_count FROM fund f WHERE f.id = need.fund_id) WHERE fund_id IS NOT NULL'
    )
    point_ledger_at_needs()
    point_pledges_at_needs()
    with op.batch_alter_table('need') as batch_op:
        batch_op.drop_constraint(op.f('ck_need_has_a_fund'), type_='check')
        batch_op.drop_constraint(op.f('ck_need_funded_when'), type_='check')
        batch_op.drop_constraint(op.f('fk_need_fund_id_fund'), type_='foreignkey')
        batch_op.drop_constraint(op.f('uq_need_fund_id'), type_='unique')
        batch_op.drop_column('fund_id')
        batch_op.alter_column('raised_cents', existing_type=sa.BigInteger(), server_default=None)
        batch_op.alter_column('donors_count', existing_type=sa.Integer(), server_default=None)
        batch_op.create_check_constraint(op.f('ck_need_never_over_funded'), 'raised_cents BETWEEN 0 AND target_cents')
        batch_op.create_check_constraint(op.f('ck_need_donors_not_negative'), 'donors_count >= 0')
        batch_op.create_check_constraint(
            op.f('ck_need_funded_in_full'), "status NOT IN ('funded', 'proved') OR raised_cents = target_cents"
        )
    op.drop_table('donor_pseudonym')
    op.drop_table('fund')
    set_guards()


def point_ledger_at_needs() -> None:
    with op.batch_alter_table('ledger_transfer') as batch_op:
        batch_op.drop_column('pseudonym')
    op.add_column('ledger_account', sa.Column('need_id', Id, nullable=True))
    with op.batch_alter_table('ledger_account') as batch_op:
        batch_op.drop_constraint(op.f('ck_ledger_account_fund_named'), type_='check')
    op.execute(
        "UPDATE ledger_account SET kind = 'need',"
        ' need_id = (SELECT n.id FROM need n WHERE n.fund_id = ledger_account.fund_id),'
        " code = 'need:' || (SELECT n.id FROM need n WHERE n.fund_id = ledger_account.fund_id) WHERE kind = 'fund'"
    )
    with op.batch_alter_table('ledger_account') as batch_op:
        batch_op.drop_constraint(op.f('fk_ledger_account_fund_id_fund'), type_='foreignkey')
        batch_op.drop_column('fund_id')
        batch_op.create_foreign_key(op.f('fk_ledger_account_need_id_need'), 'need', ['need_id'], ['id'])
        batch_op.create_check_constraint(
            op.f('ck_ledger_account_need_named'), "(kind = 'need') = (need_id IS NOT NULL)"
        )


def point_pledges_at_needs() -> None:
    op.add_column('pledge', sa.Column('need_id', Id, nullable=True))
    op.add_column('pledge', sa.Column('donor_id', Id, nullable=True))
    op.execute(
        'UPDATE pledge SET need_id = (SELECT n.id FROM need n WHERE n.fund_id = pledge.fund_id),'
        ' donor_id = (SELECT d.resident_id FROM donor_pseudonym d WHERE d.pseudonym = pledge.pseudonym)'
    )
    op.execute(
        "UPDATE pledge SET key = 'demo-' || need_id || '-' || donor_id,"
        " payment_reference = 'demo-' || need_id || '-' || donor_id WHERE key = 'demo-' || pseudonym"
    )
    name_transfers()
    op.drop_index('ix_pledge_fund_status', table_name='pledge')
    op.drop_index(op.f('ix_pledge_pseudonym'), table_name='pledge')
    with op.batch_alter_table('pledge') as batch_op:
        batch_op.drop_constraint(op.f('fk_pledge_fund_id_fund'), type_='foreignkey')
        batch_op.drop_column('fund_id')
        batch_op.drop_column('pseudonym')
        batch_op.alter_column('need_id', existing_type=Id, nullable=False)
        batch_op.alter_column('donor_id', existing_type=Id, nullable=False)
        batch_op.create_foreign_key(op.f('fk_pledge_need_id_need'), 'need', ['need_id'], ['id'])
        batch_op.create_foreign_key(op.f('fk_pledge_donor_id_resident'), 'resident', ['donor_id'], ['id'])
        batch_op.create_index('ix_pledge_need_status', ['need_id', 'status'])
        batch_op.create_index(op.f('ix_pledge_donor_id'), ['donor_id'])


CODES = {"chats": "chat", "invites": "invitations", "posts": "post", "replies": "reply"}
FLAGS = [sa.column(name, sa.Boolean()) for name in CODES]

mandate = sa.table(
    "mandate",
    sa.column("id", Id),
    sa.column("principal_id", Id),
    sa.column("address_id", Id),
    sa.column("organisation", sa.String()),
    sa.column("partner_id", Id),
    sa.column("consent", sa.String()),
    sa.column("scopes", sa.JSON()),
    sa.column("begins_at", Moment),
    sa.column("created_at", Moment),
    *FLAGS,
)
partner = sa.table("partner", sa.column("id", Id), sa.column("name", sa.String()))
partner_mandate = sa.table(
    "partner_mandate",
    sa.column("partner_id", Id),
    sa.column("mandate_id", Id),
    sa.column("created_at", Moment),
)


def settle_mandates() -> None:
    with op.batch_alter_table("mandate") as batch_op:
        batch_op.add_column(sa.Column("partner_id", Id, nullable=True))
        batch_op.add_column(sa.Column("scopes", sa.JSON(), nullable=True))
    _name_partners()
    _write_codes()
    with op.batch_alter_table("mandate") as batch_op:
        batch_op.alter_column("scopes", existing_type=sa.JSON(), nullable=False)
        batch_op.drop_constraint(op.f("ck_mandate_for_something"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_mandate_for_something"), "CAST(scopes AS TEXT) <> '[]'"
        )
        batch_op.create_foreign_key(
            op.f("fk_mandate_partner_id_partner"), "partner", ["partner_id"], ["id"]
        )
        for name in ("organisation", *CODES):
            batch_op.drop_column(name)
    with op.batch_alter_table("mandate") as batch_op:
        batch_op.create_index(batch_op.f("ix_mandate_partner_id"), ["partner_id"], unique=False)
    with op.batch_alter_table("partner_mandate") as batch_op:
        batch_op.drop_index(batch_op.f("ix_partner_mandate_partner_id"))
    op.drop_table("partner_mandate")


def _name_partners() -> None:
    bind = op.get_bind()
    given = (
        sa.select(partner_mandate.c.partner_id)
        .where(partner_mandate.c.mandate_id == mandate.c.id)
        .scalar_subquery()
    )
    bind.execute(mandate.update().values(partner_id=given))
    # Nothing but a name was kept where the row that says whose mandate it is was lost.
    left = sa.select(mandate.c.id, mandate.c.organisation).where(
        mandate.c.organisation != "", mandate.c.partner_id.is_(None)
    )
    for mandate_id, name in bind.execute(left).all():
        found = bind.execute(sa.text(NAMED), {"name": name, "mandate": mandate_id}).scalars().all()
        if len(found) != 1:
            raise RuntimeError(f"mandate {mandate_id} names no partner of its town: {name}")
        bind.execute(
            mandate.update().where(mandate.c.id == mandate_id).values(partner_id=found[0])
        )


NAMED = """
SELECT DISTINCT partner.id FROM mandate
JOIN resident ON resident.id = mandate.principal_id
LEFT JOIN address ON address.id = mandate.address_id
JOIN quartier ON quartier.id = COALESCE(address.quartier_id, resident.quartier_id)
JOIN partner ON partner.municipality_id = quartier.municipality_id AND partner.name = :name
WHERE mandate.id = :mandate
"""


def _write_codes() -> None:
    bind = op.get_bind()
    for mandate_id, *flags in bind.execute(sa.select(mandate.c.id, *FLAGS)).all():
        codes = [code for code, held in zip(CODES.values(), flags, strict=True) if held]
        bind.execute(mandate.update().where(mandate.c.id == mandate_id).values(scopes=codes))


def unsettle_mandates() -> None:
    op.create_table('partner_mandate',
    sa.Column('id', Id, nullable=False),
    sa.Column('partner_id', Id, nullable=False),
    sa.Column('mandate_id', Id, nullable=False),
    sa.Column('created_at', Moment, nullable=False),
    sa.ForeignKeyConstraint(['mandate_id'], ['mandate.id'], name=op.f('fk_partner_mandate_mandate_id_mandate'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_partner_mandate_partner_id_partner')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_partner_mandate')),
    sa.UniqueConstraint('mandate_id', name=op.f('uq_partner_mandate_mandate_id'))
    )
    with op.batch_alter_table('partner_mandate', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_partner_mandate_partner_id'), ['partner_id'], unique=False)
    with op.batch_alter_table("mandate") as batch_op:
        batch_op.add_column(sa.Column("organisation", sa.String(length=200), nullable=True))
        for name in CODES:
            batch_op.add_column(sa.Column(name, sa.Boolean(), nullable=True))
    _name_organisations()
    _set_flags()
    with op.batch_alter_table("mandate") as batch_op:
        batch_op.drop_index(batch_op.f("ix_mandate_partner_id"))
    with op.batch_alter_table("mandate") as batch_op:
        batch_op.alter_column(
            "organisation", existing_type=sa.String(length=200), nullable=False
        )
        for name in CODES:
            batch_op.alter_column(name, existing_type=sa.Boolean(), nullable=False)
        batch_op.drop_constraint(op.f("ck_mandate_for_something"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_mandate_for_something"), "posts OR replies OR invites OR chats"
        )
        batch_op.drop_constraint("fk_mandate_partner_id_partner", type_="foreignkey")
        batch_op.drop_column("partner_id")
        batch_op.drop_column("scopes")


def _name_organisations() -> None:
    name = sa.select(partner.c.name).where(partner.c.id == mandate.c.partner_id).scalar_subquery()
    bind = op.get_bind()
    bind.execute(mandate.update().values(organisation=sa.func.coalesce(name, "")))
    # When it was entrusted to the partner, give or take a moment.
    by_code = sa.func.coalesce(mandate.c.begins_at, mandate.c.created_at)
    since = sa.case((mandate.c.consent == "paper", mandate.c.created_at), else_=by_code)
    held = (
        sa.select(mandate.c.partner_id, mandate.c.id, since)
        .where(mandate.c.partner_id.is_not(None))
        .order_by(mandate.c.id)
    )
    columns = ["partner_id", "mandate_id", "created_at"]
    bind.execute(partner_mandate.insert().from_select(columns, held))


def _set_flags() -> None:
    bind = op.get_bind()
    for mandate_id, codes in bind.execute(sa.select(mandate.c.id, mandate.c.scopes)).all():
        flags = {name: code in codes for name, code in CODES.items()}
        bind.execute(mandate.update().where(mandate.c.id == mandate_id).values(**flags))
