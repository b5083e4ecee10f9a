"""How connections are opened: SQLite queues its writers, PostgreSQL compiles nothing."""

import threading
from typing import Any

from sqlalchemy import Connection, Engine, event

from neighbourhood.foundation.errors import Busy

WRITE_LOCK_SECONDS = 15
# The option of a connection that is going to write.
WRITING = "writing"


def prepare(engine: Engine) -> None:
    """Have every connection of `engine` opened as its database wants it."""
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine)
    else:
        _prepare_postgresql(engine)


def _prepare_postgresql(engine: Engine) -> None:
    """Have no statement turned into machine code: for a page it takes seconds and saves none."""

    @event.listens_for(engine, "connect")
    def spare_the_compiler(connection: Any, _record: Any) -> None:
        connection.execute("SET jit = off")
        connection.commit()


def _prepare_sqlite(engine: Engine) -> None:
    """Serialise writers in this process and open every connection with the same pragmas.

    A reader that upgrades to a writer fails at once under SQLite, and waiting writers poll: so
    writes say so from the start (BEGIN IMMEDIATE) and queue on a lock of ours first.
    """
    writers = threading.Semaphore(1)

    @event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "secure_delete=ON",
            "busy_timeout=10000",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if not connection.get_execution_options().get(WRITING):
            connection.exec_driver_sql("BEGIN")
            return
        if not writers.acquire(timeout=WRITE_LOCK_SECONDS):
            raise Busy
        connection.info["holds_write_lock"] = True
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    @event.listens_for(engine.pool, "reset")
    def release(_connection: Any, record: Any, _state: Any) -> None:
        if record.info.pop("holds_write_lock", False):
            writers.release()
