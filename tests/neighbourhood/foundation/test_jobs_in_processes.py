"""The consumer of jobs in real processes: its own, under gevent, inside the server."""

import os
import socket
import subprocess
import sys
from pathlib import Path

from neighbourhood.foundation.settings import Jobs
from tests.support.waiting import until

PROGRAM = """
import os, pathlib
from flask import Flask
from neighbourhood.foundation import settings
from neighbourhood.foundation.outside import jobs
from neighbourhood.foundation.storing import database

@jobs.job
def leave_a_note(name):
    (pathlib.Path(os.environ["PALIER_INSTANCE"]) / name).touch()

def create_app():
    app = Flask("town")
    settings.bind(app, settings.Settings.from_environment(os.environ))
    database.bind(app)
    jobs.bind(app)
    return app
"""


def test_a_process_of_its_own_does_the_work_until_told_to_stop(tmp_path):
    (tmp_path / "town.py").write_text(PROGRAM)
    env = os.environ | {
        "PALIER_INSTANCE": str(tmp_path / "instance"),
        "JOBS": Jobs.PROCESS.value,
        "PYTHONPATH": f"{Path.cwd()}:{tmp_path}",
    }
    ask = "import town; from neighbourhood.foundation.outside import jobs\n"
    ask += "with town.create_app().app_context(): jobs.enqueue(town.leave_a_note, 'note')"
    subprocess.run([sys.executable, "-c", ask], env=env, check=True, cwd=tmp_path)
    consumer = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "town", "jobs", "run"], env=env, cwd=tmp_path
    )
    until((tmp_path / "instance" / "note").exists, otherwise="no note")
    consumer.terminate()
    assert consumer.wait(15) == 0
    assert (tmp_path / "instance" / "note").exists()


GREEN = """
from gevent import monkey; monkey.patch_all()
import gevent, town
from neighbourhood.foundation.outside import jobs
app = town.create_app()
storage = app.extensions[jobs.EXTENSION].huey.storage
look, turns, looks = storage.dequeue, 0, 0
def count():
    global looks
    looks += 1
    return look()
storage.dequeue = count
consumer = jobs.start_embedded(app)
with app.app_context(): jobs.enqueue(town.leave_a_note, 'note')
while looks < 6:
    gevent.sleep(0.001)
    turns += 1
consumer.stop(graceful=True)
assert consumer.worker_type == "greenlet"
# Whoever waits between two looks without letting others breathe leaves them one turn a look.
assert turns > 3 * looks, (turns, looks)
"""


def test_under_gevent_the_consumer_lets_the_others_breathe(tmp_path):
    (tmp_path / "town.py").write_text(PROGRAM)
    env = os.environ | {
        "PALIER_INSTANCE": str(tmp_path / "instance"),
        "JOBS": "embedded",
        "PYTHONPATH": f"{Path.cwd()}:{tmp_path}",
    }
    subprocess.run([sys.executable, "-c", GREEN], env=env, check=True, cwd=tmp_path, timeout=60)
    assert (tmp_path / "instance" / "note").exists()


GUNICORN = """
worker_class, workers, control_socket_disable = "gevent", 1, True
import sys, town
from neighbourhood.foundation.outside import jobs

def post_worker_init(worker):
    worker.consumer = jobs.start_embedded(worker.wsgi)
    with worker.wsgi.app_context():
        jobs.enqueue(sys.modules["town"].leave_a_note, "note")

def worker_exit(server, worker):
    worker.consumer.stop(graceful=True)
"""


def test_inside_the_real_server_work_is_done_and_the_server_still_stops(tmp_path):
    (tmp_path / "town.py").write_text(PROGRAM)
    (tmp_path / "conf.py").write_text(GUNICORN)
    env = os.environ | {
        "PALIER_INSTANCE": str(tmp_path / "instance"),
        "JOBS": "embedded",
        "PYTHONPATH": f"{Path.cwd()}:{tmp_path}",
    }
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "-c", "conf.py", "-b", f"127.0.0.1:{port}"]
    server = subprocess.Popen([*command, "town:create_app()"], env=env, cwd=tmp_path)
    until((tmp_path / "instance" / "note").exists, otherwise="no note")
    server.terminate()
    assert server.wait(15) == 0
    assert (tmp_path / "instance" / "note").exists()
