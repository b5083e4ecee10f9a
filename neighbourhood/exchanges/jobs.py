"""What time does to notices."""

from collections.abc import Callable, Sequence

from neighbourhood.exchanges import queries
from neighbourhood.exchanges.actions import notices
from neighbourhood.foundation.outside.jobs import periodic
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import transaction


@periodic(minute="7")
def look_at_dates() -> None:
    """Announce the notices about to end, close those that have."""
    _each(queries.to_warn(now()), notices.warn)
    _each(queries.to_expire(now()), notices.expire)


def _each(notice_ids: Sequence[int], act: Callable[[int], None]) -> None:
    # One transaction each: nobody waits behind a long night of them.
    for notice_id in notice_ids:
        with transaction():
            act(notice_id)
