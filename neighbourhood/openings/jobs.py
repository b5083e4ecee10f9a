"""Throwing away the files that nobody took."""

from neighbourhood.foundation.outside.jobs import periodic
from neighbourhood.foundation.outside.storage import storage
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, each_in_turn
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.openings.actions import files
from neighbourhood.openings.models.files import KEPT_FOR, TownFile
from neighbourhood.openings.queries import towns


@periodic(minute="20")
def throw_away() -> None:
    """Keep no file longer than a day."""
    old = towns.old_files(now() - KEPT_FOR)
    db.session.rollback()
    each_in_turn(old, _throw_away)


def _throw_away(file_id: int) -> None:
    # First the file: a row that says gone is never wrong.
    storage().delete(db.session.get_one(TownFile, file_id).storage_key)
    files.drop(hold(TownFile, file_id))
