"""What becomes of a file that was sent for a town."""

from functools import partial

from neighbourhood.foundation.outside.storage import delete_for_sure, new_key
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import after_commit, db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.openings.actions.taking import Outcome
from neighbourhood.openings.models.files import FileKind, FileStatus, TownFile
from neighbourhood.openings.policies import FileMovedOn
from neighbourhood.openings.queries import towns
from neighbourhood.places.models import Municipality


def new_place(kind: FileKind) -> str:
    """Return a key of storage that nobody guesses."""
    return new_key("towns", "json" if kind is FileKind.QUARTIERS else "csv")


def receive(
    town: Municipality,
    kind: FileKind,
    *,
    storage_key: str,
    digest: str,
    size: int,
    name_key: str = "",
    drops: bool = False,
) -> TownFile:
    """Note a file to try; what was sent before and not taken is dropped."""
    earlier = towns.last_files(hold(Municipality, town.id)).get(kind)
    if earlier is not None and earlier.may_become(FileStatus.DROPPED):
        drop(earlier)
        after_commit(partial(delete_for_sure, earlier.storage_key))
    file = TownFile(
        municipality_id=town.id,
        kind=kind,
        storage_key=storage_key,
        digest=digest,
        size=size,
        name_key=name_key,
        drops=drops,
    )
    db.session.add(file)
    db.session.flush()
    return file


def note_tried(file_id: int, outcome: Outcome) -> None:
    """Keep what a trial found, unless the file was dropped meanwhile."""
    file = hold(TownFile, file_id)
    if file.is_under_way:
        file.figures, file.messages = outcome.figures, outcome.messages
        file.become(FileStatus.UNREADABLE if outcome.unreadable else FileStatus.TRIED)


def note_taken(file: TownFile) -> None:
    """Note that all of it is in."""
    file.become(FileStatus.TAKEN)
    file.ended_at = now()


def confirm(file: TownFile) -> None:
    """Have what was tried taken."""
    require(file.is_tried, FileMovedOn)
    file.become(FileStatus.TAKING)


def drop(file: TownFile) -> str:
    """Keep a file no longer; return where it was."""
    require(file.may_become(FileStatus.DROPPED), FileMovedOn)
    file.become(FileStatus.DROPPED)
    file.ended_at, file.messages = now(), []
    return file.storage_key
