"""Reading who is in a group: each is shown those whom they meet."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, case, func, not_, select
from sqlalchemy.orm import contains_eager, joinedload

from neighbourhood.feed.reaches import stays
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.paging import Cursor, Page, page_of
from neighbourhood.groups.models.groups import Group
from neighbourhood.groups.models.members import Membership, Role, Seat
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.blocks import apart

PAGE_SIZE = 30
_RANK = case({Role.EDITOR: 0, Role.MEMBER: 1}, value=Membership.role, else_=2)


def membership_of(resident: Resident, group: Group) -> Membership | None:
    """Return what is between somebody and a group, None when there never was anything."""
    both = Membership.group_id == group.id, Membership.resident_id == resident.id
    return db.session.scalar(select(Membership).where(*both))


def seat_by_now(resident: Resident, group_id: int) -> Membership | None:
    """Return the same read anew, as it is under the lock of the group that the caller holds."""
    both = Membership.group_id == group_id, Membership.resident_id == resident.id
    found = select(Membership).where(*both).execution_options(populate_existing=True)
    return db.session.scalar(found)


def members(viewer: Resident, group: Group, after: Cursor | None = None) -> Page[Membership]:
    """Return a page of who is in a group, the last to come first; nobody kept apart."""
    shown = _with_resident().where(*_in(group), *_met_by(viewer))
    return page_of(shown, (Membership.joined_at, Membership.id), after, size=PAGE_SIZE)


def editors(viewer: Resident, group: Group) -> Sequence[Membership]:
    """Return who looks after a group, but nobody kept apart from `viewer`."""
    shown = _with_resident().where(*_in(group), *_met_by(viewer), Membership.role == Role.EDITOR)
    return db.session.scalars(shown.order_by(Membership.joined_at, Membership.id)).all()


def asking(viewer: Resident, group: Group) -> Sequence[Membership]:
    """Return who asks to come in, the first first; nobody kept apart from `viewer`."""
    waiting = Membership.group_id == group.id, Membership.status == Seat.ASKING
    shown = _with_resident().where(*waiting, *_met_by(viewer))
    return db.session.scalars(shown.order_by(Membership.id).limit(100)).all()


def answered_by(editor: Resident, group: Group) -> Sequence[Membership]:
    """Return whom an editor said no to, or removed, lately: it may still be gone back on."""
    theirs = Membership.group_id == group.id, Membership.decided_by_id == editor.id
    ended = Membership.status.in_((Seat.DECLINED, Seat.REMOVED))
    shown = _with_resident().where(*theirs, ended, *_met_by(editor))
    return db.session.scalars(shown.order_by(Membership.id.desc()).limit(5)).all()


def is_anyone_asking(group: Group) -> bool:
    """Tell whether anybody waits at the door."""
    waiting = Membership.group_id == group.id, Membership.status == Seat.ASKING
    return db.session.scalar(select(Membership.id).where(*waiting).limit(1)) is not None


def get_member(viewer: Resident, group: Group, membership_id: int) -> Membership:
    """Return what is between a group and somebody whom `viewer` meets; `Missing` for all else."""
    one = Membership.id == membership_id, Membership.group_id == group.id
    found: Membership | None = db.session.scalar(_with_resident().where(*one, *_met_by(viewer)))
    if found is None:
        raise Missing
    return found


def seated(group_id: int) -> Sequence[Membership]:
    """Return everybody in a group whose account is open: editors first, then the longest there."""
    standing = Membership.group_id == group_id, Membership.status == Seat.STANDING
    statement = _with_resident().where(*standing, stays(Membership.resident_id))
    return db.session.scalars(statement.order_by(_RANK, Membership.joined_at, Membership.id)).all()


def count(group: Group) -> int:
    """Count who is in a group."""
    return db.session.scalar(select(func.count()).select_from(Membership).where(*_in(group))) or 0


def counts(group_ids: Sequence[int]) -> dict[int, int]:
    """Count who is in each of these groups."""
    standing = Membership.group_id.in_(group_ids), Membership.status == Seat.STANDING
    counted = select(Membership.group_id, func.count()).where(
        *standing, stays(Membership.resident_id)
    )
    rows = db.session.execute(counted.group_by(Membership.group_id))
    return dict(rows.all())


def standing_of(resident_id: int) -> Sequence[Membership]:
    """Return what somebody is in, or at the door of, with the groups."""
    return _seats_of(resident_id, Seat.STANDING, Seat.ASKING, Seat.INVITED)


def out_of(resident_id: int) -> Sequence[Membership]:
    """Return what somebody left, was removed from or not let into, with the groups."""
    return _seats_of(resident_id, Seat.LEFT, Seat.REMOVED, Seat.DECLINED)


def _seats_of(resident_id: int, *seats: Seat) -> Sequence[Membership]:
    theirs = Membership.resident_id == resident_id, Membership.status.in_(seats)
    statement = select(Membership).join(Membership.group).options(contains_eager(Membership.group))
    return db.session.scalars(statement.where(*theirs).order_by(Membership.id)).all()


def _in(group: Group) -> tuple[ColumnElement[bool], ...]:
    standing = Membership.group_id == group.id, Membership.status == Seat.STANDING
    return *standing, stays(Membership.resident_id)


def _met_by(viewer: Resident) -> tuple[ColumnElement[bool], ...]:
    away = apart(viewer.id, Membership.resident_id)
    return (not_(away), stays(Membership.resident_id))


def _with_resident() -> Select[Membership]:
    whose = joinedload(Membership.resident).joinedload(Resident.quartier)
    return select(Membership).options(whose)
