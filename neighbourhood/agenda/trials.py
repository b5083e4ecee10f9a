"""Reading a calendar where it stands: to look at what it holds, and to take it in."""

import hashlib
from datetime import timedelta

from neighbourhood.agenda import intake
from neighbourhood.agenda.actions import outside
from neighbourhood.agenda.gateways import Calendars, calendars
from neighbourhood.agenda.intake import Read
from neighbourhood.agenda.models.outside import OutsideCalendar
from neighbourhood.foundation import settings
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.outside.jobs import job
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.web.keeping import today
from neighbourhood.foundation.web.offloading import off_the_loop

BEHIND, AHEAD = timedelta(days=31), timedelta(days=366)


def look_at(url: str, where: Calendars | None = None) -> tuple[Read, str]:
    """Return what a calendar holds from last month to next year, and what tells its versions."""
    data = (where or calendars()).fetch(url)
    first, last = today() - BEHIND, today() + AHEAD
    clocks = settings.current().time_zone
    found = off_the_loop(intake.read, data, clocks, first, last)
    return found, hashlib.sha256(data).hexdigest()


@job
def take_now(calendar_id: int) -> None:
    """Read one calendar where it stands; a second time changes nothing."""
    calendar = db.session.get(OutsideCalendar, calendar_id)
    if calendar is None or not calendar.is_followed:
        return
    try:
        found, digest = look_at(calendar.url)
    except DomainError as fault:
        with transaction():
            outside.fail(calendar_id, fault.say())
        return
    with transaction():
        outside.take(calendar_id, found.events, digest=digest)
