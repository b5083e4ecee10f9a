"""What hosts and guests do."""

from dataclasses import dataclass, fields
from datetime import datetime

from flask_babel import force_locale

from messaging.actions.threads import answer_with, note, quote
from neighbourhood.feed.circles import require_in
from neighbourhood.foundation.errors import DomainError, NotVerified
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.words.changing import changes
from neighbourhood.invitations import kinds, policies, queries
from neighbourhood.invitations.kinds import (
    INVITATION_CANCELLED,
    INVITATION_STANDS,
    SEAT,
    SEAT_ACCEPTED,
    SEAT_DECLINED,
    SEAT_STANDS,
    SEAT_WITHDRAWN,
)
from neighbourhood.invitations.models import (
    Invitation,
    InvitationStatus,
    SeatRequest,
    SeatStatus,
    Side,
)
from neighbourhood.invitations.policies import NotEnoughSeats, TooFewSeats
from neighbourhood.invitations.subjects import GENTLE_DECLINES
from neighbourhood.invitations.telling import (
    ASKED,
    CANCELLED,
    LEFT,
    TOLD,
    said_of,
    show_card,
    tell_all,
    tell_changed,
    tell_of,
    thread_of,
)
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.mandates.kinds import Deed
from neighbourhood.notifications.actions import settle, wait_again
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.queries.accounts import steady
from neighbourhood.residents.queries.blocks import require_together


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What an invitation says, as its author wrote it."""

    occasion: str
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
    _note(actor, kinds.INVITED[side], invitation)
    show_card(invitation)
    return invitation


def _note(actor: Actor, deed: Deed, invitation: Invitation) -> None:
    note_deed(actor, deed, title=invitation.title, path=invitation.path)


def edit(actor: Actor, invitation: Invitation, *, wording: Wording) -> None:
    """Say it otherwise, until the day; whoever counts on it hears what changed."""
    invitation = hold(Invitation, invitation.id)
    require(policies.may_edit(actor, invitation))
    require_in(invitation.author_id, wording.reach)
    title, before = invitation.title, said_of(invitation)
    looks_for_table = not invitation.is_hosts
    if not looks_for_table and wording.seats < invitation.taken:
        raise TooFewSeats(taken=invitation.taken)
    for field in fields(wording):
        setattr(invitation, field.name, getattr(wording, field.name))
    if looks_for_table:
        invitation.bring_all()
    full = InvitationStatus.OPEN if invitation.places_left else InvitationStatus.FULL
    if invitation.status is not full:
        invitation.become(full)
    invitation.agent_id = actor.agent_id  # who has the last word signs
    db.session.flush()
    _note(actor, kinds.CHANGED, invitation)
    tell_changed(actor, invitation, title, changes(before, said_of(invitation)))
    show_card(invitation)


def ask(actor: Actor, invitation: Invitation, *, message: str, seats: int) -> SeatRequest:
    """Ask for seats, or welcome all those who look for a table."""
    steady(actor.resident)
    require_together(actor, invitation.author_id)
    invitation = hold(Invitation, invitation.id)
    found = queries.request_of(actor.resident, invitation)
    require(policies.may_ask(actor, invitation, found), DomainError)
    wanted = seats if invitation.is_hosts else invitation.seats
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
    _note(actor, kinds.ASKED_SEAT[invitation.side], invitation)
    undoing.forget(SEAT.code, found.id)
    tell_of(found, invitation.author, ASKED, by=actor)
    quote(thread_of(found), found.resident_id, found.message, agent_id=found.agent_id)
    return found


def accept(actor: Actor, request: SeatRequest) -> None:
    """Say yes; the last seat taken makes the invitation full."""
    invitation = queries.lock_with(request)
    require(invitation.author_id == actor.id)
    require(request.seats <= invitation.places_left, NotEnoughSeats)
    require(policies.may_accept(actor, request), DomainError)
    undoing.keep(actor.id, SEAT.code, request.id, status=request.status)
    request.accept()
    db.session.flush()
    _note(actor, kinds.ACCEPTED_SEAT, invitation)
    tell_of(request, request.resident, TOLD.accepted, by=actor)
    note(thread_of(request), SEAT_ACCEPTED, by=actor)
    show_card(invitation)


def decline(actor: Actor, request: SeatRequest) -> None:
    """Say no, gently, in the language of who asked."""
    invitation = queries.lock_with(request)
    require(invitation.author_id == actor.id)
    require(policies.may_decline(actor, request), DomainError)
    undoing.keep(actor.id, SEAT.code, request.id, status=request.status)
    with force_locale(request.resident.language):
        request.decline(str(GENTLE_DECLINES[invitation.side]))
    db.session.flush()
    _note(actor, kinds.DECLINED_SEAT, invitation)
    tell_of(request, request.resident, TOLD.declined, by=actor, answer=request.answer)
    answer_with(request.answer, thread_of(request), SEAT_DECLINED, by=actor)


def withdraw(actor: Actor, request: SeatRequest) -> None:
    """Take back a request; its seats are free again."""
    invitation = queries.lock_with(request)
    require(request.resident_id == actor.id)
    require(policies.may_withdraw(actor, request), DomainError)
    before, settled = request.status, []
    told = request.take_back()
    if told:
        tell_of(request, invitation.author, LEFT[invitation.side], by=actor)
    else:
        settled = settle(thread_of(request).page, ASKED)
    undoing.keep(actor.id, SEAT.code, request.id, status=before, told=told, settled=settled)
    db.session.flush()
    _note(actor, kinds.GAVE_UP_SEAT[invitation.side], invitation)
    note(thread_of(request), SEAT_WITHDRAWN[invitation.side], by=actor)
    show_card(invitation)


def cancel(actor: Actor, invitation: Invitation) -> None:
    """Call it off, and tell whoever counted on it."""
    invitation = hold(Invitation, invitation.id)
    require(invitation.author_id == actor.id)
    require(policies.may_cancel(actor, invitation), DomainError)
    undoing.keep(actor.id, Invitation.ABOUT, invitation.id, status=invitation.status)
    invitation.become(InvitationStatus.CANCELLED)
    db.session.flush()
    _note(actor, kinds.CANCELLED[invitation.side], invitation)
    tell_all(actor, invitation, CANCELLED[invitation.side], INVITATION_CANCELLED)
    show_card(invitation)


def put_back(actor: Actor, invitation: Invitation) -> None:
    """Go back on calling it off, for ten minutes; those concerned hear that it stands."""
    invitation = hold(Invitation, invitation.id)
    require(invitation.author_id == actor.id)
    require(policies.may_put_back(actor, invitation), DomainError)
    before = undoing.take(actor.id, Invitation.ABOUT, invitation.id)
    require(invitation.held_at > now(), undoing.SinceThen)
    invitation.go_back_to(before.read(InvitationStatus, "status"))
    db.session.flush()
    _note(actor, kinds.WENT_BACK, invitation)
    tell_all(actor, invitation, TOLD.stands, INVITATION_STANDS)
    show_card(invitation)


def put_back_request(actor: Actor, request: SeatRequest) -> None:
    """Go back on a yes, a no or a leaving, for ten minutes; who heard of it hears of this."""
    invitation = queries.lock_with(request)
    require(actor.id in (request.resident_id, invitation.author_id))
    require(policies.may_put_back_request(actor, request), DomainError)
    before = undoing.take(actor.id, SEAT.code, request.id)
    status = before.read(SeatStatus, "status")
    if not invitation.is_hosts:
        request.seats = invitation.seats  # whoever welcomes them welcomes all of them, as of now
    room = status is not SeatStatus.ACCEPTED or request.seats <= invitation.places_left
    require(room and not invitation.is_over, undoing.SinceThen)
    undone = request.status
    request.stand_again(status)
    request.answer = ""
    db.session.flush()
    _note(actor, kinds.WENT_BACK, invitation)
    wait_again(before.get("settled", ()))
    if before.get("told", True):
        other = invitation.author if actor.id == request.resident_id else request.resident
        tell_of(request, other, TOLD.went_back[undone], by=actor)
    note(thread_of(request), SEAT_STANDS[undone], by=actor)
    show_card(invitation)


def close(invitation_id: int) -> None:
    """Close an invitation whose hour has passed; a second time changes nothing."""
    invitation = hold(Invitation, invitation_id)
    if not invitation.is_over and invitation.held_at < now():
        invitation.become(InvitationStatus.CLOSED)
        db.session.flush()
        show_card(invitation)
