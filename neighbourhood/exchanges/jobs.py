"""What time does to notices."""

from collections.abc import Callable, Sequence

from neighbourhood.exchanges import actions, queries
from neighbourhood.foundation.clock import now
from neighbourhood.foundation.database import transaction
from neighbourhood.foundation.jobs import periodic


@periodic(minute="7")
def look_at_dates() -> None:
    """Announce the notices about to end, close those that have."""
    _each(queries.to_warn(now()), actions.warn)
    _each(queries.to_expire(now()), actions.expire)


def _each(notice_ids: Sequence[int], act: Callable[[int], None]) -> None:
    # One transaction each: nobody waits behind a long night of them.
    for notice_id in notice_ids:
        with transaction():
            act(notice_id)
