"""Who may do what with an invitation; whether it may be seen is for queries."""

from flask_babel import lazy_gettext as _l

from neighbourhood.feed.policies import (
    is_author,
    may_accept,
    may_decline,
    may_put_up,
    may_respond,
    may_take_back,
)
from neighbourhood.foundation.errors import DomainError, Wrong
from neighbourhood.invitations.models import Invitation, SeatRequest
from neighbourhood.residents.acting import Actor

__all__ = [
    "may_accept",
    "may_ask",
    "may_cancel",
    "may_decline",
    "may_edit",
    "may_publish",
    "may_put_back",
    "may_put_back_request",
    "may_withdraw",
]


class NotEnoughSeats(DomainError):
    """More people than free seats."""

    sentence = _l("Il ne reste pas assez de places. Rien n’a changé.")


class TooFewSeats(Wrong):
    """More guests are accepted than there would be seats."""

    sentence = _l("Vous avez déjà promis %(taken)s places : gardez-en au moins autant.")


def may_publish(actor: Actor) -> bool:
    """Allow neighbours whose address is proved."""
    return may_put_up(actor, Invitation)


def may_ask(actor: Actor, invitation: Invitation, earlier: SeatRequest | None) -> bool:
    """Allow a verified neighbour while there is room; anew only after withdrawing."""
    return may_respond(actor, invitation, SeatRequest, earlier)


def may_withdraw(actor: Actor, request: SeatRequest) -> bool:
    """Allow who asked, until the day."""
    return may_take_back(actor, request) and not request.invitation.is_over


def may_edit(actor: Actor, invitation: Invitation) -> bool:
    """Allow the author, until the day."""
    return may_cancel(actor, invitation) and actor.is_verified


def may_put_back(actor: Actor, invitation: Invitation) -> bool:
    """Allow the author to go back on an end; for how long is for the way back."""
    return is_author(actor, invitation) and actor.is_verified


def may_put_back_request(actor: Actor, request: SeatRequest) -> bool:
    """Allow either side to go back on what they did with a request."""
    mine = request.resident_id == actor.id and actor.lets(SeatRequest.SCOPE)
    return actor.is_verified and (mine or is_author(actor, request.invitation))


def may_cancel(actor: Actor, invitation: Invitation) -> bool:
    """Allow the author, until the day."""
    return is_author(actor, invitation) and not invitation.is_over
