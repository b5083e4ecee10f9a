"""Group commit."""

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.errors import Busy, Forbidden
from neighbourhood.foundation.storing.committing import Committer
from neighbourhood.foundation.storing.database import after_commit, db
from neighbourhood.places.models import Municipality
from tests.support.crowd import Crowd, add


@pytest.fixture
def crowd(app):
    crowd = Crowd(app)
    crowd.committer._leading.acquire()
    return crowd


@pytest.fixture
def commits(app):
    counted = []
    with app.app_context():
        engine = db.engine

    def note(_connection):
        counted.append(1)

    event.listen(engine, "commit", note)
    yield counted
    event.remove(engine, "commit", note)


def names(app):
    with app.app_context():
        return set(db.session.scalars(select(Municipality.name)))


def test_writers_who_wait_share_one_commit(app, crowd, commits):
    for number in range(10):
        crowd.submit(number, add(str(number)))
    crowd.release()
    assert crowd.results == {number: str(number) for number in range(10)}
    assert names(app) == {str(number) for number in range(10)}
    assert len(commits) == 1


def test_a_refusal_concerns_only_the_one_refused(app, crowd):
    def refused():
        db.session.add(Municipality(insee="bad", name="bad"))
        db.session.flush()
        raise Forbidden

    crowd.submit("before", add("before"))
    crowd.submit("refused", refused)
    crowd.submit("after", add("after"))
    crowd.release()
    assert isinstance(crowd.results["refused"], Forbidden)
    assert names(app) == {"before", "after"}


def test_a_fault_concerns_only_its_own_writer(app, crowd):
    def fault():
        db.session.add(Municipality(insee="bad", name=None))
        db.session.flush()

    crowd.submit("before", add("before"))
    crowd.submit("fault", fault)
    crowd.release()
    assert isinstance(crowd.results["fault"], IntegrityError)
    assert crowd.results["before"] == "before"
    assert names(app) == {"before"}


def test_a_database_that_is_busy_is_not_asked_again_for_each(crowd):
    attempts = []

    def busy():
        attempts.append(1)
        raise Busy

    crowd.submit("one", busy)
    crowd.submit("two", add("two"))
    crowd.release()
    assert [type(failure) for failure in crowd.results.values()] == [Busy, Busy]
    assert len(attempts) == 1


def test_who_waits_holds_no_connection(app, crowd):
    with app.app_context():
        pool = db.engine.pool
    held = pool.checkedout()

    def waiting():
        db.session.execute(select(1))

    with app.app_context():
        waiting()
        assert pool.checkedout() == held + 1
    for number in range(5):
        crowd.submit(number, add(str(number)), before=waiting)
    assert pool.checkedout() == held
    crowd.release()


def test_writes_run_by_what_they_lock_then_by_arrival(crowd):
    ran = []
    for name, order in (("b1", 2), ("a1", 1), ("b2", 2), ("a2", 1)):
        crowd.submit(name, lambda name=name: ran.append(name), order)
    crowd.release()
    assert ran == ["a1", "a2", "b1", "b2"]


def test_a_large_crowd_is_split(app, crowd, commits, monkeypatch):
    monkeypatch.setattr("neighbourhood.foundation.storing.committing.LARGEST_GROUP", 4)
    for number in range(10):
        crowd.submit(number, add(str(number)))
    crowd.release()
    assert len(names(app)) == 10
    assert len(commits) == 3


def test_the_others_are_told_before_the_writer_is_answered(app):
    told = []

    def write():
        after_commit(lambda: told.append(stored(app)))
        return add("one")()

    with app.app_context():
        Committer().submit(write)
    assert told == [1]


def stored(app):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Municipality))
