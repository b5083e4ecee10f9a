"""Tables as they stand on days: those one may come to, and those one goes to."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import joinedload

from neighbourhood.feed import happenings
from neighbourhood.feed.happenings import HAPPENINGS, Happening, Happenings
from neighbourhood.foundation.storing.database import db
from neighbourhood.invitations.models import Invitation, SeatRequest, SeatStatus, Side
from neighbourhood.invitations.queries import visible_to
from neighbourhood.invitations.subjects import FEASTS
from neighbourhood.residents.models.residents import Resident

# A table does not say when people go home.
LASTS = timedelta(hours=3)


def _is_mine(viewer: Resident) -> ColumnElement[bool]:
    """Tell in SQL whether somebody is counted on at a table, or has it."""
    seated = exists().where(
        SeatRequest.invitation_id == Invitation.id,
        SeatRequest.resident_id == viewer.id,
        SeatRequest.status == SeatStatus.ACCEPTED,
    )
    return or_(seated, and_(Invitation.author_id == viewer.id, _has_table()))


def _has_table() -> ColumnElement[bool]:
    # Whoever looks for a table has one once somebody said yes.
    return or_(Invitation.side == Side.HOST, Invitation.taken > 0)


def _seen_by(viewer: Resident, *which: ColumnElement[bool]) -> Sequence[Happening]:
    mine = _is_mine(viewer)
    tables = select(Invitation, mine).options(joinedload(Invitation.quartier))
    tables = tables.where(visible_to(viewer), or_(mine, Invitation.side == Side.HOST), *which)
    rows = db.session.execute(tables.order_by(Invitation.held_at, Invitation.id))
    return [_of(table, mine=bool(own)) for table, own in rows]


def _of(table: Invitation, *, mine: bool) -> Happening:
    return Happening(
        code=Invitation.ABOUT,
        number=table.id,
        kind=table.kind,
        title=table.title,
        path=table.path,
        starts=table.held_at,
        ends=table.held_at + LASTS,
        where=table.quartier.name,
        status=happenings.CANCELLED if table.is_cancelled else happenings.PLANNED,
        reach=table.reach,
        quartier_id=table.quartier_id,
        mine=mine,
    )


def _between(viewer: Resident, start: date, end: date) -> Sequence[Happening]:
    return _seen_by(viewer, Invitation.held_at < end, Invitation.held_at >= start)


def _find(viewer: Resident, number: int) -> Happening | None:
    return next(iter(_seen_by(viewer, Invitation.id == number)), None)


HAPPENINGS.declare(Happenings(code=Invitation.ABOUT, between=_between, find=_find, switch=FEASTS))
