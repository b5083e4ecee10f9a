"""Starting real programs for tests: free ports, logs to a file, a clean stop."""

import os
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.support.waiting import until

STOP_SECONDS = 10
NOBODY = 65534


class PartMissing(Exception):
    """A program that the tests need cannot be found; the message names the remedy."""


class NotStarted(Exception):
    """A program ended, or stayed silent, before it was ready; the message holds its log."""


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def accepts(port: int) -> bool:
    """Tell whether something listens on `port`."""
    with socket.socket() as client:
        client.settimeout(1)
        return client.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def process(
    command: Sequence[str | Path],
    log: Path,
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    unprivileged: bool = False,
) -> Iterator[subprocess.Popen]:
    """Run `command` until the block ends; what it says goes to the end of `log`."""
    with log.open("ab") as output:
        running = subprocess.Popen(
            command,
            env=env,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **(as_nobody() if unprivileged else {}),
        )
    try:
        yield running
    finally:
        stop(running)


def as_nobody() -> dict[str, object]:
    """Return the arguments of `subprocess` that give up the rights of root, if we have them."""
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}


def stop(running: subprocess.Popen) -> None:
    """Ask the process to end, then end whatever is left of its group."""
    running.terminate()
    try:
        running.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        pass
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def wait_until(
    ready: Callable[[], bool],
    processes: Sequence[subprocess.Popen],
    log: Path,
    seconds: float = 60,
) -> None:
    """Return once `ready()`; fail with the end of the log when a process ends or time is up."""

    def settled() -> str:
        if ready():
            return "ready"
        ended = [f"{running.args} ended" for running in processes if running.poll() is not None]
        return next(iter(ended), "")

    try:
        state = until(settled, seconds=seconds, otherwise="not ready")
    except TimeoutError as late:
        state = str(late)
    if state != "ready":
        raise NotStarted(f"{state}; the end of {log}:\n{tail(log)}")


def tail(log: Path, lines: int = 40) -> str:
    """Return the last lines of a log."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
