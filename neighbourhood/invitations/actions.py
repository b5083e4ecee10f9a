"""What hosts and guests do."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import DomainError, NotVerified
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.invitations import kinds, policies, queries
from neighbourhood.invitations.events import (
    invitation_changed,
    invitation_published,
    seat_accepted,
    seat_declined,
    seat_requested,
    seat_withdrawn,
)
from neighbourhood.invitations.models import (
    Invitation,
    InvitationDraft,
    InvitationStatus,
    Occasion,
    SeatRequest,
    SeatStatus,
    Side,
)
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.notifications.actions import notify
from neighbourhood.notifications.kinds import Kind, declare
from neighbourhood.places.models import Reach
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.accounts import steady
from neighbourhood.residents.queries.neighbours import name_for

ASKED = declare("invitations.asked", _l("%(name)s vous répond : « %(title)s »"), by_mail=True)
ACCEPTED = declare(
    "invitations.accepted", _l("%(name)s vous dit oui : « %(title)s »"), by_mail=True
)
DECLINED = declare("invitations.declined", _l("« %(title)s » : %(answer)s"))
LEFT = declare(
    "invitations.left", _l("%(name)s ne viendra pas, finalement : « %(title)s »"), by_mail=True
)
CANCELLED = declare("invitations.cancelled", _l("« %(title)s » est annulé"), by_mail=True)


class NotEnoughSeats(DomainError):
    """More people than free seats."""

    code = "not_enough_seats"
    sentence = _l("Il ne reste pas assez de places. Rien n’a changé.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What an invitation says, as its author wrote it."""

    occasion: Occasion
    held_at: datetime
    seats: int
    title: str
    body: str
    reach: Reach


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
    invitation_published.send(invitation)
    return invitation


def ask(actor: Actor, invitation: Invitation, *, message: str, seats: int) -> SeatRequest:
    """Ask for seats, or welcome all those who look for a table."""
    steady(actor.resident)
    invitation = queries.lock(invitation.id)
    found = queries.request_of(actor.resident, invitation)
    require(policies.may_ask(actor, invitation, found), DomainError)
    wanted = seats if invitation.side is Side.HOST else invitation.seats
    require(wanted <= invitation.seats_left, NotEnoughSeats)
    if found is None:
        found = SeatRequest(invitation=invitation, resident=actor.resident, status=SeatStatus.ASKED)
        db.session.add(found)
    else:
        found.move(SeatStatus.ASKED)
    found.message = message
    found.seats = wanted
    found.agent_id = actor.agent_id
    db.session.flush()
    note_deed(actor, kinds.ASKED_SEAT, title=invitation.title, path=invitation.path)
    _tell(invitation.author, ASKED, invitation, by=actor.resident)
    seat_requested.send(found)
    return found


def accept(actor: Actor, request: SeatRequest) -> None:
    """Say yes; the last seat taken makes the invitation full."""
    invitation = queries.lock_with(request)
    require(invitation.author_id == actor.id)
    require(request.seats <= invitation.seats_left, NotEnoughSeats)
    require(policies.may_accept(actor, request), DomainError)
    request.move(SeatStatus.ACCEPTED)
    request.answered_at = now()
    invitation.taken += request.seats
    if not invitation.seats_left:
        invitation.move(InvitationStatus.FULL)
    db.session.flush()
    note_deed(actor, kinds.ACCEPTED_SEAT, title=invitation.title, path=invitation.path)
    _tell(request.resident, ACCEPTED, invitation, by=actor.resident)
    seat_accepted.send(request, by=actor)
    invitation_changed.send(invitation)


def decline(actor: Actor, request: SeatRequest) -> None:
    """Say no, gently, in the language of who asked."""
    invitation = queries.lock_with(request)
    require(invitation.author_id == actor.id)
    require(policies.may_decline(actor, request), DomainError)
    request.move(SeatStatus.DECLINED)
    with force_locale(request.resident.language):
        request.answer = str(kinds.GENTLE_DECLINE)
    request.answered_at = now()
    db.session.flush()
    note_deed(actor, kinds.DECLINED_SEAT, title=invitation.title, path=invitation.path)
    details = {"title": invitation.title, "answer": request.answer}
    notify(request.resident_id, DECLINED, path=invitation.path, **details)
    seat_declined.send(request, by=actor)


def withdraw(actor: Actor, request: SeatRequest) -> None:
    """Take back a request; its seats are free again."""
    invitation = queries.lock_with(request)
    require(request.resident_id == actor.id)
    require(policies.may_withdraw(actor, request), DomainError)
    if request.status is SeatStatus.ACCEPTED:
        invitation.taken -= request.seats
        _tell(invitation.author, LEFT, invitation, by=actor.resident)
    if invitation.status is InvitationStatus.FULL:
        invitation.move(InvitationStatus.OPEN)
    request.move(SeatStatus.WITHDRAWN)
    db.session.flush()
    note_deed(actor, kinds.GAVE_UP_SEAT, title=invitation.title, path=invitation.path)
    seat_withdrawn.send(request, by=actor)
    invitation_changed.send(invitation)


def cancel(actor: Actor, invitation: Invitation) -> None:
    """Call it off, and tell whoever counted on it."""
    invitation = queries.lock(invitation.id)
    require(invitation.author_id == actor.id)
    require(policies.may_cancel(actor, invitation), DomainError)
    invitation.move(InvitationStatus.CANCELLED)
    db.session.flush()
    note_deed(actor, kinds.CANCELLED, title=invitation.title, path=invitation.path)
    for request in queries.live_requests(invitation):
        notify(request.resident_id, CANCELLED, path=invitation.path, title=invitation.title)
    invitation_changed.send(invitation)


def close(invitation_id: int) -> None:
    """Close an invitation whose hour has passed; a second time changes nothing."""
    invitation = queries.lock(invitation_id)
    if not invitation.is_over and invitation.held_at < now():
        invitation.move(InvitationStatus.CLOSED)
        db.session.flush()
        invitation_changed.send(invitation)


def keep_draft(actor: Actor, *, side: Side, answers: dict[str, Any]) -> None:
    """Remember the answers given so far, over those of before."""
    draft = queries.draft_of(actor.resident, side)
    if draft is None:
        draft = InvitationDraft(resident_id=actor.id, side=side, answers={})
        db.session.add(draft)
    draft.answers = {**draft.answers, **answers}
    draft.updated_at = now()
    db.session.flush()


def drop_draft(actor: Actor, *, side: Side) -> None:
    """Forget the answers given so far."""
    draft = queries.draft_of(actor.resident, side)
    if draft is not None:
        db.session.delete(draft)
        db.session.flush()


def _tell(reader: Resident, kind: Kind, invitation: Invitation, *, by: Resident) -> None:
    details = {"title": invitation.title, "name": name_for(by, reader)}
    notify(reader.id, kind, path=invitation.path, **details)
