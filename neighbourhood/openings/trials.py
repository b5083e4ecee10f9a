"""Trying a file of a town, and taking it in: beside the pages, and the very same way."""

import subprocess
import sys
from contextlib import suppress

from flask_babel import lazy_gettext as _l
from gevent import monkey

from neighbourhood.foundation.outside.jobs import job
from neighbourhood.foundation.outside.storage import NothingStored, delete_for_sure, storage
from neighbourhood.foundation.settings import ROOT
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.words.later import kept
from neighbourhood.openings.actions import files, taking
from neighbourhood.openings.actions.taking import GONE, Outcome, is_as_sent
from neighbourhood.openings.models.files import FileKind, TownFile
from neighbourhood.places import keeping
from neighbourhood.places.naming import UnreadableError
from neighbourhood.places.queries import forget_computed

_CHANGED = _l("La carte a changé entre-temps. Relisez ce qui changera, puis importez.")


class _NotInEarnest(Exception):
    """Undoes a trial."""


class _OtherwiseNowError(Exception):
    """The town is not as it was when the file was tried."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome


@job
def handle(file_id: int) -> None:
    """Do what a file waits for; in a process of its own where a server would answer nobody else."""
    if not monkey.is_module_patched("threading"):
        work(file_id)
        return
    command = [sys.executable, "-m", "flask", "--app", "app", "openings", "handle", str(file_id)]
    subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603 - a number and our own words


def work(file_id: int) -> None:
    """Try a file that waits, take one in that was confirmed; another time changes nothing."""
    file = db.session.get(TownFile, file_id)
    if file is None or not file.is_under_way:
        return
    try:
        if file.is_taking:
            _take(file)
        else:
            _try(file)
    except UnreadableError as why:
        with transaction():
            files.note_tried(file_id, Outcome.nothing(why))
    finally:
        forget_computed()


def _try(file: TownFile) -> None:
    data = _read(file)
    if file.kind is FileKind.ADDRESSES:
        taking.count_rows(data, lambda done: _tell(file.id, done))
    outcome = _undone(file, data)
    with transaction():
        files.note_tried(file.id, outcome)


def _undone(file: TownFile, data: bytes) -> Outcome:
    """Return what taking a file does, all of it undone."""
    outcome = Outcome()
    with suppress(_NotInEarnest), transaction():
        outcome = taking.take(hold(TownFile, file.id), data)
        raise _NotInEarnest
    return outcome


def _read(file: TownFile) -> bytes:
    with suppress(NothingStored):
        data = storage().get(file.storage_key)
        if is_as_sent(file, data):
            return data
    raise UnreadableError(GONE)


def _tell(file_id: int, done: int) -> None:
    with transaction():
        hold(TownFile, file_id).done = done


def _take(file: TownFile) -> None:
    data = _read(file)
    try:
        _take_as_tried(file, data)
    except _OtherwiseNowError as changed:
        with transaction():
            files.note_tried(file.id, changed.outcome)
        return
    delete_for_sure(file.storage_key)
    keeping.bring_up_to_date()


def _take_as_tried(file: TownFile, data: bytes) -> None:
    with transaction():
        held = hold(TownFile, file.id)
        outcome = taking.take(held, data)
        if outcome.figures != held.figures:
            outcome.messages.insert(0, {"where": "", "what": kept(_CHANGED), "tone": "bad"})
            raise _OtherwiseNowError(outcome)
        files.note_taken(held)
