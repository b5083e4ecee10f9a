"""Who may do what with an invitation; whether it may be seen is for queries."""

from neighbourhood.foundation.storing.clock import now
from neighbourhood.invitations.kinds import INVITE
from neighbourhood.invitations.models import Invitation, InvitationStatus, SeatRequest, SeatStatus
from neighbourhood.residents.acting import Actor


def may_publish(actor: Actor) -> bool:
    """Allow neighbours whose address is proved."""
    return actor.is_verified and actor.quartier_id is not None and actor.lets(INVITE)


def is_author(actor: Actor, invitation: Invitation) -> bool:
    """Recognise the author, or who may invite in their place."""
    return invitation.author_id == actor.id and actor.lets(INVITE)


def may_ask(actor: Actor, invitation: Invitation, earlier: SeatRequest | None) -> bool:
    """Allow a verified neighbour while there is room; anew only after withdrawing."""
    return (
        actor.is_verified
        and actor.lets(INVITE)
        and invitation.author_id != actor.id
        and invitation.status is InvitationStatus.OPEN
        and invitation.held_at > now()
        and (earlier is None or earlier.status is SeatStatus.WITHDRAWN)
    )


def may_accept(actor: Actor, request: SeatRequest) -> bool:
    """Allow the author, while there is room for all who would come."""
    return (
        is_author(actor, request.invitation)
        and request.status is SeatStatus.ASKED
        and request.invitation.status is InvitationStatus.OPEN
        and request.seats <= request.invitation.seats_left
    )


def may_decline(actor: Actor, request: SeatRequest) -> bool:
    """Allow the author, as long as the request waits for an answer."""
    return is_author(actor, request.invitation) and request.status is SeatStatus.ASKED


def may_withdraw(actor: Actor, request: SeatRequest) -> bool:
    """Allow who asked, until the day."""
    mine = request.resident_id == actor.id and actor.lets(INVITE)
    return mine and request.is_live and not request.invitation.is_over


def may_cancel(actor: Actor, invitation: Invitation) -> bool:
    """Allow the author, until the day."""
    return is_author(actor, invitation) and not invitation.is_over
