"""The author closes while somebody answers: with the lock, one of the two sees the other."""

import threading
from contextlib import contextmanager

import pytest

from neighbourhood.bulletins.actions import thread, words
from neighbourhood.bulletins.models import Answer, Bulletin
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.notifications import mails
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident


def at_once(app, jobs, writing=transaction) -> list:
    """Do all of it at the same moment, each in a thread of its own; return the refusals."""
    refusals, start = [], threading.Barrier(len(jobs))

    def work(who, action, bulletin_id, more) -> None:
        with app.app_context():
            start.wait(10)
            try:
                with writing():
                    actor = Actor.of(db.session.get_one(Resident, who.id))
                    action(actor, db.session.get_one(Bulletin, bulletin_id), **more)
            except DomainError as refusal:
                refusals.append(type(refusal))

    threads = [threading.Thread(target=work, args=job, name=job[1].__name__) for job in jobs]
    for each in threads:
        each.start()
    for each in threads:
        each.join(30)
    return refusals


@pytest.fixture
def jobs(square):
    word = square.word()
    return [
        (square.karima, words.close, word.id, {}),
        (square.marcel, thread.answer, word.id, {"text": "Je l’ai vu."}),
    ]


def said_after_the_end(square) -> bool:
    with square.make.writing() as session:
        bulletin, answer = session.query(Bulletin).one(), session.query(Answer).first()
        return bulletin.is_closed and answer is not None and answer.created_at > bulletin.closed_at


def test_nothing_is_said_once_the_thread_is_closed(app, square, jobs):
    at_once(app, jobs)
    assert not said_after_the_end(square)


def test_without_the_lock_something_is(app, square, jobs, monkeypatch):
    together, closed = threading.Barrier(2), threading.Event()
    one_writes = threading.Lock()

    def read_before_anyone_writes(model, row_id, *_more):
        found = db.session.get_one(model, row_id)
        if model is Bulletin:
            # Close the read, as if nothing had been locked; both decide on what they saw.
            connection = db.session.connection().connection.dbapi_connection
            connection.execute("COMMIT")
            together.wait(10)
            if threading.current_thread().name == "answer":
                closed.wait(10)
            one_writes.acquire()
            connection.execute("BEGIN IMMEDIATE")
        return found

    @contextmanager
    def unlocked():
        yield
        db.session.commit()
        closed.set()
        one_writes.release()

    monkeypatch.setattr(mails, "send_later", lambda *_mail, **_more: None)
    monkeypatch.setattr(words, "hold", read_before_anyone_writes)
    monkeypatch.setattr(thread, "hold", read_before_anyone_writes)
    assert at_once(app, jobs, writing=unlocked) == []
    assert said_after_the_end(square)
