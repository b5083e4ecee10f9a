"""Work that failed for good waits to be run again: in one process, and with Redis between two."""

import json

import pytest
from sqlalchemy import text

from neighbourhood.foundation.outside import jobs
from neighbourhood.foundation.outside.failing import CannotRunAgain
from neighbourhood.foundation.storing import failed_jobs
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import Base, db, transaction

done = []
broken = [True]


@jobs.job
def write_to(mailbox, words="bonjour"):
    done.append(mailbox)
    if broken[0]:
        raise RuntimeError(f"{mailbox} cannot be reached")


@pytest.fixture(autouse=True)
def _clean():
    done.clear()
    broken[0] = True


@pytest.fixture
def queue(make_app, tmp_path):
    app = make_app(JOBS="embedded", DATABASE_URL=f"sqlite:///{tmp_path}/here.sqlite3")
    jobs.bind(app)
    with app.app_context():
        Base.metadata.create_all(db.engine, [failed_jobs.FailedJob.__table__])
    yield app
    app.extensions[jobs.EXTENSION].huey.storage.close()


def consume(app, *, tries=jobs.TRIES_LEFT + 1):
    """Do what is queued, as if the pauses between `tries` were over."""
    huey = app.extensions[jobs.EXTENSION].huey
    task = huey.dequeue()
    for _try in range(tries):
        if task is None:
            return
        huey.execute(task)
        later = huey.scheduled()
        task = later[0] if later else None
        if task is not None and _try + 1 < tries:
            huey.storage.flush_schedule()
            task.eta = None


def fail(app, mailbox="karima@example.org"):
    with app.app_context():
        jobs.enqueue(write_to, mailbox, words="un secret")
    consume(app)


def test_it_is_kept_once_all_its_tries_are_over(queue):
    fail(queue)
    assert len(done) == jobs.TRIES_LEFT + 1
    with queue.app_context():
        (kept,) = failed_jobs.failed_jobs()
        assert (kept.name, kept.error) == (write_to.name, "RuntimeError")
        assert kept.place.startswith("tests/neighbourhood/foundation/test_failed_jobs.py:")
        assert kept.place.endswith(" write_to")


def test_it_is_not_kept_while_a_try_is_left(queue):
    with queue.app_context():
        jobs.enqueue(write_to, "karima@example.org")
    consume(queue, tries=1)
    with queue.app_context():
        assert done
        assert failed_jobs.count() == 0
        assert jobs.count_waiting() == 1


def test_no_row_shows_what_it_was_given(queue):
    fail(queue)
    with queue.app_context():
        row = json.dumps(
            [str(part) for part in db.session.execute(text("SELECT * FROM failed_job")).one()]
        )
        (kept,) = failed_jobs.failed_jobs()
        assert "un secret" in failed_jobs.arguments_of(kept)
    for given in ("karima", "secret"):
        assert given not in row.replace("test_failed_jobs", "")


def test_it_is_run_again_with_what_it_was_given_and_kept_no_longer(queue):
    fail(queue)
    done.clear()
    broken[0] = False
    with queue.app_context():
        with transaction():
            jobs.run_again(failed_jobs.failed_jobs()[0])
        assert failed_jobs.count() == 0
    consume(queue)
    assert done == ["karima@example.org"]


def test_it_comes_back_when_it_fails_again(queue):
    fail(queue)
    with queue.app_context(), transaction():
        jobs.run_again(failed_jobs.failed_jobs()[0])
    consume(queue)
    with queue.app_context():
        assert failed_jobs.count() == 1


def run_again_whatever_is_kept(app):
    with app.app_context(), transaction():
        jobs.run_again(failed_jobs.failed_jobs()[0])


@pytest.mark.parametrize(
    "change", ["name = 'work.of.an.earlier.release'", "sealed_arguments = 'under another key'"]
)
def test_what_cannot_be_run_any_more_stays_where_it_is(queue, change):
    fail(queue)
    with queue.app_context():
        with transaction():
            db.session.execute(text(f"UPDATE failed_job SET {change}"))
        with pytest.raises(CannotRunAgain):
            run_again_whatever_is_kept(queue)
        assert failed_jobs.count() == 1


def test_the_queue_says_since_when_the_oldest_waits(queue):
    with queue.app_context():
        assert jobs.waiting_since() is None
        jobs.enqueue(write_to, "a@example.org")
        first = jobs.waiting_since()
        jobs.enqueue(write_to, "b@example.org")
        assert jobs.waiting_since() == first is not None


def test_it_is_forgotten_after_a_month_and_not_before(queue, move_clock):
    fail(queue)
    left = []
    for days in (29, 2):
        move_clock(days=days)
        with queue.app_context():
            with transaction():
                failed_jobs.forget(now() - failed_jobs.KEPT_FOR)
            left.append(failed_jobs.count())
    assert left == [1, 0]
