"""What time does to loans."""

from neighbourhood.foundation.outside.jobs import periodic
from neighbourhood.foundation.storing.database import each_in_turn
from neighbourhood.foundation.web.keeping import today
from neighbourhood.libraries.actions import reminding, reserving
from neighbourhood.libraries.queries import loans


@periodic(hour="8", minute="12")
def look_at_loans() -> None:
    """Remind of what is due, leave to others what was not fetched, and warn of what is late."""
    each_in_turn(loans.not_fetched(today()), reserving.miss)
    each_in_turn(loans.to_warn(today(), before=reminding.SOON), reminding.warn)
    each_in_turn(loans.to_remind(today(), before=reminding.SOON), reminding.remind)
