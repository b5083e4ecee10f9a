"""Reading the links that lead into groups."""

from sqlalchemy import ColumnElement, not_, select
from sqlalchemy.orm import joinedload

from neighbourhood.feed.reaches import stays
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.tokens import fingerprint
from neighbourhood.groups.models.groups import Group
from neighbourhood.groups.models.links import GroupLink
from neighbourhood.groups.models.members import Membership, Role, Seat
from neighbourhood.groups.queries.groups import may_be_found_by
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.blocks import apart


def led_by(viewer: Resident, token: str) -> GroupLink:
    """Return the link of a token while it leads somewhere; nobody is led by whom they keep away."""
    standing = GroupLink.revoked_at.is_(None), GroupLink.expires_at > now()
    shown = Group.hidden_at.is_(None), Group.status.not_in(Group.HIDDEN)
    met = not_(apart(viewer.id, GroupLink.made_by_id)), not_(apart(viewer.id, Group.author_id))
    found = select(GroupLink).join(GroupLink.group).options(joinedload(GroupLink.group))
    one = found.where(
        GroupLink.digest == fingerprint(token), *standing, *shown, *met, _maker_may_invite()
    )
    link: GroupLink | None = db.session.scalar(one)
    if link is None or not may_be_found_by(link.group, viewer):
        raise Missing
    if not db.session.get_one(Resident, link.made_by_id).is_verified:
        raise Missing
    return link


def _maker_may_invite() -> ColumnElement[bool]:
    """Tell in SQL that whoever made a link may still ask people in, as they might then."""
    maker = select(Membership.id)
    there = Membership.status == Seat.STANDING, Membership.role != Role.NEWCOMER
    own = Membership.group_id == GroupLink.group_id, Membership.resident_id == GroupLink.made_by_id
    return maker.where(*own, *there, stays(Membership.resident_id)).exists()


def standing_link(resident: Resident, group: Group) -> GroupLink | None:
    """Return the link that a member has made and that still leads into the group."""
    theirs = GroupLink.group_id == group.id, GroupLink.made_by_id == resident.id
    standing = GroupLink.revoked_at.is_(None), GroupLink.expires_at > now()
    return db.session.scalar(select(GroupLink).where(*theirs, *standing))
