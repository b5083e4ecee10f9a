"""Two tabs say hello at once, or two neighbours each other: by the locks, one comes first."""

import threading
from contextlib import contextmanager

import pytest
from sqlalchemy.exc import IntegrityError

from neighbourhood.directory.actions import hellos
from neighbourhood.directory.models import Hello
from neighbourhood.directory.policies import GreetedAlready
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.notifications import mails
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident


def at_once(app, pairs, writing=transaction) -> list:
    """Greet at the same moment, each in a thread of its own; return the refusals."""
    refusals, start = [], threading.Barrier(len(pairs))

    def work(greeter_id, greeted_id) -> None:
        with app.app_context():
            start.wait(10)
            try:
                with writing():
                    actor = Actor.of(db.session.get_one(Resident, greeter_id))
                    hellos.greet(actor, greeted_id, phrase="hello")
            except (DomainError, IntegrityError) as refusal:
                refusals.append(type(refusal))

    threads = [threading.Thread(target=work, args=pair) for pair in pairs]
    for each in threads:
        each.start()
    for each in threads:
        each.join(30)
    return refusals


@pytest.fixture
def pairs(hall, monkeypatch):
    monkeypatch.setattr(mails, "send_later", lambda *_mail, **_more: None)
    hall.say(hall.karima)
    hall.say(hall.marcel)
    return [(hall.karima.id, hall.marcel.id), (hall.marcel.id, hall.karima.id)]


@pytest.mark.parametrize("turned", [False, True])
def test_one_of_two_comes_first_and_the_other_hears_why(app, hall, pairs, turned):
    two = pairs if turned else pairs[:1] * 2
    assert at_once(app, two) == [GreetedAlready]
    with hall.make.writing() as session:
        assert session.query(Hello).count() == 1


def test_without_the_lock_only_the_database_says_no(app, pairs, monkeypatch):
    together, one_writes = threading.Barrier(2), threading.Lock()
    read, between = threading.local(), hellos.hellos.between

    def read_before_anyone_writes(one_id, other_id):
        # Both decide on what they read before the other wrote; then one writes after the other.
        read.found = between(one_id, other_id)
        connection = db.session.connection().connection.dbapi_connection
        connection.execute("COMMIT")
        together.wait(10)
        one_writes.acquire()
        connection.execute("BEGIN IMMEDIATE")

    @contextmanager
    def unlocked():
        try:
            yield
            db.session.commit()
        finally:
            db.session.rollback()
            one_writes.release()

    monkeypatch.setattr(hellos, "_hold_both", read_before_anyone_writes)
    monkeypatch.setattr(hellos.hellos, "between", lambda *_two: read.found)
    assert at_once(app, pairs, writing=unlocked) == [IntegrityError]
