"""Reading invitations; who may see one is decided here, in `visible_to`."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import joinedload

from neighbourhood.feed.reaches import Listener, Spoken, heard, town_of
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.invitations.models import (
    Invitation,
    InvitationStatus,
    SeatRequest,
    SeatStatus,
)
from neighbourhood.residents.models.residents import Resident

RECENT = 40
OVER = (InvitationStatus.CLOSED, InvitationStatus.CANCELLED)
LIVE = (SeatStatus.ASKED, SeatStatus.ACCEPTED)


def visible_to(viewer: Resident) -> ColumnElement[bool]:
    """Say in SQL which invitations `viewer` may see: like notices, and none once it is over."""
    asked = select(SeatRequest.id).where(
        SeatRequest.invitation_id == Invitation.id, SeatRequest.resident_id == viewer.id
    )
    concerned = or_(Invitation.author_id == viewer.id, asked.exists())
    if not viewer.may_read or viewer.quartier_id is None:
        return concerned
    where, reach = Invitation.quartier_id, Invitation.reach
    spoken = Spoken("invitation", Invitation.id, where, town_of(where), reach)
    return or_(concerned, and_(Invitation.status.not_in(OVER), heard(spoken, Listener.of(viewer))))


def get_visible(viewer: Resident, invitation_id: int) -> Invitation:
    """Return an invitation that `viewer` may see; `Missing` for any other."""
    statement = (
        select(Invitation)
        .options(joinedload(Invitation.author), joinedload(Invitation.quartier))
        .where(Invitation.id == invitation_id, visible_to(viewer))
    )
    found = db.session.scalar(statement)
    if found is None:
        raise Missing
    return found


def get_own(author: Resident, invitation_id: int) -> Invitation:
    """Return an invitation of `author`; `Missing` for anyone else's."""
    found = db.session.get(Invitation, invitation_id)
    if found is None or found.author_id != author.id:
        raise Missing
    return found


def get_request(viewer: Resident, request_id: int) -> SeatRequest:
    """Return a request to who made it or to the author; `Missing` for anyone else."""
    statement = (
        select(SeatRequest)
        .join(SeatRequest.invitation)
        .where(
            SeatRequest.id == request_id,
            or_(SeatRequest.resident_id == viewer.id, Invitation.author_id == viewer.id),
        )
    )
    found = db.session.scalar(statement)
    if found is None:
        raise Missing
    return found


def lock(invitation_id: int) -> Invitation:
    """Return an invitation that nobody else changes before this transaction ends."""
    return db.session.scalars(
        select(Invitation)
        .where(Invitation.id == invitation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def lock_with(request: SeatRequest) -> Invitation:
    """Lock the invitation of a request, and read the request again as it is under the lock."""
    invitation = lock(request.invitation_id)
    db.session.refresh(request)
    return invitation


def request_with_invitation(request_id: int) -> SeatRequest | None:
    """Return a request and what it answers, to those who talk about it."""
    return db.session.get(SeatRequest, request_id, options=[joinedload(SeatRequest.invitation)])


def request_of(resident: Resident, invitation: Invitation) -> SeatRequest | None:
    """Return what `resident` asked."""
    return db.session.scalar(
        select(SeatRequest).where(
            SeatRequest.invitation_id == invitation.id, SeatRequest.resident_id == resident.id
        )
    )


def requests_for(invitation: Invitation) -> Sequence[SeatRequest]:
    """Return every request with who made it, oldest first."""
    statement = (
        select(SeatRequest)
        .options(joinedload(SeatRequest.resident).joinedload(Resident.quartier))
        .where(SeatRequest.invitation_id == invitation.id)
        .order_by(SeatRequest.id)
    )
    return db.session.scalars(statement).all()


def live_requests(invitation: Invitation) -> Sequence[SeatRequest]:
    """Return the requests that still stand."""
    statement = select(SeatRequest).where(
        SeatRequest.invitation_id == invitation.id, SeatRequest.status.in_(LIVE)
    )
    return db.session.scalars(statement.order_by(SeatRequest.id)).all()


def mine(resident: Resident) -> Sequence[Invitation]:
    """Return the latest invitations of a resident."""
    statement = select(Invitation).where(Invitation.author_id == resident.id)
    return db.session.scalars(statement.order_by(Invitation.id.desc()).limit(RECENT)).all()


def my_requests(resident: Resident) -> Sequence[SeatRequest]:
    """Return the latest requests of a resident, with their invitations."""
    statement = (
        select(SeatRequest)
        .options(joinedload(SeatRequest.invitation))
        .where(SeatRequest.resident_id == resident.id)
        .order_by(SeatRequest.id.desc())
        .limit(RECENT)
    )
    return db.session.scalars(statement).all()


def standing_invitations(author: Resident, moment: datetime) -> Sequence[Invitation]:
    """Return the invitations of `author` that are still to be held."""
    ahead = Invitation.status.not_in(OVER), Invitation.held_at > moment
    statement = select(Invitation).where(Invitation.author_id == author.id, *ahead)
    return db.session.scalars(statement.order_by(Invitation.id)).all()


def standing_requests(resident: Resident, moment: datetime) -> Sequence[SeatRequest]:
    """Return what `resident` asked, and still stands, of invitations that are still to be held."""
    statement = (
        select(SeatRequest)
        .join(SeatRequest.invitation)
        .where(
            SeatRequest.resident_id == resident.id,
            SeatRequest.status.in_(LIVE),
            Invitation.status.not_in(OVER),
            Invitation.held_at > moment,
        )
    )
    return db.session.scalars(statement.order_by(SeatRequest.invitation_id)).all()


def past(moment: datetime) -> Sequence[int]:
    """Return the ids of the invitations whose hour has passed."""
    return db.session.scalars(
        select(Invitation.id).where(Invitation.status.not_in(OVER), Invitation.held_at < moment)
    ).all()
