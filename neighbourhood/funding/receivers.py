"""What funding hears of gifts and of residents."""

from neighbourhood.funding.actions import monthly
from neighbourhood.funding.events import pledge_settled
from neighbourhood.funding.models.gifts import Pledge
from neighbourhood.funding.models.monthly import WhyStopped
from neighbourhood.funding.queries.monthly import of_resident
from neighbourhood.residents.events import resident_closed
from neighbourhood.residents.models.residents import Resident


@pledge_settled.connect
def go_on(promise: Pledge) -> None:
    """Have a monthly gift go on once its gift of the month is there."""
    monthly.arrive(promise)


@resident_closed.connect
def stop(resident: Resident) -> None:
    """End the monthly gifts of whoever closes their account, as they read before."""
    monthly.stop_all(of_resident(resident.id), WhyStopped.LEFT)
