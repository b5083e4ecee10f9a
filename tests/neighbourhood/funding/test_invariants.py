"""Each rule of the books is one query that finds what breaks it, on both databases."""

import pytest
from flask_migrate import upgrade
from sqlalchemy import text

from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.actions.checking import CHAIN
from neighbourhood.funding.cases.rules import RULES
from neighbourhood.funding.queries import invariants
from tests.neighbourhood.funding.test_linking import give, link
from tests.support import previous_release
from tests.support.below import below_the_triggers
from tests.support.fixtures import postgres
from tests.test_migrations import MIGRATIONS, blank, empty, lived_in

__all__ = ["blank", "empty", "lived_in", "postgres"]

_SIDES = (
    "INSERT INTO ledger_account (id, code, kind, fund_id)"
    " SELECT 901, '{kind}:' || id, '{kind}', id FROM fund;"
    "INSERT INTO ledger_account (id, code, kind) VALUES (902, 'loss', 'loss');"
    "INSERT INTO ledger_transfer (id, reference, kind, pseudonym, created_at)"
    " VALUES (900, 'r', 'pay-out', '', '2026-11-01 10:00:00');"
    "INSERT INTO ledger_entry (id, transfer_id, account_id, amount_cents)"
    " VALUES (903, 900, 901, {cents}), (904, 900, 902, -({cents}))"
)
# What breaks each rule, whatever else it breaks.
BREAKING = {
    "transfers-balance": "UPDATE ledger_entry SET amount_cents = 1 WHERE amount_cents > 0",
    "transfers-have-sides": "DELETE FROM ledger_entry",
    "entries-belong": "DELETE FROM ledger_account WHERE kind = 'provider'",
    "ledger-balances": "UPDATE ledger_entry SET amount_cents = 1 WHERE amount_cents > 0",
    "accounts-say-what-they-are": "UPDATE ledger_account SET kind = 'loss' WHERE fund_id IS NULL",
    "funds-say-what-came": "UPDATE fund SET raised_cents = 499",
    "funds-within-bounds": "UPDATE ledger_entry SET amount_cents = amount_cents * 1000",
    "funds-complete-when-full": "UPDATE fund SET status = 'completed'",
    "funds-count-their-donors": "UPDATE fund SET donors_count = 2",
    "gifts-are-written": "UPDATE payment SET counted_cents = 1",
    "settled-gifts-count": "UPDATE payment SET counted_cents = 0",
    "unpaid-promises-move-nothing": "UPDATE pledge SET status = 'cancelled'",
    "movements-keep-their-pseudonym": "UPDATE ledger_transfer SET pseudonym = 'somebody'",
    "payments-balance": "DELETE FROM ledger_entry WHERE amount_cents > 0",
    "paid-out-within-what-came": _SIDES.format(kind="with partner", cents=501),
    "accounts-never-beyond-nothing": _SIDES.format(kind="used", cents=-1),
    "towns-paid-in-what-two-people-say": (
        "INSERT INTO ledger_account (id, code, kind)"
        " VALUES (901, 'loss', 'loss'), (902, 'paid in', 'paid in');"
        "INSERT INTO ledger_transfer (id, reference, kind, pseudonym, created_at)"
        " VALUES (900, 'r', 'loss paid in', '', '2026-11-01 10:00:00');"
        "INSERT INTO ledger_entry (id, transfer_id, account_id, amount_cents)"
        " VALUES (903, 900, 901, 5), (904, 900, 902, -5)"
    ),
    "links-without-gaps": "UPDATE ledger_link SET number = 7",
    "links-are-of-one-movement": "UPDATE ledger_link SET transfer_id = 999",
}


def test_every_rule_can_be_broken_and_is_said_in_words():
    assert list(invariants.rules()) == list(BREAKING)
    assert {*invariants.rules(), CHAIN} == RULES.keys()


def found(app, rule):
    give(app, 1)
    link(app)
    with app.app_context():
        assert dict(invariants.broken()) == {}
    with below_the_triggers(app) as connection:
        for statement in BREAKING[rule].split(";"):
            connection.execute(text(statement))
    with app.app_context():
        return invariants.broken()


@pytest.mark.parametrize("rule", BREAKING)
def test_what_breaks_a_rule_is_found(app, broken_on_purpose, rule):
    assert found(app, rule)[rule] >= 1


@pytest.mark.postgres
def test_and_so_on_postgresql(grown_app, broken_on_purpose):
    give(grown_app, 1)
    link(grown_app)
    for rule, breaking in BREAKING.items():
        with below_the_triggers(grown_app) as connection, connection.begin_nested() as undone:
            # There the database refuses this one by itself.
            connection.execute(text("ALTER TABLE fund DROP CONSTRAINT ck_fund_completed_in_full"))
            for statement in breaking.split(";"):
                connection.execute(text(statement))
            assert connection.execute(text(invariants.rules()[rule])).all(), rule
            undone.rollback()


def test_the_books_of_the_previous_release_keep_every_rule(lived_in):
    assert previous_release.REVISION < "0040"
    upgrade(directory=MIGRATIONS)
    assert dict(invariants.broken()) == {}
    assert db.session.execute(text("SELECT count(*) FROM ledger_transfer")).scalar() > 0
