"""Two acceptances at once: the lock keeps one out, and without it the race is there to be seen."""

import threading
from contextlib import contextmanager

import pytest

from neighbourhood.exchanges import queries
from neighbourhood.exchanges.actions import replies as replies_actions
from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.replies import Reply, ReplyStatus
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.notifications import mails
from neighbourhood.residents.acting import Actor


def accepted(town, notice) -> int:
    with town.make.writing() as session:
        found = session.query(Reply).filter_by(notice_id=notice.id, status=ReplyStatus.ACCEPTED)
        return found.count()


def all_at_once(app, town, replies, writing=transaction):
    """Accept every reply from a thread of its own, and return the refusals."""
    refusals = []
    start = threading.Barrier(len(replies))

    def work(reply_id: int) -> None:
        with app.app_context():
            start.wait(10)
            try:
                with writing():
                    reply = db.session.get_one(Reply, reply_id)
                    replies_actions.accept(Actor.of(reply.notice.author), reply)
            except DomainError as refusal:
                refusals.append(type(refusal))

    threads = [threading.Thread(target=work, args=(reply.id,)) for reply in replies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return refusals


@pytest.fixture
def contested(town):
    """A notice with one place and four neighbours who would take it."""
    notice = town.notice(reach="town")
    helpers = (town.marcel, town.ines, town.paul, town.rosa)
    return notice, [town.reply(notice, helper) for helper in helpers]


def test_of_four_acceptances_at_once_only_one_passes(app, town, contested):
    notice, replies = contested
    refusals = all_at_once(app, town, replies)
    assert refusals == [replies_actions.AllTaken] * 3
    assert accepted(town, notice) == 1
    assert town.fresh(notice).taken == 1


def test_without_the_lock_the_race_is_lost(app, town, contested, monkeypatch):
    notice, replies = contested
    together = threading.Barrier(len(replies))
    one_writes = threading.Lock()

    def read_before_anyone_writes(reply: Reply) -> Notice:
        found = db.session.get_one(Notice, reply.notice_id)
        db.session.refresh(reply)
        # Close the read, as if nothing had been locked; everyone decides on what they saw.
        db.session.connection().connection.dbapi_connection.execute("COMMIT")
        together.wait(10)
        one_writes.acquire()
        db.session.connection().connection.dbapi_connection.execute("BEGIN IMMEDIATE")
        return found

    @contextmanager
    def unlocked():
        yield
        db.session.commit()
        one_writes.release()

    # No commit is waited for here: a mail, sent at once, would wait for the lock that is held.
    monkeypatch.setattr(mails, "send_later", lambda *_mail, **_more: None)
    monkeypatch.setattr(queries, "lock_with", read_before_anyone_writes)
    assert all_at_once(app, town, replies, writing=unlocked) == []
    assert accepted(town, notice) == 4
