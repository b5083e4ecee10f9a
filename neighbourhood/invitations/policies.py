"""Who may do what with an invitation; whether it may be seen is for queries."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.feed.policies import (
    are_both_here,
    is_author,
    may_accept,
    may_decline,
    may_put_up,
    may_respond,
    may_reword,
    may_take_back,
)
from neighbourhood.foundation.errors import DomainError, Wrong
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.web.templating import day_and_hour
from neighbourhood.foundation.words.elision import fill
from neighbourhood.invitations import queries
from neighbourhood.invitations.models import Invitation, SeatRequest
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.kinds import AT_CLOSING, AtClosing
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.neighbours import called

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
    """Allow the author, until the day, while they are in its circle."""
    may = may_cancel(actor, invitation) and may_reword(actor, invitation)
    return may and actor.is_verified


def may_put_back(actor: Actor, invitation: Invitation) -> bool:
    """Allow the author to go back on an end; for how long is for the way back."""
    return is_author(actor, invitation) and actor.is_verified


def may_put_back_request(actor: Actor, request: SeatRequest) -> bool:
    """Allow either side to go back on what they did with a request."""
    mine = request.resident_id == actor.id and actor.lets(SeatRequest.SCOPE)
    either = mine or is_author(actor, request.invitation)
    return actor.is_verified and either and are_both_here(request)


def may_cancel(actor: Actor, invitation: Invitation) -> bool:
    """Allow the author, until the day."""
    return is_author(actor, invitation) and not invitation.is_over


def _leaves(resident: Resident) -> list[str]:
    """Say who counts on the table of a resident, or on their coming, and hears of it."""
    off = _l("« %(title)s », %(when)s : annulé. Qui comptait venir l’apprend.")
    without = _l("« %(title)s », %(when)s : %(name)s apprend que ce sera sans vous.")
    tables = [(off, each) for each in queries.awaited_invitations(resident, now())]
    asked = queries.standing_requests(resident, now())
    seats = [(without, each.invitation) for each in asked if each.is_accepted]
    return [_said(sentence, table, resident) for sentence, table in (*tables, *seats)]


def _said(sentence: LazyString, table: Invitation, resident: Resident) -> str:
    name = called(table.author, resident)
    return fill(
        str(sentence),
        {"title": table.title, "when": day_and_hour(table.held_at), "name": name},
    )


AT_CLOSING.declare(AtClosing(code="invitations", ends=_leaves))
