"""Taking back what waits in the queue: words of somebody who is erased."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, cast

from flask import Flask, current_app

from neighbourhood.foundation.lazily import sparingly
from neighbourhood.foundation.outside import jobs

if TYPE_CHECKING:
    import huey
else:
    huey = sparingly("huey")


def forget(is_theirs: Callable[[str], bool]) -> None:
    """Drop what waits in the queue, or waits to be tried again, and that `is_theirs` knows."""
    app = cast("Flask", current_app._get_current_object())  # type: ignore[attr-defined] # noqa: SLF001
    queue = jobs.queue_of(app).huey
    storage = queue.storage
    for waiting in (*storage.enqueued_items(), *storage.scheduled_items()):
        if any(is_theirs(words) for words in _words_of(queue.deserialize_task(waiting))):
            _drop(storage, waiting)
    if isinstance(storage, huey.storage.SqliteStorage):
        # What was sent long ago still stands in the pages that are free.
        storage.sql("vacuum", commit=False)
        storage.sql("pragma wal_checkpoint(truncate)", commit=False)


def _words_of(task: Any) -> Iterator[str]:
    _name, args, kwargs = task.args[:3]
    yield from map(str, (*args, *kwargs.values()))


def _drop(storage: Any, waiting: bytes) -> None:
    if isinstance(storage, huey.storage.SqliteStorage):
        for table in ("task", "schedule"):
            gone = f"delete from {table} where queue = ? and data = ?"  # noqa: S608
            storage.sql(gone, (storage.name, storage.to_blob(waiting)), commit=True)
    elif isinstance(storage, huey.storage.RedisStorage):
        storage.conn.lrem(storage.queue_key, 0, waiting)
        storage.conn.zrem(storage.schedule_key, waiting)
