"""What hosts and guests do."""

from dataclasses import dataclass, fields
from datetime import datetime

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from messaging.actions.threads import answer_with, note, open_conversation, quote
from messaging.models import Conversation
from neighbourhood.feed.actions import Showing, show
from neighbourhood.foundation.errors import DomainError, NotVerified
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.invitations import kinds, policies, queries
from neighbourhood.invitations.kinds import (
    GENTLE_DECLINE,
    INVITATION,
    SEAT,
    SEAT_ACCEPTED,
    SEAT_DECLINED,
    SEAT_WITHDRAWN,
)
from neighbourhood.invitations.models import (
    Invitation,
    InvitationStatus,
    Occasion,
    SeatRequest,
    SeatStatus,
    Side,
)
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.notifications.actions import notify
from neighbourhood.notifications.kinds import Importance, Kind, declare
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.accounts import steady
from neighbourhood.residents.queries.neighbours import name_for

ASKED = declare(
    "invitations.asked", _l("%(name)s vous répond : « %(title)s »"), importance=Importance.WAITS
)
ACCEPTED = declare(
    "invitations.accepted",
    _l("%(name)s vous dit oui : « %(title)s »"),
    importance=Importance.COUNTS,
)
DECLINED = declare(
    "invitations.declined", _l("« %(title)s » : %(answer)s"), importance=Importance.TELLS
)
LEFT = declare(
    "invitations.left",
    _l("%(name)s ne viendra pas, finalement : « %(title)s »"),
    importance=Importance.COUNTS,
)
CANCELLED = declare(
    "invitations.cancelled", _l("« %(title)s » est annulé"), importance=Importance.COUNTS
)


class NotEnoughSeats(DomainError):
    """More people than free seats."""

    sentence = _l("Il ne reste pas assez de places. Rien n’a changé.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What an invitation says, as its author wrote it."""

    occasion: Occasion
    held_at: datetime
    seats: int
    title: str
    body: str
    reach: str


def publish(actor: Actor, *, side: Side, wording: Wording) -> Invitation:
    """Offer a table, or look for one, from where `actor` lives."""
    steady(actor.resident)
    require(policies.may_publish(actor), NotVerified)
    invitation = Invitation(
        author_id=actor.id,
        agent_id=actor.agent_id,
        side=side,
        quartier_id=actor.quartier_id,
        cell_id=actor.cell_id,
        status=InvitationStatus.OPEN,
        taken=0,
        **{field.name: getattr(wording, field.name) for field in fields(wording)},
    )
    db.session.add(invitation)
    db.session.flush()
    note_deed(actor, kinds.INVITED, title=invitation.title, path=invitation.path)
    show_card(invitation)
    return invitation


def ask(actor: Actor, invitation: Invitation, *, message: str, seats: int) -> SeatRequest:
    """Ask for seats, or welcome all those who look for a table."""
    steady(actor.resident)
    invitation = hold(Invitation, invitation.id)
    found = queries.request_of(actor.resident, invitation)
    require(policies.may_ask(actor, invitation, found), DomainError)
    wanted = seats if invitation.side is Side.HOST else invitation.seats
    require(wanted <= invitation.places_left, NotEnoughSeats)
    if found is None:
        found = SeatRequest(invitation=invitation, resident=actor.resident, status=SeatStatus.ASKED)
        db.session.add(found)
    else:
        found.become(SeatStatus.ASKED)
    found.message = message
    found.seats = wanted
    found.agent_id = actor.agent_id
    db.session.flush()
    note_deed(actor, kinds.ASKED_SEAT, title=invitation.title, path=invitation.path)
    _tell(invitation.author, ASKED, invitation, by=actor.resident)
    quote(thread_of(found), found.resident_id, found.message, agent_id=found.agent_id)
    return found


def accept(actor: Actor, request: SeatRequest) -> None:
    """Say yes; the last seat taken makes the invitation full."""
    invitation = queries.lock_with(request)
    require(invitation.author_id == actor.id)
    require(request.seats <= invitation.places_left, NotEnoughSeats)
    require(policies.may_accept(actor, request), DomainError)
    request.accept()
    db.session.flush()
    note_deed(actor, kinds.ACCEPTED_SEAT, title=invitation.title, path=invitation.path)
    _tell(request.resident, ACCEPTED, invitation, by=actor.resident)
    note(thread_of(request), SEAT_ACCEPTED, by=actor)
    show_card(invitation)


def decline(actor: Actor, request: SeatRequest) -> None:
    """Say no, gently, in the language of who asked."""
    invitation = queries.lock_with(request)
    require(invitation.author_id == actor.id)
    require(policies.may_decline(actor, request), DomainError)
    with force_locale(request.resident.language):
        request.decline(str(GENTLE_DECLINE))
    db.session.flush()
    note_deed(actor, kinds.DECLINED_SEAT, title=invitation.title, path=invitation.path)
    details = {"title": invitation.title, "answer": request.answer}
    notify(request.resident_id, DECLINED, path=invitation.path, **details)
    answer_with(request.answer, thread_of(request), SEAT_DECLINED, by=actor)


def withdraw(actor: Actor, request: SeatRequest) -> None:
    """Take back a request; its seats are free again."""
    invitation = queries.lock_with(request)
    require(request.resident_id == actor.id)
    require(policies.may_withdraw(actor, request), DomainError)
    if request.take_back():
        _tell(invitation.author, LEFT, invitation, by=actor.resident)
    db.session.flush()
    note_deed(actor, kinds.GAVE_UP_SEAT, title=invitation.title, path=invitation.path)
    note(thread_of(request), SEAT_WITHDRAWN, by=actor)
    show_card(invitation)


def cancel(actor: Actor, invitation: Invitation) -> None:
    """Call it off, and tell whoever counted on it."""
    invitation = hold(Invitation, invitation.id)
    require(invitation.author_id == actor.id)
    require(policies.may_cancel(actor, invitation), DomainError)
    invitation.become(InvitationStatus.CANCELLED)
    db.session.flush()
    note_deed(actor, kinds.CANCELLED, title=invitation.title, path=invitation.path)
    for request in queries.live_requests(invitation):
        notify(request.resident_id, CANCELLED, path=invitation.path, title=invitation.title)
    show_card(invitation)


def close(invitation_id: int) -> None:
    """Close an invitation whose hour has passed; a second time changes nothing."""
    invitation = hold(Invitation, invitation_id)
    if not invitation.is_over and invitation.held_at < now():
        invitation.become(InvitationStatus.CLOSED)
        db.session.flush()
        show_card(invitation)


def show_card(invitation: Invitation) -> None:
    """Write or rewrite the card of a table offered or looked for."""
    show(
        Showing.of(
            invitation,
            kind=INVITATION.code,
            category=invitation.occasion.value,
            held_at=invitation.held_at,
            seats=invitation.places_left,
        )
    )


def thread_of(request: SeatRequest) -> Conversation:
    """Open the conversation about a request, or find it again."""
    return open_conversation(
        about=(SEAT.code, request.id),
        subject=request.invitation.title,
        path=request.invitation.path,
        members=(request.invitation.author_id, request.resident_id),
    )


def _tell(reader: Resident, kind: Kind, invitation: Invitation, *, by: Resident) -> None:
    details = {"title": invitation.title, "name": name_for(by, reader)}
    notify(reader.id, kind, path=invitation.path, **details)
