"""Looking at a calendar where it stands: what it holds from last month to next year."""

import hashlib
from datetime import timedelta

from neighbourhood.agenda import intake
from neighbourhood.agenda.gateways import Calendars, calendars
from neighbourhood.agenda.intake import Read
from neighbourhood.foundation import settings
from neighbourhood.foundation.web.keeping import today
from neighbourhood.foundation.web.offloading import off_the_loop

BEHIND, AHEAD = timedelta(days=31), timedelta(days=366)


def look_at(url: str, where: Calendars | None = None) -> tuple[Read, str]:
    """Return what a calendar holds, and what tells it from another version of it."""
    data = (where or calendars()).fetch(url)
    first, last = today() - BEHIND, today() + AHEAD
    clocks = settings.current().time_zone
    found = off_the_loop(intake.read, data, clocks, first, last)
    return found, hashlib.sha256(data).hexdigest()
