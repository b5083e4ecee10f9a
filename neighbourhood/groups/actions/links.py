"""Links that lead into a group: made by a member, over after two weeks, taken back at any time."""

from datetime import timedelta

from sqlalchemy import update

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.storing.tokens import fingerprint, random_token
from neighbourhood.groups.models.groups import Group
from neighbourhood.groups.models.links import GroupLink
from neighbourhood.groups.policies import groups as policies
from neighbourhood.groups.queries import members
from neighbourhood.residents.acting import Actor

LASTS = timedelta(days=14)


def make_link(actor: Actor, group: Group) -> str:
    """Return a new link of a member, which is shown this once; the one of before ends."""
    group = hold(Group, group.id)
    require(policies.may_help(actor, members.seat_by_now(actor.resident, group.id)))
    revoke_links(group.id, actor.id)
    token, moment = random_token(), now()
    link = GroupLink(
        group_id=group.id,
        made_by_id=actor.id,
        digest=fingerprint(token),
        created_at=moment,
        expires_at=moment + LASTS,
    )
    db.session.add(link)
    db.session.flush()
    return token


def revoke_links(group_id: int, resident_id: int) -> None:
    """End the link of a member; of none, nothing."""
    theirs = GroupLink.group_id == group_id, GroupLink.made_by_id == resident_id
    standing = update(GroupLink).where(*theirs, GroupLink.revoked_at.is_(None))
    db.session.execute(standing.values(revoked_at=now()))
