"""Slow work: done after the answer, in this process or in one of its own.

A job must be harmless when it runs twice. Its arguments are ids and plain values, never secrets or
texts (mail bodies are the exception; they are never logged). One that failed after all its tries is
kept, its arguments sealed, until somebody runs it again or gives it up.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, cast

from flask import Flask, current_app
from flask.cli import AppGroup
from gevent import monkey

from neighbourhood.foundation import settings
from neighbourhood.foundation.lazily import sparingly
from neighbourhood.foundation.outside import failing
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.settings import Jobs, Settings
from neighbourhood.foundation.storing import failed_jobs
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import after_commit, writing
from neighbourhood.foundation.storing.failed_jobs import FailedJob

if TYPE_CHECKING:
    import huey
    import huey.consumer
    import huey.storage
else:
    huey = sparingly("huey")

P = ParamSpec("P")
EXTENSION = "palier.jobs"
TRIES_LEFT = 6
FIRST_PAUSE_SECONDS = 20
# The longest time a finished task waits before the next one is noticed.
POLL_SECONDS = 0.5

cli = AppGroup("jobs", help="Slow work: mails, letters, reminders.")


@dataclass(frozen=True, slots=True)
class Job(Generic[P]):
    """A function that can be queued by name; called directly it simply runs."""

    name: str
    work: Callable[P, object]

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Run now, here."""
        self.work(*args, **kwargs)


_known: dict[str, Job[Any]] = {}
_timetable: dict[str, dict[str, str]] = {}


def job(work: Callable[P, object]) -> Job[P]:
    """Register `work` as a job; it runs inside an app context and is tried again when it fails."""
    found = Job(f"{work.__module__}.{work.__qualname__}", work)
    _known[found.name] = found
    return found


def periodic(**when: str) -> Callable[[Callable[[], object]], Job[[]]]:
    """Register a job that runs by the clock of the town: `@periodic(hour="3", minute="0")`."""

    def register(work: Callable[[], object]) -> Job[[]]:
        found = job(work)
        _timetable[found.name] = when
        return found

    return register


def enqueue(task: Job[P], *args: P.args, **kwargs: P.kwargs) -> None:
    """Have `task` run soon; for work that no transaction precedes."""
    app = cast("Flask", current_app._get_current_object())  # type: ignore[attr-defined] # noqa: SLF001
    if settings.current().jobs is Jobs.IMMEDIATE:
        _perform(app, task.name, args, kwargs)
        return
    app.extensions[EXTENSION].perform(task.name, args, kwargs, now())


def enqueue_after_commit(task: Job[P], *args: P.args, **kwargs: P.kwargs) -> None:
    """Have `task` run once the transaction under way is committed, never if it is not."""
    if writing():
        after_commit(lambda: enqueue(task, *args, **kwargs))
    else:
        enqueue(task, *args, **kwargs)


def run_again(failed: FailedJob) -> None:
    """Queue a held piece of work once more, after the commit; it is kept no longer."""
    require(failed.name in _known, failing.CannotRunAgain)
    args, kwargs = failing.take(failed)
    enqueue_after_commit(_known[failed.name], *args, **kwargs)


def count_waiting() -> int:
    """Count what waits in the queue, or for its next try."""
    queue = queue_of(current_app).huey
    return int(queue.pending_count()) + int(queue.scheduled_count())


def waiting_since() -> datetime | None:
    """Return since when the oldest piece of work waits for somebody to do it."""
    oldest = queue_of(current_app).huey.pending(1)
    # Those queued by an earlier release do not say.
    said = oldest[0].args[3:] if oldest else ()
    return cast("datetime", said[0]) if said else None


def untaken_since(patience: timedelta) -> datetime | None:
    """Return since when work waits that nobody takes; None when none waits longer than that."""
    since = waiting_since()
    return since if since is not None and now() - since > patience else None


def count_failed() -> int:
    """Count what failed after all its tries."""
    return failed_jobs.count()


def bind(app: Flask) -> None:
    """Give `app` its queue; nothing is consumed until `start_embedded` or `flask jobs run`."""
    app.extensions[EXTENSION] = _Queue(app, _backend(app.extensions[settings.EXTENSION]))
    app.extensions["palier.start_jobs"] = partial(start_embedded, app)
    app.cli.add_command(cli)


def start_embedded(app: Flask) -> "huey.consumer.Consumer | None":
    """Consume inside this server process, when settings say so; the caller stops it on exit."""
    if app.extensions[settings.EXTENSION].jobs is not Jobs.EMBEDDED:
        return None
    kind = "greenlet" if monkey.is_module_patched("threading") else "thread"
    consumer = _EmbeddedConsumer(
        queue_of(app).with_timetable(),
        workers=1,
        worker_type=kind,
        max_delay=POLL_SECONDS,
        shutdown_timeout=3,
    )
    consumer.start()
    return consumer


@cli.command("run")
def run() -> None:
    """Do the slow work in this process until told to stop."""
    app = cast("Flask", current_app._get_current_object())  # type: ignore[attr-defined] # noqa: SLF001
    huey.consumer.Consumer(
        queue_of(app).with_timetable(),
        workers=2,
        max_delay=POLL_SECONDS,
        graceful_signal="TERM",
        shutdown_timeout=10,
    ).run()


class _EmbeddedConsumer(huey.consumer.Consumer):
    """A consumer that is a guest: signals belong to the server."""

    def _set_signal_handlers(self) -> None:
        return


class _Queue:
    """One application's queue: a single kind of message, a job's name and its arguments."""

    def __init__(self, app: Flask, queue: "huey.Huey") -> None:
        self.app = app
        self.huey = queue
        self.perform = queue.task(
            name="perform",
            retries=TRIES_LEFT,
            retry_delay=FIRST_PAUSE_SECONDS,
            retry_backoff=3,
        )(self._perform)
        # Work cut short by a shutdown goes back to the queue, for the next start.
        queue.signal(huey.signals.SIGNAL_INTERRUPTED)(lambda _signal, task: queue.enqueue(task))
        queue.signal(huey.signals.SIGNAL_ERROR)(self._note_failure)

    def _perform(
        self,
        name: str,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        _since: datetime | None = None,
    ) -> None:
        _perform(self.app, name, args, kwargs)

    def _note_failure(self, _signal: str, task: Any, failure: BaseException) -> None:
        # What rings by the clock only queues the work itself.
        if task.name == "perform" and not task.retries:
            failing.keep(self.app, task, failure)

    def with_timetable(self) -> "huey.Huey":
        """Return the queue once it also knows what runs by the clock."""
        zone = self.app.extensions[settings.EXTENSION].time_zone
        for name, when in _timetable.items():
            due = huey.crontab(**when)

            def in_town(moment: datetime, due: Callable[[datetime], bool] = due) -> bool:
                return due(moment.replace(tzinfo=UTC).astimezone(zone))

            def ring(name: str = name) -> None:
                self.perform(name, (), {}, now())

            self.huey.periodic_task(in_town, name=name.replace(".", "_"))(ring)
        return self.huey


def queue_of(app: Flask) -> _Queue:
    """Return the queue of an application."""
    return cast("_Queue", app.extensions[EXTENSION])


def _perform(app: Flask, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    with app.app_context():
        _known[name](*args, **kwargs)


def _backend(chosen: Settings) -> "huey.Huey":
    # Messages are pickled: signing them keeps whoever can write to the queue from running code.
    common = {"results": False, "serializer": huey.serializer.SignedSerializer(chosen.secret_key)}
    if chosen.jobs is Jobs.IMMEDIATE:
        return huey.MemoryHuey("palier", **common)
    if chosen.redis_url:
        return huey.RedisHuey("palier", url=chosen.redis_url, **common)
    return huey.SqliteHuey("palier", filename=str(chosen.instance / "jobs.sqlite3"), **common)
