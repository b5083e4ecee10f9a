"""Two people take the same statement at the same moment, on both databases."""

import secrets
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.funding.actions import statements
from neighbourhood.funding.models.bank import BankLine, BankStatement
from neighbourhood.funding.models.gifts import Payment
from neighbourhood.funding.queries import statements as queries
from neighbourhood.funding.queries.statements import Judged
from tests.neighbourhood.funding.statement_files import IBAN, document, entry
from tests.neighbourhood.funding.statements_sent import actor, announce, reference_of, send
from tests.neighbourhood.funding.test_races import FREE_SECONDS, HELD_SECONDS
from tests.support.making import Make
from tests.support.needs import open_office_in


def sent_twice(app):
    """One transfer, in two files that say the same."""
    make = Make(app)
    office = open_office_in(app, make)
    boss = make.resident("Nadège Admin", office.quartier, is_administrator=True)
    promise = announce(office, make.resident("Anne Roy", office.quartier), office.open(), 1000)
    data = document(entry(1000, reference_of(app, promise)), entry(700, "Merci", ref="B2"))
    return boss, [send(office, boss, data) for _twice in range(2)]


def take_at_once(app, boss, numbers, seconds):
    """Both read what is known before either writes, if nothing stops them; count what is kept."""
    barrier, read = threading.Barrier(2), queries.judge

    def judge_then_wait(found):
        judged = read(found, IBAN)
        with suppress(threading.BrokenBarrierError):
            barrier.wait(seconds)
        return judged

    def take(number):
        with app.app_context(), transaction():
            found = db.session.get_one(BankStatement, number)
            statements.take(actor(boss), found, judge_then_wait(found))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(take, numbers))
    with app.app_context():
        return db.session.query(BankLine).count(), db.session.query(Payment).count()


def test_a_statement_sent_twice_counts_once_on_sqlite(app):
    boss, numbers = sent_twice(app)
    assert take_at_once(app, boss, numbers, HELD_SECONDS) == (2, 1)


def test_a_statement_sent_twice_counts_once_on_postgresql(grown_app):
    boss, numbers = sent_twice(grown_app)
    assert take_at_once(grown_app, boss, numbers, FREE_SECONDS) == (2, 1)


def test_the_race_is_there_without_the_mark(grown_app, monkeypatch):
    entered = statements._enter

    def unmarked(statement, judged, status):
        other = Judged(judged.line, secrets.token_hex(16), judged.fate, judged.pledge)
        return entered(statement, other, status)

    monkeypatch.setattr(statements, "_enter", unmarked)
    boss, numbers = sent_twice(grown_app)
    assert take_at_once(grown_app, boss, numbers, FREE_SECONDS) == (4, 2)
