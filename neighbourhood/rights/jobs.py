"""What the clock does: enforcing how long things are kept."""

import logging
from collections.abc import Iterable
from datetime import timedelta

from neighbourhood.foundation.outside.jobs import periodic
from neighbourhood.foundation.personal import RETENTIONS, Retention
from neighbourhood.foundation.storing.clock import now

log = logging.getLogger(__name__)
_SHORT = timedelta(days=1)


@periodic(hour="3", minute="50")
def keep_no_longer() -> None:
    """Drop what is older than the timetable of retention says, each line for itself."""
    _enforce(RETENTIONS.values())


@periodic(minute="35")
def keep_no_longer_than_hours() -> None:
    """Drop every hour what is kept for less than a day."""
    _enforce(one for one in RETENTIONS.values() if one.keep_for < _SHORT)


def _enforce(retentions: Iterable[Retention]) -> None:
    for one in retentions:
        try:
            one.forget(now() - one.keep_for)
        except Exception:
            log.exception("one kind of thing is kept too long; the others go on")
