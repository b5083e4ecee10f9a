"""Reading what becomes of a gathering of a group once its author is out of it."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from neighbourhood.feed.circles import is_circle
from neighbourhood.foundation.storing.database import db
from neighbourhood.gatherings.models.gatherings import Gathering, GatheringStatus, Occurrence
from neighbourhood.gatherings.models.hosting import Host, HostStatus
from neighbourhood.gatherings.queries.gatherings import host_ids, still_hears
from neighbourhood.groups.models.groups import circle_of
from neighbourhood.groups.models.members import Membership
from neighbourhood.groups.queries.members import seated
from neighbourhood.residents.models.residents import Resident


def held_among(resident_id: int, dates: Collection[Occurrence]) -> set[int]:
    """Return which gatherings, of some dates, a resident put up or holds too."""
    ids = {one.gathering_id for one in dates}
    theirs = Host.resident_id == resident_id, Host.gathering_id.in_(ids)
    held = select(Host.gathering_id).where(*theirs, Host.status == HostStatus.HOST)
    own = {one.gathering_id for one in dates if one.gathering.author_id == resident_id}
    return own | set(db.session.scalars(held))


def put_up_in(resident_id: int, reach: str) -> Sequence[Gathering]:
    """Return what a resident put up with a reach, and is still to be held."""
    own = Gathering.author_id == resident_id, Gathering.reach == reach
    still = select(Gathering).where(*own, Gathering.status == GatheringStatus.OPEN)
    return db.session.scalars(still.order_by(Gathering.id)).all()


def is_left_alone(gathering: Gathering) -> bool:
    """Tell whether nobody in its group holds a gathering any more."""
    return is_circle(gathering.reach) and not host_ids(gathering)


def seat_in_group(resident_id: int, gathering: Gathering) -> Membership | None:
    """Return what is between somebody and the group of a gathering."""
    both = Membership.group_id == _group_of(gathering), Membership.resident_id == resident_id
    return db.session.scalar(select(Membership).where(*both))


def editors_of_group(gathering: Gathering) -> list[Resident]:
    """Return who looks after the group of a gathering, and may read it."""
    editors = [one.resident for one in seated(_group_of(gathering)) if one.is_editor]
    return [one for one in editors if still_hears(one, gathering)]


def _group_of(gathering: Gathering) -> int:
    return int(gathering.reach.removeprefix(circle_of("")))
