"""Making a group and saying otherwise what it is."""

from dataclasses import dataclass, fields

from neighbourhood.foundation.errors import NotVerified
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.web.switches import require_offered
from neighbourhood.groups.actions.entering import seat
from neighbourhood.groups.models.groups import Entry, Group, GroupStatus, Nature
from neighbourhood.groups.models.members import Role
from neighbourhood.groups.policies import groups as policies
from neighbourhood.groups.subjects import GROUPS
from neighbourhood.groups.telling import show_card
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a group is, as who makes it wrote it."""

    title: str
    body: str
    charter: str
    nature: Nature
    entry: Entry
    reach: str


def make(actor: Actor, *, wording: Wording) -> Group:
    """Make a group, and be the first in it."""
    hold(Resident, actor.id)  # one at a time
    require(policies.may_make(actor), NotVerified)
    require_offered(GROUPS, actor.resident.switched_off)
    group = Group(
        author_id=actor.id,
        agent_id=actor.agent_id,
        quartier_id=actor.quartier_id,
        status=GroupStatus.ACTIVE,
        created_at=now(),
        active_at=now(),
    )
    for field in fields(wording):
        setattr(group, field.name, getattr(wording, field.name))
    db.session.add(group)
    db.session.flush()
    membership = seat(group, actor.resident, agent_id=actor.agent_id)
    membership.role, membership.settled_at = Role.EDITOR, now()
    db.session.flush()
    show_card(group)
    return group
