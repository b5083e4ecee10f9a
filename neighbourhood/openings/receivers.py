"""What openings hear from below: who closes their account waits for no quartier."""

from neighbourhood.openings.actions.quartiers import wait_no_more
from neighbourhood.residents.events import resident_closed
from neighbourhood.residents.models.residents import Resident


@resident_closed.connect
def leave_the_list(resident: Resident) -> None:
    """Take somebody off every list."""
    wait_no_more(resident.id)
