"""What invitations hear of residents."""

from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.invitations import actions, queries, telling
from neighbourhood.invitations.models import SeatRequest
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.events import kept_apart, resident_closed, resident_unsettled
from neighbourhood.residents.models.blocks import Block
from neighbourhood.residents.models.residents import Resident


@resident_unsettled.connect
def call_off(resident: Resident) -> None:
    """Call off the tables, and free the seats, of someone whose address is proved no more."""
    for invitation in queries.standing_invitations(resident, now()):
        actions.cancel(Actor.of(resident), invitation)
    for request in queries.standing_requests(resident, now()):
        actions.withdraw(Actor.of(resident), request)


@resident_closed.connect
def leave(resident: Resident) -> None:
    """Tell those who counted on whoever closes their account; nobody undoes anything with them."""
    for invitation in queries.awaited_invitations(resident, now()):
        actions.cancel(Actor.of(resident), invitation)
    for request in queries.standing_requests(resident, now()):
        actions.withdraw(Actor.of(resident), request)
    undoing.forget_all(SeatRequest.ABOUT, queries.concerning(resident.id), but=resident.id)


@kept_apart.connect
def part(block: Block) -> None:
    """Free the seats of each of two at the other’s table."""
    for request in queries.standing_between(block.blocker_id, block.blocked_id):
        telling.part(request)
