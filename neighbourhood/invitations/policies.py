"""Who may do what with an invitation; whether it may be seen is for queries."""

from neighbourhood.feed.policies import (
    is_author,
    may_accept,
    may_decline,
    may_put_up,
    may_respond,
    may_take_back,
)
from neighbourhood.invitations.models import Invitation, SeatRequest
from neighbourhood.residents.acting import Actor

__all__ = ["may_accept", "may_ask", "may_cancel", "may_decline", "may_publish", "may_withdraw"]


def may_publish(actor: Actor) -> bool:
    """Allow neighbours whose address is proved."""
    return may_put_up(actor, Invitation)


def may_ask(actor: Actor, invitation: Invitation, earlier: SeatRequest | None) -> bool:
    """Allow a verified neighbour while there is room; anew only after withdrawing."""
    return may_respond(actor, invitation, SeatRequest, earlier)


def may_withdraw(actor: Actor, request: SeatRequest) -> bool:
    """Allow who asked, until the day."""
    return may_take_back(actor, request) and not request.invitation.is_over


def may_cancel(actor: Actor, invitation: Invitation) -> bool:
    """Allow the author, until the day."""
    return is_author(actor, invitation) and not invitation.is_over
