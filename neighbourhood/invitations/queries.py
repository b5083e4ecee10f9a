"""Reading invitations; who may see one is decided by their board: none once it is over."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from neighbourhood.feed.boards import Board
from neighbourhood.foundation.storing.database import db
from neighbourhood.invitations.models import OVER, Invitation, SeatRequest
from neighbourhood.residents.models.residents import Resident

RECENT = 40

TABLES = Board(Invitation, SeatRequest)
visible_to = TABLES.visible_to
get_visible = TABLES.get_visible
get_own = TABLES.get_own
get_request = TABLES.get_response
standing_between = TABLES.standing_between
concerning = TABLES.concerning
lock_with = TABLES.hold_with
request_of = TABLES.response_of
requests_for = TABLES.responses_to
live_requests = TABLES.live_responses
requests_to_tell = TABLES.to_tell


def mine(resident: Resident) -> Sequence[Invitation]:
    """Return the latest invitations of a resident."""
    statement = select(Invitation).where(Invitation.author_id == resident.id)
    return db.session.scalars(statement.order_by(Invitation.id.desc()).limit(RECENT)).all()


def my_requests(resident: Resident) -> Sequence[SeatRequest]:
    """Return the latest requests of a resident, with their invitations."""
    return TABLES.given_by(resident, RECENT)


def standing_invitations(author: Resident, moment: datetime) -> Sequence[Invitation]:
    """Return the invitations of `author` that are still to be held."""
    ahead = Invitation.status.not_in(OVER), Invitation.held_at > moment
    statement = select(Invitation).where(Invitation.author_id == author.id, *ahead)
    return db.session.scalars(statement.order_by(Invitation.id)).all()


def awaited_invitations(author: Resident, moment: datetime) -> list[Invitation]:
    """Return the invitations of `author`, still to be held, that somebody answered."""
    return [one for one in standing_invitations(author, moment) if live_requests(one)]


def standing_requests(resident: Resident, moment: datetime) -> Sequence[SeatRequest]:
    """Return what `resident` asked, and still stands, of invitations that are still to be held."""
    ahead = Invitation.status.not_in(OVER), Invitation.held_at > moment
    return TABLES.standing_of(resident, *ahead)


def past(moment: datetime) -> Sequence[int]:
    """Return the ids of the invitations whose hour has passed."""
    return db.session.scalars(
        select(Invitation.id).where(Invitation.status.not_in(OVER), Invitation.held_at < moment)
    ).all()
