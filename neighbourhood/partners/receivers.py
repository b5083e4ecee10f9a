"""What partners hear: whoever invited to a team may not do so any more."""

from neighbourhood.partners.actions import staffing
from neighbourhood.partners.queries import staff
from neighbourhood.residents.events import resident_closed, resident_restricted
from neighbourhood.residents.models.residents import Resident


@resident_restricted.connect
@resident_closed.connect
def take_back_invitations(resident: Resident) -> None:
    """End what somebody sent: it does not come back to life on the day that a measure ends."""
    if not resident.has_free_hands:
        staffing.take_back(staff.invitations_from(resident))
