"""Fifty neighbours ask for one day at once; without what keeps it, several have it."""

import threading
from collections import Counter
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.loans import days
from neighbourhood.loans.actions import asking
from neighbourhood.loans.models.items import Item
from neighbourhood.loans.models.loans import LoanDay
from neighbourhood.notifications import mails
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.racing import at_once


@pytest.fixture
def fifty(shelf):
    return [shelf.make.resident(f"Voisin Numéro{n}", shelf.tanneurs) for n in range(50)]


def ask(item_id: int, who: Resident) -> str:
    wanted = days.today()
    actor = Actor.of(db.session.get_one(Resident, who.id))
    item = db.session.get_one(Item, item_id)
    asking.ask(actor, item, text="Bonjour.", first_day=wanted, last_day=wanted)
    return "asked"


def test_one_of_fifty_has_the_day(app, shelf, fifty):
    item = shelf.item()
    outcomes = Counter(at_once(app, lambda who: ask(item.id, who), fifty))
    assert outcomes == {"asked": 1, "days_taken": 49}


@pytest.fixture
def unkept(app):
    """A table of days that takes two of one day, for as long as a test lasts."""
    kept = LoanDay.__tablename__

    def run(*statements: str) -> None:
        with app.app_context(), db.engine.begin() as connection:
            for each in statements:
                connection.execute(text(each))

    copy = f"CREATE TABLE {kept} (item_id INTEGER, day DATE, loan_id INTEGER)"
    run(f"ALTER TABLE {kept} RENAME TO kept_days", copy)
    yield
    run(f"DROP TABLE {kept}", f"ALTER TABLE kept_days RENAME TO {kept}")


def test_without_the_lock_and_the_rule_of_the_database_two_have_it(
    app, shelf, fifty, unkept, monkeypatch
):
    item, together, one_writes = shelf.item(), threading.Barrier(2), threading.Lock()
    read = days.require_askable

    def read_before_anyone_writes(*asked) -> None:
        # Close the read, as if nothing had been locked; both decide on what they saw.
        connection = db.session.connection().connection.dbapi_connection
        connection.execute("COMMIT")
        read(*asked)
        together.wait(10)
        one_writes.acquire()
        connection.execute("BEGIN IMMEDIATE")

    @contextmanager
    def unlocked():
        yield
        db.session.commit()
        one_writes.release()

    def work(who: Resident) -> None:
        with app.app_context(), unlocked():
            ask(item.id, who)

    monkeypatch.setattr(mails, "send_later", lambda *_mail, **_more: None)
    monkeypatch.setattr(days, "require_askable", read_before_anyone_writes)
    two = [threading.Thread(target=work, args=(who,)) for who in fifty[:2]]
    for each in two:
        each.start()
    for each in two:
        each.join(30)
    with app.app_context(), transaction():
        rows = db.session.execute(text("SELECT day FROM loan_day")).all()
    assert len(rows) == 2, "the race that the lock and the database prevent is real"
