"""What is said in a group is heard by those who are in it, and by nobody else."""

from collections.abc import Collection, Mapping
from functools import cache
from itertools import zip_longest
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    String,
    and_,
    bindparam,
    cast,
    literal,
    select,
)

from neighbourhood.feed.policies import may_put_up
from neighbourhood.feed.reaches import Listener, Spoken
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.prepared import Prepared
from neighbourhood.foundation.storing.switched_off import SwitchedOff, counts_in
from neighbourhood.groups.models.groups import Group, GroupStatus, circle_of
from neighbourhood.groups.models.members import Membership, Seat
from neighbourhood.groups.subjects import GROUPS
from neighbourhood.residents.acting import Actor

_PREFIX = circle_of("")


def heard(spoken: Spoken, listener: Listener) -> ColumnElement[bool]:
    """Tell in SQL whether a listener is in the group in which something was said.

    What they are in is read once a statement, whatever the number of cards.
    """
    code = literal(_PREFIX) + cast(Membership.group_id, String)
    theirs = (
        select(code)
        .join(Membership.group)
        .where(*_standing(listener.resident_id), Group.hidden_at.is_(None))
    )
    off = select(SwitchedOff.code).where(counts_in(listener.town_id), SwitchedOff.code == GROUPS)
    return and_(spoken.reach.in_(theirs), ~off.exists())


def seats(reach: Any, resident_id: Any) -> ColumnElement[bool]:
    """Tell in SQL whether a resident is in the group of a reach, be it hidden or put off."""
    code = literal(_PREFIX) + cast(Membership.group_id, String)
    found: ColumnElement[bool] = reach.in_(select(code).where(*_standing(resident_id)))
    return found


def open_to(actor: Actor) -> Mapping[int, str]:
    """Return the groups in which somebody may speak, by their names."""
    if not may_put_up(actor, Group) or GROUPS in actor.resident.switched_off:
        return {}
    theirs = select(Group.id, Group.title).join(Membership, Membership.group_id == Group.id)
    shown = Group.hidden_at.is_(None), Group.status != GroupStatus.CLOSED
    mine = _standing(actor.id)
    rows = db.session.execute(theirs.where(*mine, *shown).order_by(Group.title, Group.id))
    return dict(rows.all())


def holds(resident_id: int, group_id: int) -> bool:
    """Tell whether somebody is in a group that goes on: in one that is closed, nobody speaks."""
    seat = *_standing(resident_id), Membership.group_id == group_id
    found = select(Membership.id).join(Membership.group)
    found = found.where(*seat, Group.status != GroupStatus.CLOSED)
    return db.session.scalar(found) is not None


def _standing(resident_id: Any) -> tuple[ColumnElement[bool], ...]:
    """Say in SQL what it is to be in a group, for all that is read or said there."""
    return Membership.resident_id == resident_id, Membership.status == Seat.STANDING


# As many as there are cards on a page; asked for by the home page, so prepared once.
_AT_ONCE = tuple(f"number_{place}" for place in range(20))


@cache
def _named() -> Prepared:
    numbers = [bindparam(name, type_=BigInteger) for name in _AT_ONCE]
    asked = select(Group.id, Group.title).where(Group.id.in_(numbers))
    return Prepared(asked)  # type: ignore[arg-type]


def named(group_ids: Collection[int]) -> Mapping[int, str]:
    """Return how groups are called."""
    found: dict[int, str] = {}
    left = sorted(group_ids)
    while left:
        some, left = left[: len(_AT_ONCE)], left[len(_AT_ONCE) :]
        found.update(_named().find(dict(zip_longest(_AT_ONCE, some))))
    return found
