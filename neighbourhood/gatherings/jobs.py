"""What time does to gatherings."""

from neighbourhood.foundation.outside.jobs import periodic
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import after_commit, each_in_turn
from neighbourhood.foundation.web import photos
from neighbourhood.gatherings.actions import afterwards, dates
from neighbourhood.gatherings.queries import coming, gatherings


@periodic(minute="37")
def look_at_gatherings() -> None:
    """Make the dates of series ahead, close what is over, forget photos that were taken down."""
    each_in_turn(gatherings.open_series(), dates.look_at)
    each_in_turn(coming.removed_for_good(now()), _forget)


def _forget(snapshot_id: int) -> None:
    key = afterwards.forget_photo(snapshot_id)
    if key is not None:
        after_commit(lambda: photos.forget([key]))
