"""What time does to calendars: those of partners are read anew, ended addresses go."""

from neighbourhood.agenda.actions import addresses, outside
from neighbourhood.agenda.queries import addresses as address_queries
from neighbourhood.agenda.queries import outside as queries
from neighbourhood.agenda.trials import take_now
from neighbourhood.foundation.outside.jobs import periodic
from neighbourhood.foundation.storing.database import each_in_turn


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
