"""What becomes of a job that failed for good: kept, run again by hand, or given up."""

import json
import logging
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from flask import Flask
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.settings import ROOT
from neighbourhood.foundation.storing import failed_jobs
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.failed_jobs import FailedJob

log = logging.getLogger(__name__)
Arguments = tuple[Sequence[Any], Mapping[str, Any]]
# What is done when a piece of work is lost, by its name: given the same arguments.
_LOST: dict[str, Callable[..., object]] = {}
T = TypeVar("T", bound=Callable[..., object])


def when_lost(job: Any) -> Callable[[T], T]:
    """Declare what notes that a job failed for good, in the transaction that keeps it."""

    def declare(handler: T) -> T:
        _LOST[job.name] = handler
        return handler

    return declare


class CannotRunAgain(DomainError):
    """The program does not know this work any more, or cannot read what it was given."""

    sentence = _l("Cette tâche ne peut plus être relancée. Vous pouvez l’abandonner.")


def keep(app: Flask, task: Any, failure: BaseException) -> None:
    """Keep a message of the queue that has no try left; the queue itself goes on in any case."""
    name, args, kwargs = task.args[:3]
    try:
        given = json.dumps([args, kwargs], ensure_ascii=False)
        with app.app_context(), transaction():
            kind = type(failure).__qualname__
            failed_jobs.keep(name, given, error=kind, place=place_of(failure))
            _LOST.get(name, _nothing)(*args, **kwargs)
    except Exception:
        log.exception("a failed job could not be kept")


def _nothing(*_args: Any, **_kwargs: Any) -> None:
    return


def place_of(failure: BaseException) -> str:
    """Say where in this program it failed; the message itself may quote what people wrote."""
    frames = traceback.extract_tb(failure.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(ROOT)]
    if not ours:
        return ""
    last = ours[-1]
    return f"{Path(last.filename).relative_to(ROOT)}:{last.lineno} {last.name}"


def take(failed: FailedJob) -> Arguments:
    """Take a held piece of work out of those that failed, with what it was given."""
    given = failed_jobs.arguments_of(failed)
    require(given is not None, CannotRunAgain)
    args, kwargs = json.loads(given or "")
    failed_jobs.drop(failed)
    return args, kwargs
