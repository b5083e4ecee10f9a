"""Reading groups: who may find one is decided here, and which are shown to somebody."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import aliased, joinedload

from neighbourhood.feed.boards import Wall
from neighbourhood.feed.reaches import BUILDING, Listener, met
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.paging import Cursor, Page, page_of
from neighbourhood.groups.models.groups import Group, GroupStatus, Nature
from neighbourhood.groups.models.members import Membership, Role, Seat
from neighbourhood.residents.models.residents import Resident

PAGE_SIZE = 20
MOST_OF_MINE = 100
AT_THE_DOOR = (Seat.ASKING, Seat.INVITED)


class Hall(Wall[Group, Membership]):
    """Groups, and who is in them: whoever left reads what any other neighbour does."""

    def visible_to(self, viewer: Resident) -> ColumnElement[bool]:
        """Say in SQL which groups `viewer` may find.

        Those they are in, and those they asked or are asked to join, while moderation does not
        hide them; the others as far as they reach, but of nobody kept apart. Whoever looks after a
        group sees it even while it is hidden.
        """
        keeps = and_(Group.author_id == viewer.id, has_seat(viewer.id, Seat.STANDING))
        near = and_(met(Group, Listener.of(viewer)), self._found_by(viewer))
        theirs = has_seat(viewer.id, Seat.STANDING, *AT_THE_DOOR)
        return or_(keeps, and_(Group.hidden_at.is_(None), or_(theirs, near)))

    def _read_by(self, viewer: Resident) -> ColumnElement[bool]:
        near = and_(met(Group, Listener.of(viewer)), self._found_by(viewer))
        return or_(has_seat(viewer.id, Seat.STANDING, *AT_THE_DOOR), near)

    def _found_by(self, viewer: Resident) -> ColumnElement[bool]:
        if not viewer.may_read or viewer.quartier_id is None:
            return Group.id.in_(())
        shown = Group.status.not_in(Group.HIDDEN)
        far = and_(Group.reach != BUILDING.code, Group.reaches(viewer))
        return and_(shown, or_(far, and_(Group.reach == BUILDING.code, _at_the_door_of(viewer))))


def has_seat(resident_id: Any, *seats: Seat) -> ColumnElement[bool]:
    """Tell in SQL whether somebody stands so in a group."""
    theirs = Membership.resident_id == resident_id, Membership.status.in_(seats)
    return Group.id.in_(select(Membership.group_id).where(*theirs))


def _at_the_door_of(viewer: Resident) -> ColumnElement[bool]:
    """Tell in SQL whether `viewer` lives behind the door of somebody who is in the group.

    Nothing of a door is written with a group: whoever proves another home leaves it behind.
    """
    mate, reader = aliased(Resident), aliased(Resident)
    housemates = select(Membership.group_id).join(mate, mate.id == Membership.resident_id)
    behind = housemates.join(reader, reader.address_id == mate.address_id).where(
        Membership.status == Seat.STANDING,
        mate.closed_at.is_(None),
        mate.verified_at <= Membership.joined_at,
        reader.id == viewer.id,
        reader.verified_at.is_not(None),
    )
    return Group.id.in_(behind)


HALL = Hall(Group, Membership)
visible_to = HALL.visible_to
get_visible = HALL.get_visible


def may_be_found_by(group: Group, resident: Resident) -> bool:
    """Tell whether somebody lives where a group is for: in its town, or behind its door."""
    if group.reach == BUILDING.code:
        found = select(Group.id).where(Group.id == group.id, _at_the_door_of(resident))
        return db.session.scalar(found) is not None
    there = resident.quartier
    town = group.quartier.municipality_id
    return resident.may_read and there is not None and there.municipality_id == town


def to_invite_to(resident: Resident, neighbour: Resident) -> list[Group]:
    """Return the groups into which a member may ask a neighbour, who is not in them."""
    helps = Membership.resident_id == resident.id, Membership.status == Seat.STANDING
    theirs = select(Membership.group_id).where(*helps, Membership.role != Role.NEWCOMER)
    away = ~has_seat(neighbour.id, Seat.STANDING, Seat.REMOVED, *AT_THE_DOOR)
    shown = Group.hidden_at.is_(None), Group.status != GroupStatus.CLOSED
    statement = _shown().where(Group.id.in_(theirs), away, *shown).order_by(Group.title)
    return [group for group in db.session.scalars(statement) if may_be_found_by(group, neighbour)]


def still_lives_by(membership: Membership, resident: Resident) -> bool:
    """Tell whether somebody who has just proved a home lives where their group is for.

    Of a building that they alone are in, nobody else is left behind.
    """
    group = membership.group
    if group.reach != BUILDING.code:
        return may_be_found_by(group, resident)
    others = select(Membership.id).where(
        Membership.group_id == group.id,
        Membership.id != membership.id,
        Membership.status == Seat.STANDING,
    )
    alone = db.session.scalar(others.limit(1)) is None
    return alone or may_be_found_by(group, resident)


def mine(resident: Resident) -> Sequence[Group]:
    """Return the groups of a resident, and those they are asked to join, the liveliest first."""
    theirs = has_seat(resident.id, Seat.STANDING, *AT_THE_DOOR), visible_to(resident)
    statement = _shown().where(*theirs, Group.status != GroupStatus.CLOSED)
    order = Group.active_at.desc(), Group.id.desc()
    return db.session.scalars(statement.order_by(*order).limit(MOST_OF_MINE)).all()


def to_discover(
    resident: Resident, *, nature: Nature | None, words: str, after: Cursor | None
) -> Page[Group]:
    """Return a page of the groups that a resident is not in, the newest first."""
    away = ~has_seat(resident.id, Seat.STANDING, *AT_THE_DOOR)
    statement = _shown().where(visible_to(resident), away, Group.status == GroupStatus.ACTIVE)
    if nature is not None:
        statement = statement.where(Group.nature == nature)
    for word in words.split()[:8]:
        said = Group.title.icontains(word, autoescape=True)
        statement = statement.where(or_(said, Group.body.icontains(word, autoescape=True)))
    return page_of(statement, (Group.created_at, Group.id), after, size=PAGE_SIZE)


def _shown() -> Select[Group]:
    return select(Group).options(joinedload(Group.quartier))


def called_near(resident: Resident, name: str) -> Sequence[Group]:
    """Return a few groups whose name shares its first word with `name`: perhaps it is there."""
    said = [word for word in name.split() if len(word) > 3][:1]
    if not said:
        return []
    like = Group.title.icontains(said[0], autoescape=True)
    statement = _shown().where(visible_to(resident), Group.status == GroupStatus.ACTIVE, like)
    return db.session.scalars(statement.order_by(Group.id.desc()).limit(3)).all()


def of_member(resident: Resident, group_id: int) -> Group:
    """Return a group that somebody is or was in; `Missing` for any other."""
    ever = select(Membership.group_id).where(Membership.resident_id == resident.id)
    found = db.session.scalar(select(Group).where(Group.id == group_id, Group.id.in_(ever)))
    if found is None:
        raise Missing
    return found


def get_to_talk_about(group_id: int) -> Group | None:
    """Return a group to those who talk in it."""
    return db.session.get(Group, group_id)
