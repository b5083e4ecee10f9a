"""Fifty neighbours reserve one tool for the same days: one has it, with the lock and without."""

import threading
from collections import Counter as Tally

import pytest
from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.storing.database import db
from neighbourhood.libraries.actions import reserving
from neighbourhood.libraries.models.libraries import Tool
from neighbourhood.libraries.models.loans import ToolDay
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.racing import at_once

MANY = 50


@pytest.fixture
def reserve(counter, on):
    """Reserve one tool in the name of whoever is given."""
    tool_id, first, due = counter.tool().id, on(4), on(7)

    def work(who):
        actor = Actor.of(db.session.get_one(Resident, who))
        reserving.reserve(actor, db.session.get_one(Tool, tool_id), first=first, due=due)
        return "reserved"

    return work


def neighbours(counter, number):
    return [counter.make.resident(f"Voisin {n}", counter.quartier).id for n in range(number)]


def test_of_fifty_at_once_one_has_the_tool(app, counter, reserve):
    came = at_once(app, reserve, neighbours(counter, MANY))
    assert Tally(came) == {"reserved": 1, "days_taken": MANY - 1}


@pytest.fixture
def unlocked(monkeypatch):
    """Decide on what was read before anybody writes; what each came to is told in a list."""
    together, one_writes, came = threading.Barrier(2), threading.Lock(), []
    read, seen = threading.local(), reserving.shelves.days_taken

    def read_before_anyone_writes(*given, **more):
        if hasattr(read, "found"):
            return read.found
        read.found = seen(*given, **more)
        # As if nothing had been locked: both have read by now, and both decide on that.
        connection = db.session.connection().connection.dbapi_connection
        connection.execute("COMMIT")
        together.wait(10)
        one_writes.acquire()
        connection.execute("BEGIN IMMEDIATE")
        return read.found

    def work(act, who) -> None:
        try:
            act(who)
            db.session.commit()
            came.append("reserved")
        except IntegrityError:
            db.session.rollback()
            came.append("refused by the database")
        finally:
            one_writes.release()

    monkeypatch.setattr(reserving.shelves, "days_taken", read_before_anyone_writes)
    # What became of a mail is noted apart: that would wait, ten seconds, for this very thread.
    monkeypatch.setattr(reserving, "tell", lambda *_told: None)
    return work, came


def test_who_both_see_the_days_free_are_told_apart_by_the_database(app, counter, reserve, unlocked):
    work, came = unlocked

    def in_app(who) -> None:
        with app.app_context():
            work(reserve, who)

    threads = [threading.Thread(target=in_app, args=(who,)) for who in neighbours(counter, 2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(30)
    assert Tally(came) == {"reserved": 1, "refused by the database": 1}
    with app.app_context():
        assert db.session.query(ToolDay.loan_id).distinct().count() == 1
