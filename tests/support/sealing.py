"""Values as the database has them, unopened, and the turning of keys."""

import threading
from collections.abc import Callable

from flask import Flask
from sqlalchemy import text

from neighbourhood.foundation.keys import rotating
from neighbourhood.foundation.storing import keyring
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.storing.failed_jobs import FailedJob
from neighbourhood.foundation.storing.sealing import seal_formerly


def in_silence(_column: str, _done: int) -> None:
    """Say nothing of how far it has come."""


def raw(column: str, table: str) -> list[str]:
    """Return a column as a dump shows it."""
    asked = text(f"SELECT {column} FROM {table} ORDER BY id")
    found = list(db.session.scalars(asked))
    db.session.rollback()
    return found


def arguments() -> list[str | None]:
    """Return what is read of the failed jobs."""
    found = [job.arguments for job in db.session.query(FailedJob).order_by(FailedJob.id)]
    db.session.rollback()
    return found


def failed(*given: str) -> None:
    """Keep failed jobs as the release before keys sealed them."""
    with transaction():
        for each in given:
            db.session.add(FailedJob(name="n", arguments="x", error="e", place=""))
            db.session.flush()
            last = db.session.scalar(text("SELECT max(id) FROM failed_job"))
            values = {"said": seal_formerly("failed job", each), "id": last}
            wanted = text("UPDATE failed_job SET sealed_arguments = :said WHERE id = :id")
            db.session.execute(wanted, values)


def under_newest() -> bool:
    """Tell whether every failed job is sealed under the newest key."""
    begin = f"sealed:{keyring.current().newest.name}:"
    return all(value.startswith(begin) for value in raw("sealed_arguments", "failed_job"))


def rotate_together(app: Flask, many: int) -> list[int]:
    """Rotate from several threads at once, each as a process of its own would."""
    meeting, done = threading.Barrier(many), []

    def turn() -> None:
        with app.app_context():
            meeting.wait()
            done.append(rotating.rotate(in_silence))
            db.session.remove()

    _run(turn, many)
    return done


def _run(work: Callable[[], None], many: int) -> None:
    threads = [threading.Thread(target=work) for _ in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
