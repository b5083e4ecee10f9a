"""Writers that wait for one committer, all at once."""

import threading

from neighbourhood.foundation.storing.committing import Committer
from neighbourhood.foundation.storing.database import db
from neighbourhood.places.models import Municipality


class Crowd:
    """Writers that all wait while the first one is held up."""

    def __init__(self, app) -> None:
        self.app = app
        self.committer = Committer()
        self.results: dict[object, object] = {}
        self._threads: list[threading.Thread] = []

    def submit(self, name, write, order=0, before=None):
        self._begin(name, lambda: self.committer.submit(write, order=order), before)

    def submit_among(self, name, together):
        self._begin(name, lambda: self.committer.submit_among(together, name))

    def _begin(self, name, submit, before=None):
        def work():
            with self.app.app_context():
                if before:
                    before()
                try:
                    self.results[name] = submit()
                except Exception as failure:  # noqa: BLE001
                    self.results[name] = failure

        self._threads.append(threading.Thread(target=work, daemon=True))
        self._threads[-1].start()
        self._wait_until_queued(len(self._threads))

    def _wait_until_queued(self, count):
        for _ in range(500):
            if len(self.committer._waiting) >= count:
                return
            threading.Event().wait(0.01)
        raise AssertionError("a writer did not queue")

    def release(self):
        self.committer._leading.release()
        for thread in self._threads:
            thread.join(20)

    @property
    def still_waiting(self):
        return [thread for thread in self._threads if thread.is_alive()]


def add(name):
    """A write that keeps a town of this name."""

    def write():
        db.session.add(Municipality(insee=name, name=name))
        db.session.flush()
        return name

    return write
