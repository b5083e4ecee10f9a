"""What moderation hears: somebody proved an address."""

from neighbourhood.moderation.actions import noticing
from neighbourhood.residents.events import resident_settled
from neighbourhood.residents.models.residents import Resident


@resident_settled.connect
def notice_again(resident: Resident) -> None:
    """Notice another account at an address where somebody was excluded."""
    noticing.notice_same_home(resident)
