"""What the night does: throwing files away, and enforcing how long things are kept."""

from neighbourhood.foundation.outside.jobs import periodic
from neighbourhood.foundation.outside.storage import storage
from neighbourhood.foundation.personal import HOLDINGS, Holding
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, each_in_turn
from neighbourhood.rights import actions, queries
from neighbourhood.rights.models import Archive


def _drop(archive_id: int) -> None:
    # First the file: a row that says gone is never wrong.
    storage().delete(db.session.get_one(Archive, archive_id).file)
    actions.drop_archive(archive_id)


@periodic(hour="3", minute="40")
def drop_archives() -> None:
    """Throw away the files that were ready a week ago, each for itself."""
    old = queries.old_archives(now())
    db.session.rollback()
    each_in_turn(old, _drop)


@periodic(hour="3", minute="50")
def keep_no_longer() -> None:
    """Drop what is older than its holding says, each holding for itself."""
    each_in_turn([one for one in HOLDINGS.values() if one.keep_for and one.forget], _forget)


def _forget(holding: Holding) -> None:
    if holding.keep_for is not None and holding.forget is not None:
        holding.forget(now() - holding.keep_for)
