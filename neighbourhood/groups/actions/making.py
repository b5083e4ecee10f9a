"""Making a group and saying otherwise what it is."""

from dataclasses import dataclass, fields

from messaging.actions.threads import rename
from neighbourhood.foundation.errors import DomainError, NotVerified
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.web.switches import require_offered
from neighbourhood.groups import kinds
from neighbourhood.groups.actions.entering import seat
from neighbourhood.groups.models.groups import Entry, Group, GroupStatus, Nature
from neighbourhood.groups.models.members import Role
from neighbourhood.groups.policies import groups as policies
from neighbourhood.groups.queries import members, silence
from neighbourhood.groups.subjects import GROUPS
from neighbourhood.groups.telling import ASKED, RESTED, SILENT, show_card
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.notifications.actions import notify, settle
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
    membership = seat(group, actor.resident, agent_id=actor.agent_id, quiet=True)
    membership.role, membership.steps_done_at = Role.EDITOR, now()
    db.session.flush()
    show_card(group)
    note_deed(actor, kinds.MADE, title=group.title, path=group.path)
    return group


def edit(actor: Actor, group: Group, *, wording: Wording) -> None:
    """Say otherwise what a group is; what brings people together stays what it was."""
    group = hold(Group, group.id)
    require(policies.may_edit(actor, members.seat_by_now(actor.resident, group.id)))
    for field in fields(wording):
        setattr(group, field.name, getattr(wording, field.name))
    group.active_at = now()
    db.session.flush()
    rename(Group.ABOUT, [group.id], group.title)
    show_card(group)
    note_deed(actor, kinds.EDITED, title=group.title, path=group.path)


def wake(actor: Actor, group: Group) -> None:
    """Wake a group that fell asleep: anybody in it may."""
    group = hold(Group, group.id)
    require(policies.may_wake(actor, members.seat_by_now(actor.resident, group.id)), DomainError)
    group.become(GroupStatus.ACTIVE)
    group.active_at, group.warned_at = now(), None
    undoing.forget(Group.ABOUT, group.id)
    db.session.flush()
    settle(group.path, RESTED)
    show_card(group)


def close(actor: Actor, group: Group) -> None:
    """Close a group for good: what was said stays to be read by those who are in it."""
    group = hold(Group, group.id)
    require(policies.may_close(actor, members.seat_by_now(actor.resident, group.id)), DomainError)
    group.become(GroupStatus.CLOSED)
    group.closed_at = now()
    db.session.flush()
    settle(group.door, ASKED)
    show_card(group)
    note_deed(actor, kinds.CLOSED, title=group.title, path=group.path)


def warn(group_id: int) -> None:
    """Tell its editors that a silent group falls asleep soon; a second time changes nothing."""
    group = hold(Group, group_id)
    if not group.is_active or silence.is_warned(group, now()):
        return
    group.warned_at = now()
    for one in members.seated(group.id):
        if one.is_editor:
            notify(one.resident_id, SILENT, path=group.path, title=group.title)


def put_to_sleep(group_id: int) -> None:
    """Let a silent group fall asleep; a second time changes nothing."""
    group = hold(Group, group_id)
    if not silence.is_to_sleep(group, now()):
        return
    group.become(GroupStatus.ASLEEP)
    db.session.flush()
    settle(group.path, SILENT)
    show_card(group)
