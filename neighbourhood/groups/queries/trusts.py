"""Reading who trusts whom in a group: counted, and said to nobody."""

from collections.abc import Sequence

from sqlalchemy import func, select

from neighbourhood.feed.reaches import stays
from neighbourhood.foundation.storing.database import db
from neighbourhood.groups.models.members import Membership, Role, Seat, Trust


def given(own: Membership | None, other: Membership, step: Role) -> bool:
    """Tell whether one trusts another with a step already."""
    if own is None:
        return False
    mine = Trust.trusted_id == other.id, Trust.by_id == own.id, Trust.step == step
    return db.session.scalar(select(Trust.id).where(*mine)) is not None


def last_given(own: Membership | None, other: Membership) -> Role | None:
    """Return the last step with which one trusts another, None when with none."""
    if own is None:
        return None
    both = Trust.trusted_id == other.id, Trust.by_id == own.id
    return db.session.scalar(select(Trust.step).where(*both).order_by(Trust.id.desc()).limit(1))


def given_by(own: Membership | None) -> dict[int, Role]:
    """Return whom somebody trusts, by the id of the membership, and with which step last."""
    if own is None:
        return {}
    mine = select(Trust.trusted_id, Trust.step).where(Trust.by_id == own.id).order_by(Trust.id)
    return dict(db.session.execute(mine).all())


def count(membership: Membership, step: Role) -> int:
    """Count those in the group by now who trust somebody with a step."""
    theirs = select(func.count()).select_from(Trust).join(Membership, Membership.id == Trust.by_id)
    there = Membership.status == Seat.STANDING, stays(Membership.resident_id)
    said = theirs.where(Trust.trusted_id == membership.id, Trust.step == step, *there)
    return db.session.scalar(said) or 0


def who_may_trust(membership: Membership) -> int:
    """Count the others in the group whom enough trust to be members."""
    others = Membership.group_id == membership.group_id, Membership.id != membership.id
    there = Membership.status == Seat.STANDING, Membership.role != Role.NEWCOMER
    counted = select(func.count()).select_from(Membership)
    return db.session.scalar(counted.where(*others, *there, stays(Membership.resident_id))) or 0


def most_trusted(group_id: int) -> Sequence[Membership]:
    """Return who is in a group: editors, the longest trusted first, then the longest there."""
    since = (
        select(func.min(Trust.created_at))
        .where(Trust.trusted_id == Membership.id, Trust.step == Role.EDITOR)
        .scalar_subquery()
    )
    standing = Membership.group_id == group_id, Membership.status == Seat.STANDING
    found = select(Membership).where(*standing, stays(Membership.resident_id))
    order = Membership.role != Role.EDITOR, Membership.role == Role.NEWCOMER
    longest = func.coalesce(since, Membership.joined_at), Membership.id
    return db.session.scalars(found.order_by(*order, *longest)).all()
