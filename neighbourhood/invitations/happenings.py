"""Tables as they stand on days: those one may come to, and those one goes to."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, ScalarSelect, and_, or_, select
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


_MARKS = {SeatStatus.ACCEPTED: happenings.COMES, SeatStatus.ASKED: happenings.ASKED}


def _asked_by(viewer: Resident) -> ScalarSelect[SeatStatus]:
    """Find in SQL what came of the request of somebody for a seat."""
    own = SeatRequest.invitation_id == Invitation.id, SeatRequest.resident_id == viewer.id
    return select(SeatRequest.status).where(*own).scalar_subquery()


def _has(viewer: Resident) -> ColumnElement[bool]:
    """Tell in SQL whether somebody has the table."""
    return and_(Invitation.author_id == viewer.id, _has_table())


def _has_table() -> ColumnElement[bool]:
    # Whoever looks for a table has one once somebody said yes.
    return or_(Invitation.side == Side.HOST, Invitation.taken > 0)


def _seen_by(viewer: Resident, *which: ColumnElement[bool]) -> Sequence[Happening]:
    answer, has = _asked_by(viewer), _has(viewer)
    mine = or_(answer == SeatStatus.ACCEPTED, has)
    tables = select(Invitation, answer, has).options(joinedload(Invitation.quartier))
    tables = tables.where(visible_to(viewer), or_(mine, Invitation.side == Side.HOST), *which)
    rows = db.session.execute(tables.order_by(Invitation.held_at, Invitation.id))
    return [_of(table, said, has=bool(own)) for table, said, own in rows]


def _of(table: Invitation, answer: SeatStatus | None, *, has: bool) -> Happening:
    own = happenings.HOSTS if table.is_hosts else happenings.COMES
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
        mine=has or answer is SeatStatus.ACCEPTED,
        mark=own if has else _MARKS.get(answer, "") if answer else "",
    )


def _between(viewer: Resident, start: date, end: date) -> Sequence[Happening]:
    return _seen_by(viewer, Invitation.held_at < end, Invitation.held_at >= start)


def _find(viewer: Resident, number: int) -> Happening | None:
    return next(iter(_seen_by(viewer, Invitation.id == number)), None)


HAPPENINGS.declare(Happenings(code=Invitation.ABOUT, between=_between, find=_find, switch=FEASTS))
