"""What time does to calendars: those of partners are read anew, ended addresses go."""

from neighbourhood.agenda.actions import addresses, outside
from neighbourhood.agenda.lookup import look_at
from neighbourhood.agenda.models.outside import OutsideCalendar
from neighbourhood.agenda.queries import addresses as address_queries
from neighbourhood.agenda.queries import outside as queries
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.outside.jobs import job, periodic
from neighbourhood.foundation.storing.database import db, each_in_turn, transaction


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


@periodic(hour="5", minute="12")
def take_all() -> None:
    """Read every calendar that is followed."""
    for calendar_id in queries.followed():
        take_now(calendar_id)


@periodic(minute="41")
def keep_up() -> None:
    """Have the timeline say what is next, and forget the addresses that ended."""
    each_in_turn(queries.followed(), outside.refresh_cards)
    each_in_turn(address_queries.revoked_for_good(), addresses.forget)
