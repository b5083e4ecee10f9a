"""Reading who is asked to look after a group."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from neighbourhood.feed.reaches import stays
from neighbourhood.foundation.storing.database import db
from neighbourhood.groups.models.groups import Group
from neighbourhood.groups.models.links import Handover
from neighbourhood.groups.models.members import Membership, Seat
from neighbourhood.groups.queries.trusts import most_trusted

TIME_TO_ANSWER = timedelta(days=14)
_UNANSWERED = Handover.accepted_at.is_(None), Handover.passed_at.is_(None)


def waiting(group_id: int) -> Handover | None:
    """Return whoever is asked now, None when nobody is."""
    whose = joinedload(Handover.membership)
    found = select(Handover).options(whose).where(Handover.group_id == group_id, *_UNANSWERED)
    return db.session.scalar(found)


def next_to_ask(group_id: int) -> Membership | None:
    """Return the longest trusted editor, else the longest there, who did not say no."""
    passed = select(Handover.membership_id).where(
        Handover.group_id == group_id, Handover.passed_at.is_not(None)
    )
    said_no = set(db.session.scalars(passed))
    return next((one for one in most_trusted(group_id) if one.id not in said_no), None)


def is_kept(group: Group) -> bool:
    """Tell whether whoever looks after a group is still in it."""
    keeper = Membership.group_id == group.id, Membership.resident_id == group.author_id
    there = Membership.status == Seat.STANDING, stays(Membership.resident_id)
    return db.session.scalar(select(Membership.id).where(*keeper, *there)) is not None


def unanswered(moment: datetime) -> Sequence[int]:
    """Return the ids of those asked two weeks ago, who did not answer."""
    old = Handover.created_at <= moment - TIME_TO_ANSWER
    return db.session.scalars(select(Handover.id).where(old, *_UNANSWERED)).all()
