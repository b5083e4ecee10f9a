"""Starting: what is missing is said in one sentence, before anybody is told that the site is on."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import NoReturn

import click
from dotenv import load_dotenv
from flask import Flask
from sqlalchemy.exc import DBAPIError, StatementError

from neighbourhood.foundation.environment import SettingsError
from neighbourhood.foundation.settings import ROOT, Settings
from neighbourhood.foundation.web import health

# gunicorn starts no other worker after one that ended so.
CANNOT_START = 4
BEHIND = "The database is not up to date: run `flask --app app db upgrade`, then start again."
_BEFORE_SERVING = "palier.before_serving"
UNBUILT = "{manifest} is missing or damaged: run `make install`, then start again."


def from_environment() -> Settings:
    """Return the settings of the environment, and of the `.env` beside `app.py` for the rest."""
    load_dotenv(ROOT / ".env")
    return Settings.from_environment(os.environ)


@contextmanager
def faults_in_words() -> Iterator[None]:
    """End the program with one sentence where a setting or the database makes no sense."""
    if click.get_current_context(silent=True) is not None:
        sys.excepthook = partial(_in_words, sys.excepthook)
    try:
        yield
    except Exception as failure:
        sentence = sentence_for(failure)
        if sentence is None:
            raise
        stop(sentence)


def sentence_for(failure: BaseException) -> str | None:
    """Return what to do about a `failure` of the surroundings, None for a fault of the program."""
    if isinstance(failure, SettingsError):
        return str(failure)
    if isinstance(failure, StatementError) and isinstance(failure.orig, SettingsError):
        return str(failure.orig)
    if isinstance(failure, DBAPIError):
        return _sentence_for_database(failure)
    if isinstance(failure, PermissionError):
        return f"{failure.filename} may not be read or written: check who owns it."
    return None


def _sentence_for_database(failure: DBAPIError) -> str:
    said = str(failure.orig).strip().splitlines() or [type(failure.orig).__name__]
    if "no such table" in said[0] or ("does not exist" in said[0] and "relation" in said[0]):
        return BEHIND
    return f"The database does not answer ({said[0]}): check DATABASE_URL, and that it runs."


def _in_words(
    usual: Callable[..., object],
    kind: type[BaseException],
    failure: BaseException,
    where: TracebackType | None,
) -> None:
    sentence = sentence_for(failure)
    if sentence is None:
        usual(kind, failure, where)
    else:
        click.echo(f"Error: {sentence}", err=True)


def stop(sentence: str) -> NoReturn:
    """End the program; gunicorn does not try again."""
    click.echo(f"Error: {sentence}", err=True)
    raise SystemExit(CANNOT_START)


def refuse_unless_ready(app: Flask) -> None:
    """End the program when the first page would fail: no built files, no database, an old one."""
    manifest = Path(app.root_path) / "static" / "dist" / "manifest.json"
    if not _is_built(manifest):
        stop(UNBUILT.format(manifest=manifest.relative_to(app.root_path)))
    with app.app_context(), faults_in_words():
        if not health.database_is_at_head():
            stop(BEHIND)
        for prepare in app.extensions.get(_BEFORE_SERVING, ()):
            prepare()


def before_serving(app: Flask, prepare: Callable[[], object]) -> None:
    """Let `prepare` be done before a server says that it is on."""
    app.extensions.setdefault(_BEFORE_SERVING, []).append(prepare)


def _is_built(manifest: Path) -> bool:
    try:
        return isinstance(json.loads(manifest.read_text()), dict)
    except (OSError, ValueError):
        return False


def bind(app: Flask) -> None:
    """Let whoever serves `app` ask first."""
    app.extensions["palier.refuse_unless_ready"] = partial(refuse_unless_ready, app)
