"""Palier itself, served by the real command: embedded in one process, or grown to several."""

import os
import shutil
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.demo_secrets import served_leaks
from tests.support.processes import free_port, process, tail, wait_until

ROOT = Path(__file__).parents[2]
PROGRAMS = Path(sys.executable).parent
KEPT = (
    "PATH",
    "HOME",
    "LANG",
    "TMPDIR",
    "COVERAGE_PROCESS_START",
    "COVERAGE_PROCESS_CONFIG",
    "PYTHON_DOTENV_DISABLED",
)
SERVER = (PROGRAMS / "gunicorn", "-c", "gunicorn.conf.py", "app:create_app()")


@dataclass(frozen=True, slots=True)
class Site:
    """A running site."""

    name: str
    base_url: str
    instance: Path
    log: Path
    env: dict[str, str]

    def flask(self, *words: str) -> str:
        """Run `flask --app app …` with the settings of this site; return what it says."""
        return self._run("flask", "--app", "app", *words)

    def python(self, *words: str) -> str:
        """Run `python …` with the settings of this site; return what it says."""
        return self._run("python", *words)

    def _run(self, program: str, *words: str) -> str:
        done = subprocess.run(
            [PROGRAMS / program, *words],
            cwd=ROOT,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
        )
        said = f"{program} {' '.join(words)}:\n{done.stdout}\n{done.stderr}"
        assert done.returncode == 0, said
        return done.stdout

    def failures(self) -> str:
        """Return the end of the log when a request or a job crashed, else nothing."""
        return tail(self.log, 80) if "Traceback" in self.log.read_text(errors="replace") else ""


@contextmanager
def embedded(folder: Path, *, town: Path | None = None, **settings: str) -> Iterator[Site]:
    """Serve from one process and one folder, with the demonstration town."""
    site = prepared(folder, town=town, **settings)
    with served(site, [SERVER]):
        yield site


def prepared(folder: Path, *, town: Path | None = None, **settings: str) -> Site:
    """Return a site in one folder that nobody serves yet: a copy of `town`, or built here."""
    site = _site("embedded", folder, settings)
    _prepare(site, town)
    return site


@contextmanager
def grown(
    folder: Path, database: str, redis: str, *, town: Path | None = None, **settings: str
) -> Iterator[Site]:
    """Serve from two processes behind one port, with a third for slow work.

    With `town`, the database is a copy already: `town` is the folder that belongs to it.
    """
    outside = {"DATABASE_URL": database, "REDIS_URL": redis, "DEMO": "1"}
    site = _site("grown", folder, outside | settings)
    worker = (PROGRAMS / "flask", "--app", "app", "jobs", "run")
    _prepare(site, town)
    with served(site, [SERVER, SERVER, worker]):
        yield site


def build(folder: Path, **settings: str) -> None:
    """Build the demonstration town, whose mails have left, as a template for others."""
    _prepare(_site("template", folder, {"JOBS": "immediate", "DEMO": "1", **settings}))
    for database in folder.glob("*.sqlite3"):
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def another_server(site: Site) -> Iterator[str]:
    """Serve the same town from one more process, at an address of its own."""
    port = free_port()
    env = site.env | {"PORT": str(port)}
    with process(SERVER, site.log, env=env, cwd=ROOT) as server:
        address = f"http://127.0.0.1:{port}"
        wait_until(lambda: _ready(address), [server], site.log)
        yield address


def _site(name: str, folder: Path, settings: dict[str, str]) -> Site:
    folder.mkdir(parents=True, exist_ok=True)
    port = int(settings.get("PORT") or free_port())
    env = {key: os.environ[key] for key in KEPT if key in os.environ}
    env |= {"PALIER_INSTANCE": str(folder), "PORT": str(port), "RATE_LIMITS": "0"}
    env |= {"PASSWORD_COST": "1", **settings}
    return Site(name, f"http://127.0.0.1:{port}", folder, folder / "server.log", env)


def _prepare(site: Site, town: Path | None = None) -> None:
    if town:
        shutil.copytree(town, site.instance, dirs_exist_ok=True)
        return
    site.flask("db", "upgrade")
    site.flask("demo", "load", "--if-empty")


@contextmanager
def served(
    site: Site, commands: Sequence[tuple[str | Path, ...]] = (SERVER,)
) -> Iterator[list[subprocess.Popen]]:
    """Run the processes of a site until the block ends."""
    with ExitStack() as stack:
        running = [
            stack.enter_context(process(command, site.log, env=site.env, cwd=ROOT))
            for command in commands
        ]
        wait_until(lambda: _ready(site.base_url), running, site.log)
        yield running
        # All at once: each takes its time to end.
        for one in running:
            one.terminate()
    leaks = served_leaks(site.log)
    assert not leaks, f"the log of the site names somebody: {leaks[:3]}"


def _ready(base_url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{base_url}/readyz", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False
